import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intervalSteps } from '../../lib/evaluation/interval-steps';
import { persistenceError } from '../../lib/evaluation/prediction-baselines';
import type { Series } from '../../lib/studies/study';

/** Two genes at five times; intervals 4, 1, 2, 3. */
const recorded = Float64Array.from([0, 1, 1, 3, 6, 2, 2, 4, 4, 5]);
const series: Series = { times: Float64Array.from([0, 4, 5, 7, 10]), recorded, clean: recorded };

test('the shorter intervals and the longer ones, by hand', () => {
  const { parts, halfApart } = intervalSteps(series, 2);
  // Squares of the steps: 1, 0, 4, 9 and 0, 4, 0, 1. Intervals 1 and 2 first, then 3 and 4.
  assert.deepEqual(parts, [
    { interval: 1, difference: (0 + 4 + 4 + 0) / 4 },
    { interval: 3, difference: (1 + 0 + 9 + 1) / 4 },
  ]);
  // Two times apart, from each of the first two: 1, 2 and 2, 2.
  assert.equal(halfApart, (1 + 4 + 4 + 4) / 4);
});

test('one part is "nothing changes"; more parts than pairs are refused', () => {
  assert.equal(intervalSteps(series, 1).parts[0].difference, persistenceError([series], 'recorded'));
  assert.throws(() => intervalSteps(series, 5), /4 pairs .* 5 parts/);
});
