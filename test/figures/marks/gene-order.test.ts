import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseOrder, peakOrder } from '../../../lib/figures/marks/gene-order';

test('genes stand by the time of their peak, of equals the lower index first', () => {
  const values = [
    [0, 0, 1, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
    [9, 1, 1, 1],
  ];
  assert.deepEqual([...peakOrder(values.flat(), 4)], [1, 3, 0, 2]);
});

test('a single outlier among many times does not make a peak', () => {
  const bump = Array.from({ length: 100 }, (_, t) => Math.exp(-(((t - 70) / 15) ** 2)));
  const noisy = bump.map((value, t) => (t === 5 ? 1.4 : value));
  const early = Array.from({ length: 100 }, (_, t) => Math.exp(-(((t - 40) / 15) ** 2)));
  assert.deepEqual([...peakOrder([...noisy, ...early], 2)], [1, 0]);
});

test('like courses stand side by side whatever their level, unlike ones apart', () => {
  const rising = [1, 2, 3, 5];
  const values = [rising, rising.map((x) => -x), rising.map((x) => 10 * x + 7), rising.map((x) => 3 - x)];
  const order = [...courseOrder(values.flat(), 4)];
  const apart = (a: number, b: number) => Math.abs(order.indexOf(a) - order.indexOf(b));
  assert.deepEqual([apart(0, 2), apart(1, 3)], [1, 1]);
  assert.deepEqual(
    [...courseOrder([1, 1, 1, 1], 2)].sort(),
    [0, 1],
    'constant genes have no course, and a place',
  );
});
