import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { sequentialImage, VIRIDIS, viridisDomain } from '../../../lib/figures/marks/matrix-image';
import { Random } from '../../../lib/math/random';

function coloursOf(url: string): string[] {
  const { data, palette } = decode(Buffer.from(url.replace('data:image/png;base64,', ''), 'base64'));
  assert.ok(palette);
  return Array.from(data, (place) =>
    `#${palette[place].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`.toUpperCase(),
  );
}

test('the ends and the quarters are those of viridis, beyond the ends is saturated', () => {
  const { url, width, height } = sequentialImage([-1, 0, 1, 2, 3, 4, 5, 9], 2, 4, [0, 4]);
  assert.deepEqual([width, height], [4, 2]);
  const [a, , b, , c, , d, , e] = VIRIDIS;
  assert.deepEqual(coloursOf(url), [a, a, b, c, d, e, e, e]);
  assert.deepEqual(viridisDomain([0, 4]), [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
});

test('a large matrix is pooled by the mean and noise stays small', () => {
  const random = Random.fromSeed(2);
  const values = Float64Array.from({ length: 2000 * 600 }, () => random.uniform());
  const image = sequentialImage(values, 2000, 600, [0, 1]);
  assert.deepEqual([image.pooling, image.columnPooling, image.width, image.height], [4, 3, 200, 500]);
  const dense = sequentialImage(values.slice(0, 560 * 280), 560, 280, [0, 1]);
  assert.equal(dense.pooling * dense.columnPooling, 1);
  assert.ok(dense.url.length < 164_000, `${dense.url.length}`);
  // two rows of a pixel, 0 and 1: the middle
  const halves = Float64Array.from({ length: 562 }, (_, k) => k % 2);
  assert.equal(coloursOf(sequentialImage(halves, 562, 1, [0, 1]).url)[0], VIRIDIS[4]);
});

test('wrong sizes and scales are refused', () => {
  assert.throws(() => sequentialImage([1, 2, 3], 2, 2, [0, 1]), /3 numbers do not fill a 2 x 2/);
  assert.throws(() => sequentialImage([1], 1, 1, [1, 1]), /no length/);
});
