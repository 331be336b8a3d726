import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResult } from '../../../lib/experiments/result-store';
import { pruningPaths } from '../../../lib/reproduction/tables/pruning-paths';
import { madeResult } from '../../experiments/made-result';

test('the events with the best epoch among them, in order; runs that were not measured on their way are left out', () => {
  const made = madeResult({ dataset: 'brca500', seed: 4 }, { bestEpoch: 15, noisyPairs: 7 }) as StoredResult;
  const point = (epoch: number) => ({
    ...{ epoch, sparsity: epoch / 100, deadGenes: 0, averageOutDegree: 5, balancedAccuracy: 0.6 },
    ...{ assayedBalancedAccuracy: null, validationLoss: 2, testMse: 3 },
  });
  // The best epoch is not on the way of the first, and the last one of the second.
  const first = { ...made, path: [point(10), point(20)] };
  const second = { ...made, path: [point(10), point(15)] };
  const [one, other, ...none] = pruningPaths([first, made, second]);
  assert.deepEqual(none, []);
  assert.deepEqual([one.strategy, one.seed, one.dataset, one.bestEpoch], ['dash', 4, 'brca500', 15]);
  assert.deepEqual(
    one.path.map(({ epoch, validationMse, testMse }) => [epoch, validationMse, testMse]),
    [
      [10, 2, 3],
      [15, made.validationLoss, 7],
      [20, 2, 3],
    ],
  );
  assert.deepEqual(
    other.path.map(({ epoch }) => epoch),
    [10, 15],
  );
});
