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
  // every colour is given a number at its first pixel; a run of one colour, and most are long, is looked up once
  const numbers = new Map<number, number>();
  const counts: number[] = [];
  const numbered = new Uint32Array(width * height);
  let last = -1;
  let number = 0;
  for (let k = 0; k < numbered.length; k++) {
    const colour = (pixels[4 * k] << 16) | (pixels[4 * k + 1] << 8) | pixels[4 * k + 2];
    if (colour !== last) {
      last = colour;
      number = numbers.get(colour) ?? counts.push(0) - 1;
      numbers.set(colour, number);
    }
    counts[number]++;
    numbered[k] = number;
  }
  const colours = [...numbers.keys()]; // in the order of their numbers
  const byFrequency = [...counts.keys()].sort((a, b) => counts[b] - counts[a]);
  const palette = byFrequency.slice(0, MOST_COLOURS).map((k) => channels(colours[k]));
  const places = new Uint8Array(colours.length);
  byFrequency.forEach((k, rank) => {
    places[k] = rank < MOST_COLOURS ? rank : nearest(channels(colours[k]), palette);
  });
  return encode(
    { width, height, channels: 1, depth: 8, palette, data: Uint8Array.from(numbered, (k) => places[k]) },
    { zlib: { level: 7 } },
  );
}

type Colour = [red: number, green: number, blue: number];

const channels = (colour: number): Colour => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** The place of the colour closest to `colour`. */
function nearest([red, green, blue]: Colour, among: readonly Colour[]): number {
  let best = 0;
  let smallest = Infinity;
  among.forEach(([r, g, b], k) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < smallest) [best, smallest] = [k, distance];
  });
  return best;
}
