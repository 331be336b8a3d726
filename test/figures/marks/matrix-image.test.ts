import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { matrixImage } from '../../../lib/figures/marks/matrix-image';
import { Random } from '../../../lib/math/random';

/** The colours of a picture, row by row, as '#rrggbb'. */
function coloursOf(url: string): string[] {
  const { data, palette } = decode(Buffer.from(url.replace('data:image/png;base64,', ''), 'base64'));
  assert.ok(palette);
  return Array.from(data, (place) =>
    `#${palette[place].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`.toUpperCase(),
  );
}

test('the ends are blue and red, 0 is white, half way is half the colour, beyond the limit is saturated', () => {
  const { url, pooling, width, height } = matrixImage([-2, 0, 2, 1, 9, -9], 2, 3, 2);
  assert.deepEqual([pooling, width, height], [1, 3, 2]);
  // half way from white to B2182B: (255 + 178) / 2 = 217, (255 + 24) / 2 = 140, (255 + 43) / 2 = 149, rounded up
  assert.deepEqual(coloursOf(url), ['#2166AC', '#FFFFFF', '#B2182B', '#D98C95', '#B2182B', '#2166AC']);
});

test('the faintest effect is still not white', () => {
  const [faint, zero] = coloursOf(matrixImage([1e-30, 0], 1, 2, 1).url);
  assert.notEqual(faint, '#FFFFFF');
  assert.equal(zero, '#FFFFFF');
});

test('a large matrix is pooled, and a lone effect survives', () => {
  const n = 1000;
  const values = new Float32Array(n * n);
  values[700 * n + 999] = -1;
  const { url, pooling, width } = matrixImage(values, n, n, 1);
  assert.deepEqual([pooling, width], [3, 334]);
  const coloured = coloursOf(url).flatMap((colour, k) => (colour === '#FFFFFF' ? [] : [[k, colour]]));
  assert.deepEqual(coloured, [[Math.floor(700 / 3) * 334 + 333, '#2166AC']]);
});

test('even a dense matrix of noise stays below 164 KB', () => {
  const random = Random.fromSeed(1);
  for (const n of [350, 690]) {
    const values = Float32Array.from({ length: n * n }, () => random.normal());
    assert.ok(matrixImage(values, n, n, 2).url.length <= 164_000);
  }
});

test('wrong sizes and limits are refused', () => {
  assert.throws(() => matrixImage([1, 2, 3], 2, 2, 1), /3 numbers do not fill a 2 x 2/);
  assert.throws(() => matrixImage([1], 1, 1, 0), /positive/);
});
