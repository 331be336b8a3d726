import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResult } from '../../../lib/experiments/result-store';
import { gapTable, timeScaleTable } from '../../../lib/reproduction/tables/real-data-tables';
import { madeResult } from '../../experiments/made-result';

/** A result whose test error is `off` away from "nothing changes". */
function off(request: Parameters<typeof madeResult>[0], share: number, validationLoss = 1e-4): StoredResult {
  const made = madeResult(request, { assayed: 0.52 }) as StoredResult;
  const naive = made.baselines.nothingChanges.noisyPairs;
  const testMse = { ...made.testMse, noisyPairs: naive * (1 + share) };
  const baselines = { ...made.baselines, autoregression: 0.9 * naive };
  return { ...made, baselines, testMse, validationLoss, last: { ...made.last, testMse } };
}

test('the gap: means over seeds, off "nothing changes"', () => {
  const request = { dataset: 'brca500', testGap: 22 } as const;
  const { columns, rows } = gapTable([
    off({ ...request, strategy: 'imp', seed: 1 }, 0.02),
    off({ ...request, strategy: 'dash', seed: 1 }, -0.1),
    off({ ...request, strategy: 'dash', seed: 2 }, -0.2),
    off({ dataset: 'brca500', strategy: 'dash' }, 0.01),
  ]);
  assert.deepEqual(rows, [
    ['IMP', 22, 1, '2.0', '-10.0', '80.0', '52.0'],
    ['DASH', 22, 2, '-15.0 ± 7.1', '-10.0 ± 0.0', '80.0 ± 0.0', '52.0 ± 0.0'],
    ['DASH', 0, 1, '1.0', '-10.0', '80.0', '52.0'],
  ]);
  assert.equal(columns.length, rows[0].length);
});

test('the unit of time: ascending, the lowest validation error marked, whatever the test set says', () => {
  const of = (timeScale: number, share: number, loss: number): StoredResult =>
    off({ dataset: 'hema-bcell', timeScale }, share, loss);
  const { columns, rows } = timeScaleTable([of(100, -0.3, 3e-4), of(1, 0, 4e-4), of(1000, -0.1, 2e-4)]);
  assert.deepEqual(rows, [
    [1, 1, '4.000e-4', '', '0.0', '13'],
    [100, 1, '3.000e-4', '', '-30.0', '13'],
    [1000, 1, '2.000e-4', 'lowest', '-10.0', '13'],
  ]);
  assert.equal(columns.length, rows[0].length);
});
