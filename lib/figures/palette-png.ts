import { encode } from 'fast-png';

/** What a byte a pixel can name. */
const MOST_COLOURS = 256;

/**
 * An opaque picture as a PNG of one byte a pixel, a third or less of the size of a true-colour one: figures have few
 * colours besides the shades at the edges of letters. The 256 most frequent colours are kept, any other becomes
 * the nearest of them.
 *
 * @param pixels width x height x 4 bytes: red, green, blue, and an alpha that is not looked at
 */
export function palettePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const counts = new Map<number, number>();
  const colours = Uint32Array.from({ length: width * height }, (_, k) => {
    const colour = (pixels[4 * k] << 16) | (pixels[4 * k + 1] << 8) | pixels[4 * k + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    return colour;
  });
  const byFrequency = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const kept = byFrequency.slice(0, MOST_COLOURS);
  const place = new Map(kept.map((colour, k) => [colour, k]));
  for (const colour of byFrequency.slice(MOST_COLOURS)) place.set(colour, nearest(colour, kept));
  return encode(
    {
      width,
      height,
      channels: 1,
      depth: 8,
      palette: kept.map(channels),
      data: Uint8Array.from(colours, (colour) => place.get(colour) ?? 0),
    },
    { zlib: { level: 9 } },
  );
}

const channels = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

/** The place of the colour closest to `colour`. */
function nearest(colour: number, among: readonly number[]): number {
  const [red, green, blue] = channels(colour);
  let best = 0;
  let smallest = Infinity;
  among.forEach((candidate, k) => {
    const [r, g, b] = channels(candidate);
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < smallest) [best, smallest] = [k, distance];
  });
  return best;
}
