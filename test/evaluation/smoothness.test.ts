import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smoothnessOf } from '../../lib/evaluation/smoothness';
import { Random } from '../../lib/math/random';

const near = (a: number, b: number, tolerance: number): void =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const times = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

test('two genes of four times, by hand', () => {
  // Steps: 1, 2, 3 and 0, 0, 2: squares 18 / 6. Two steps: 3, 5 and 0, 2: 38 / 4. Bends: 1, 1 and 0, 2: 6 / 4.
  const { lags, secondDifference } = smoothnessOf({ values: [0, 1, 3, 6, 1, 1, 1, 3], times: times(4) }, 2);
  assert.deepEqual(
    lags.map(({ difference }) => difference),
    [3, 9.5],
  );
  assert.equal(secondDifference, 1.5 / 3);
  // Variances: of 0, 1, 3, 6 21 / 4, of 1, 1, 1, 3 3 / 4; mean 3.
  near(lags[0].autocorrelation, 1 - 3 / 6, 1e-12);
});

test('independent values: equal at every lag, second differences thrice the first', () => {
  const random = Random.fromSeed(1, 'independent');
  const values = Array.from({ length: 40 * 500 }, () => random.normal());
  const { lags, correlationLength, secondDifference } = smoothnessOf({ values, times: times(500) }, 5);
  for (const { overOneStep, autocorrelation } of lags) {
    near(overOneStep, 1, 0.03);
    near(autocorrelation, 0, 0.03);
  }
  assert.equal(correlationLength, 1);
  near(secondDifference, 3, 0.08);
});

test('a straight line: the lag squared, and no bend', () => {
  const { lags, secondDifference } = smoothnessOf({ values: times(100), times: times(100) }, 3);
  lags.forEach(({ overOneStep }, k) => near(overOneStep, (k + 1) ** 2, 1e-9));
  near(secondDifference, 0, 1e-12);
});

test('a moving average of w independent values has an autocorrelation of 1 - lag / w', () => {
  const [w, count, genes] = [10, 2000, 20];
  const random = Random.fromSeed(2, 'average');
  const values = Array.from({ length: genes }, () => {
    const drawn = Array.from({ length: count + w }, () => random.normal());
    return times(count).map((t) => drawn.slice(t, t + w).reduce((sum, x) => sum + x, 0) / w);
  }).flat();
  const { lags, correlationLength } = smoothnessOf({ values, times: times(count) }, 20);
  for (const { lag, autocorrelation } of lags) near(autocorrelation, Math.max(0, 1 - lag / w), 0.06);
  // 1 - lag / 10 falls below 1 / e = 0.37 at 7.
  assert.equal(correlationLength, 7);
});

test('what is no matrix, and one with a hole, is refused', () => {
  assert.throws(() => smoothnessOf({ values: [1, 2, 3], times: times(2) }), /do not fill/);
  assert.throws(() => smoothnessOf({ values: [1, NaN, 3], times: times(3) }), /missing/);
});
