import { encode } from 'fast-png';

/** The ends and the middle of the diverging colour scale (ColorBrewer's RdBu, safe for colour-blind readers). */
export const DIVERGING = { negative: '#2166AC', zero: '#FFFFFF', positive: '#B2182B' } as const;

/** Viridis (van der Walt and Smith, 2015) at nine equal steps: even in lightness, safe for colour-blind readers. */
export const VIRIDIS = [
  ...['#440154', '#472D7B', '#3B528B', '#2C728E', '#21918C', '#28AE80', '#5EC962', '#ADDC30', '#FDE725'],
];

/** Colour steps on either side of 0: few, so that a dense matrix still packs into about a byte an entry. */
const STEPS = 20;
/** The longest side of a picture of signed values in pixels; larger matrices are pooled. */
const LONGEST_SIDE = 400;

/** Colours of a picture of quantities: few, so that noise still packs into about half a byte an entry. */
const QUANTITY_STEPS = 25;
/** Larger pictures of quantities are pooled until they fit. */
const MOST_ROWS = 560;
const MOST_COLS = 280;

/** A matrix as a picture. */
export interface MatrixImage {
  /** `data:image/png;base64,...` */
  readonly url: string;
  /** Each pixel shows the entry of largest magnitude among pooling x pooling entries; 1 = every entry has its pixel. */
  readonly pooling: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * A dense rows x cols matrix (row-major, row 0 on top) as one PNG: a mark an entry would make a notebook of megabytes.
 * Signed values run from blue over white to red; magnitudes of `limit` and more are saturated. 0 is pure white, and
 * an entry other than 0 is always at least one step away from it, so that an edge never looks absent.
 *
 * @param longest the longest side that the picture may have, in pixels
 * @throws RangeError if the numbers do not fill the matrix or the limit is not positive
 */
export function matrixImage(
  values: ArrayLike<number>,
  rows: number,
  cols: number,
  limit: number,
  longest = LONGEST_SIDE,
): MatrixImage {
  checkFilled(values, rows, cols);
  if (!(limit > 0)) throw new RangeError(`the colour scale must end at a positive value, not ${limit}`);
  const pooling = Math.ceil(Math.max(rows, cols) / longest);
  const height = Math.ceil(rows / pooling);
  const width = Math.ceil(cols / pooling);
  const largest = new Float64Array(width * height);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const pixel = Math.floor(i / pooling) * width + Math.floor(j / pooling);
      const value = values[i * cols + j];
      if (Math.abs(value) > Math.abs(largest[pixel])) largest[pixel] = value;
    }
  }
  const data = Uint8Array.from(largest, (value) => {
    const steps = Math.min(STEPS, Math.max(1, Math.round((STEPS * Math.abs(value)) / limit)));
    return STEPS + Math.sign(value) * (value === 0 ? 0 : steps);
  });
  return { url: dataUrl(data, width, height, SIGNED_PALETTE), pooling, width, height };
}

/**
 * A rows x cols matrix (row-major, row 0 on top) of quantities as one PNG, from dark blue at `low` to yellow at `high`. A pixel of a
 * pooled picture is the mean of its block.
 *
 * @returns the picture; `pooling` counts the rows and `columnPooling` the columns that share a pixel
 * @throws RangeError if the numbers do not fill the matrix or high is not above low
 */
export function sequentialImage(
  values: ArrayLike<number>,
  rows: number,
  cols: number,
  [low, high]: readonly [number, number],
): MatrixImage & { readonly columnPooling: number } {
  checkFilled(values, rows, cols);
  if (!(high > low)) throw new RangeError(`a colour scale from ${low} to ${high} has no length`);
  const pooling = Math.ceil(rows / MOST_ROWS);
  const columnPooling = Math.ceil(cols / MOST_COLS);
  const height = Math.ceil(rows / pooling);
  const width = Math.ceil(cols / columnPooling);
  const sums = new Float64Array(width * height);
  const counts = new Int32Array(width * height);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const pixel = Math.floor(i / pooling) * width + Math.floor(j / columnPooling);
      sums[pixel] += values[i * cols + j];
      counts[pixel]++;
    }
  }
  const data = Uint8Array.from(sums, (sum, pixel) => {
    const share = (sum / counts[pixel] - low) / (high - low);
    return Math.round((QUANTITY_STEPS - 1) * Math.min(1, Math.max(0, share)));
  });
  return { url: dataUrl(data, width, height, QUANTITY_PALETTE), pooling, columnPooling, width, height };
}

/** The ends of VIRIDIS's steps between two values, for the legend of such a picture. */
export function viridisDomain([low, high]: readonly [number, number]): number[] {
  return VIRIDIS.map((_, k) => low + (k / (VIRIDIS.length - 1)) * (high - low));
}

function checkFilled(values: ArrayLike<number>, rows: number, cols: number): void {
  if (values.length !== rows * cols || values.length === 0) {
    throw new RangeError(`${values.length} numbers do not fill a ${rows} x ${cols} matrix`);
  }
}

/** One byte a pixel, a place in the palette, as a PNG. */
function dataUrl(data: Uint8Array, width: number, height: number, palette: number[][]): string {
  const png = encode({ width, height, data, channels: 1, depth: 8, palette }, { zlib: { level: 9 } });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** A colour between two '#RRGGBB', as red, green and blue: linear in RGB as Vega's own legend is. */
function between(from: string, to: string, share: number): number[] {
  return [1, 3, 5].map((start) => {
    const [a, b] = [from, to].map((colour) => parseInt(colour.slice(start, start + 2), 16));
    return Math.round(a + share * (b - a));
  });
}

/** 2 STEPS + 1 colours from negative over zero to positive. */
const SIGNED_PALETTE = Array.from({ length: 2 * STEPS + 1 }, (_, k) => {
  const end = k < STEPS ? DIVERGING.negative : DIVERGING.positive;
  return between(DIVERGING.zero, end, Math.abs(k - STEPS) / STEPS);
});

const QUANTITY_PALETTE = Array.from({ length: QUANTITY_STEPS }, (_, k) => {
  const place = (k / (QUANTITY_STEPS - 1)) * (VIRIDIS.length - 1);
  const from = Math.min(Math.floor(place), VIRIDIS.length - 2);
  return between(VIRIDIS[from], VIRIDIS[from + 1], place - from);
});
