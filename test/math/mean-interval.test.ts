import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meanInterval } from '../../lib/math/mean-interval';

test('half the width over the standard error is the tabled t of 0.975', () => {
  // Table of Student's distribution, two-sided 5 %: 1, 2, 3, 4, 9, 19, 120 degrees of freedom.
  const tabled = { 1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 9: 2.262, 19: 2.093, 120: 1.98 };
  for (const [freedom, t] of Object.entries(tabled)) {
    const count = Number(freedom) + 1;
    const values = Array.from({ length: count }, (_, k) => (k % 3) + k / 7);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
    const { low, high } = meanInterval(values);
    assert.ok(Math.abs((high - low) / 2 / Math.sqrt(variance / count) / t - 1) < 2e-3, freedom);
    assert.ok(Math.abs((low + high) / 2 - mean) < 1e-12);
  }
  assert.deepEqual(meanInterval([3]), { mean: 3, low: 3, high: 3 });
});
