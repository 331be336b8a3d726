import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchErrors, relativeErrors } from '../../lib/evaluation/batch-errors';
import { pairErrorsOf, pairErrorsOfModel } from '../../lib/evaluation/pair-errors';
import {
  autoregression,
  ar1Error,
  persistence,
  persistenceError,
} from '../../lib/evaluation/prediction-baselines';
import { predictionError } from '../../lib/evaluation/prediction-error';
import { Random } from '../../lib/math/random';
import { Model } from '../../lib/phoenix/model';
import { initialParameters } from '../../lib/phoenix/parameters';
import type { Series } from '../../lib/studies/study';

const near = (a: number, b: number, tolerance = 1e-12): void =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

// Two genes, three cells; then two cells.
const series = [
  { times: [0, 1, 5], values: [1, 2, 4, 0, 0, 1] },
  { times: [0, 2], values: [1, 4, 2, 2] },
].map(({ times, values }): Series => {
  const recorded = Float64Array.from(values);
  return { times: Float64Array.from(times), recorded, clean: recorded };
});

test('the error of each pair, worked by hand, and its mean over all pairs', () => {
  // Steps of the first series: gene 0 1, 2; gene 1 0, 1. Of the second: 3 and 0.
  const still = pairErrorsOf(series, persistence('recorded'));
  assert.deepEqual(
    still.map((errors) => [...errors]),
    [[1 / 2, 5 / 2], [9 / 2]],
  );
  near((0.5 + 2.5 + 4.5) / 3, persistenceError(series, 'recorded'));
  const lines = pairErrorsOf(series, autoregression(series, 'recorded'));
  near((lines[0][0] + lines[0][1] + lines[1][0]) / 3, ar1Error(series, series, 'recorded'));
});

test("a model's pairs have the mean that its test error is", () => {
  const shape = { genes: 2, hidden: 2 };
  const parameters = initialParameters(shape, Random.fromSeed(1, 'pairs'));
  const model = new Model({ shape, parameters, mask: null, genes: ['A', 'B'] });
  const errors = pairErrorsOfModel(model, series);
  assert.deepEqual(
    errors.map(({ length }) => length),
    [2, 1],
  );
  near((errors[0][0] + errors[0][1] + errors[1][0]) / 3, predictionError(model, series).noisyPairs, 1e-3);
  // Pair 2 alone, asked of the model itself.
  const alone = model.predict([2, 0], [4]);
  near(errors[0][1], ((alone[0] - 4) ** 2 + (alone[1] - 1) ** 2) / 2, 1e-3);
});

test('batches: errors, cells and shares by hand', () => {
  const batches = batchErrors([[1, 2, 3], [14]]);
  assert.deepEqual(batches, [
    { pairs: 3, mse: 2, share: 0.3 },
    { pairs: 1, mse: 14, share: 0.7 },
  ]);
  assert.throws(() => batchErrors([[1], []]), /batch 2/);
});

test('a predictor that is 10 % below on every pair has an interval without width', () => {
  const reference = [
    [1, 2, 3, 7],
    [10, 20],
  ];
  const better = reference.map((batch) => batch.map((error) => 0.9 * error));
  const [own] = relativeErrors([better], reference, { random: Random.fromSeed(1, 'cells') });
  for (const { mean, low, high } of [own.pooled, ...own.byBatch]) {
    near(mean, -0.1);
    near(low, -0.1);
    near(high, -0.1);
  }
});

test('the interval is that of the binomial where two pairs in one batch decide', () => {
  // Reference 1 everywhere; half of 100 pairs have error 0, half 2: a resample with k of the bad ones is 2k / 100 - 1 away.
  const reference = [Array.from({ length: 100 }, () => 1)];
  const errors = [Array.from({ length: 100 }, (_, k) => (k % 2) * 2)];
  const options = { random: Random.fromSeed(3, 'cells'), resamples: 4000 };
  const [{ pooled }] = relativeErrors([errors], reference, options);
  near(pooled.mean, 0);
  // The binomial of 100 and 1/2 has its 2.5 and 97.5 % quantiles at 40 and 60.
  near(pooled.low, -0.2, 0.0201);
  near(pooled.high, 0.2, 0.0201);
});

test('runs of pairs keep what neighbours share: the interval of a series in two halves is wide', () => {
  const halves = [Array.from({ length: 400 }, (_, k) => (k < 200 ? 0 : 2))];
  const reference = [Array.from({ length: 400 }, () => 1)];
  const widthOf = (block: number): number => {
    const [{ pooled }] = relativeErrors([halves], reference, { random: Random.fromSeed(5), block });
    return pooled.high - pooled.low;
  };
  // By pairs sd = 1 / 20; in 20 runs of 20 almost sqrt(20) times that.
  near(widthOf(1), 2 * 1.96 * 0.05, 0.02);
  near(widthOf(20), 2 * 1.96 * 0.05 * Math.sqrt(20), 0.12);
});

test('a small loud batch decides the pooled error, and its interval shows it', () => {
  const random = Random.fromSeed(7, 'made up');
  const quiet = Array.from({ length: 900 }, () => random.uniform(0.9, 1.1));
  const loud = Array.from({ length: 9 }, () => random.uniform(0, 2000));
  const [own] = relativeErrors(
    [[quiet.map((error) => 2 * error), loud.map((error, k) => (k % 3 === 0 ? 0 : 0.9 * error))]],
    [quiet, loud],
    { random: Random.fromSeed(1) },
  );
  near(own.byBatch[0].mean, 1, 1e-9);
  assert.ok(own.pooled.mean < -0.05, 'the nine loud pairs hide that the other 900 are twice as wrong');
  assert.ok(own.pooled.high - own.pooled.low > 0.2);
});

test('errors of other data are refused', () => {
  assert.throws(
    () => relativeErrors([[[1, 2]]], [[1, 2, 3]], { random: Random.fromSeed(1) }),
    /2 pairs a batch cannot be held against those of 3/,
  );
});
