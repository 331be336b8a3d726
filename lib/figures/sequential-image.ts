import { encode } from 'fast-png';
import type { MatrixImage } from './matrix-image';

/** Viridis (van der Walt and Smith, 2015) at nine equal steps: even in lightness, safe for colour-blind readers. */
export const VIRIDIS = [
  '#440154',
  '#472D7B',
  '#3B528B',
  '#2C728E',
  '#21918C',
  '#28AE80',
  '#5EC962',
  '#ADDC30',
  '#FDE725',
];

/** Colours of a picture: few, so that noise still packs into about half a byte an entry. */
const STEPS = 25;

/** Larger matrices are pooled until they fit. */
const MOST_ROWS = 560;
const MOST_COLS = 280;

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
  if (values.length !== rows * cols || values.length === 0) {
    throw new RangeError(`${values.length} numbers do not fill a ${rows} x ${cols} matrix`);
  }
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
    return Math.round((STEPS - 1) * Math.min(1, Math.max(0, share)));
  });
  const png = encode(
    { width, height, data, channels: 1, depth: 8, palette: PALETTE },
    { zlib: { level: 9 } },
  );
  const url = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return { url, pooling, columnPooling, width, height };
}

/** The ends of VIRIDIS's steps between two values, for the legend of such a picture. */
export function viridisDomain([low, high]: readonly [number, number]): number[] {
  return VIRIDIS.map((_, k) => low + (k / (VIRIDIS.length - 1)) * (high - low));
}

/** STEPS colours, linear in RGB between the nine as Vega's own legend is. */
const PALETTE = Array.from({ length: STEPS }, (_, k) => {
  const place = (k / (STEPS - 1)) * (VIRIDIS.length - 1);
  const from = Math.min(Math.floor(place), VIRIDIS.length - 2);
  return [1, 3, 5].map((start) => {
    const [a, b] = [from, from + 1].map((colour) => parseInt(VIRIDIS[colour].slice(start, start + 2), 16));
    return Math.round(a + (place - from) * (b - a));
  });
});
