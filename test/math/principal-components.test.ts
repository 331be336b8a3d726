import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alongComponent, principalComponents } from '../../lib/math/principal-components';
import { Random } from '../../lib/math/random';

const close = (a: number, b: number, within = 1e-12) =>
  assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

test('points on two perpendicular lines: directions, shares and places by hand', () => {
  // x = 3, -3, 0, 0 and y = 0, 0, 1, -1 about the mean (5, 7), z constant: variances 18 and 2
  const values = [8, 2, 5, 5, 7, 7, 8, 6, 4, 4, 4, 4];
  const found = principalComponents(values, 3, 2);
  assert.deepEqual([...found.mean], [5, 7, 4]);
  found.directions.forEach((direction, k) => direction.forEach((entry, i) => close(entry, i === k ? 1 : 0)));
  found.shares.forEach((share, k) => close(share, [0.9, 0.1][k]));
  alongComponent(values, found, 0).forEach((place, t) => close(place, [3, -3, 0, 0][t]));
});

test('more variables than samples and fewer give one answer: X X^T and X^T X', () => {
  // Samples 3 .. 5 add the mean of the first three: no variance of their own, only another count.
  const random = Random.fromSeed(4);
  const rows = Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => random.normal()));
  const wider = rows.map((row) => [...row, ...[0, 0, 0].map(() => row.reduce((sum, x) => sum + x / 3, 0))]);
  const [few, many] = [principalComponents(rows.flat(), 4, 2), principalComponents(wider.flat(), 4, 2)];
  few.directions.forEach((direction, k) =>
    direction.forEach((entry, i) => close(entry, many.directions[k][i], 1e-9)),
  );
  few.shares.forEach((share, k) => close(share, many.shares[k], 1e-9));
});

test('what has no components is refused', () => {
  assert.throws(() => principalComponents([1, 2, 3], 3, 1), /two or more samples/);
  assert.throws(() => principalComponents([1, 2, 3, 2, 4, 6], 2, 2), /2 directions/);
  assert.throws(() => alongComponent([1, 2, 3], principalComponents([0, 1, 2, 5], 2, 1), 0), /2 variables/);
});
