import { encode } from 'fast-png';

/** The ends and the middle of the diverging colour scale (ColorBrewer's RdBu, safe for colour-blind readers). */
export const DIVERGING = { negative: '#2166AC', zero: '#FFFFFF', positive: '#B2182B' } as const;

/** Colour steps on either side of 0: few, so that a dense matrix still packs into about a byte an entry. */
const STEPS = 20;

/** The longest side of the picture in entries; larger matrices are pooled. */
const LONGEST_SIDE = 400;

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
 * @throws RangeError if the numbers do not fill the matrix or the limit is not positive
 */
export function matrixImage(
  values: ArrayLike<number>,
  rows: number,
  cols: number,
  limit: number,
): MatrixImage {
  if (values.length !== rows * cols || values.length === 0) {
    throw new RangeError(`${values.length} numbers do not fill a ${rows} x ${cols} matrix`);
  }
  if (!(limit > 0)) throw new RangeError(`the colour scale must end at a positive value, not ${limit}`);
  const pooling = Math.ceil(Math.max(rows, cols) / LONGEST_SIDE);
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
  const png = encode(
    { width, height, data, channels: 1, depth: 8, palette: PALETTE },
    { zlib: { level: 9 } },
  );
  return { url: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, pooling, width, height };
}

/** 2 STEPS + 1 colours from negative over zero to positive, linear in RGB as Vega's own legend is. */
const PALETTE = Array.from({ length: 2 * STEPS + 1 }, (_, k) => {
  const zero = channelsOf(DIVERGING.zero);
  const end = channelsOf(k < STEPS ? DIVERGING.negative : DIVERGING.positive);
  const share = Math.abs(k - STEPS) / STEPS;
  return zero.map((channel, c) => Math.round(channel + share * (end[c] - channel)));
});

/** '#RRGGBB' as three numbers. */
function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}
