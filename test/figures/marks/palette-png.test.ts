import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { palettePng } from '../../../lib/figures/marks/palette-png';

/** Red, green and blue of each pixel of an indexed PNG. */
function pixelsOf(png: Uint8Array): number[][] {
  const { data, palette } = decode(png);
  assert.ok(palette);
  return Array.from(data, (place) => palette[place]);
}

test('a picture of up to 256 colours comes back as it was', () => {
  const pixels = Uint8Array.from({ length: 16 * 16 * 4 }, (_, k) => (k % 4 === 3 ? 255 : (k * 37) % 256));
  const expected = Array.from({ length: 256 }, (_, k) => [...pixels.subarray(4 * k, 4 * k + 3)]);
  assert.deepEqual(pixelsOf(palettePng(pixels, 16, 16)), expected);
});

test('beyond that the frequent colours stay and a rare one becomes its nearest', () => {
  // 256 greys twice each, and once a grey with a touch of red
  const colours = [...Array.from({ length: 512 }, (_, k) => [k >> 1, k >> 1, k >> 1]), [101, 100, 100]];
  const pixels = Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
  const decoded = pixelsOf(palettePng(pixels, 513, 1));
  assert.deepEqual(decoded.slice(0, 512), colours.slice(0, 512));
  assert.deepEqual(decoded[512], [100, 100, 100]);
});
