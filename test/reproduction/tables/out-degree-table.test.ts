import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResult } from '../../../lib/experiments/result-store';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { outDegreeAt, outDegreeTable } from '../../../lib/reproduction/tables/out-degree-table';
import { madeResult } from '../../experiments/made-result';

/** A run whose out-degree was 100 at 90 % sparsity and `end` at 97.34 %. */
const run = (strategy: 'imp' | 'dash', seed: number, end: number): StoredResult => {
  const made = madeResult({ dataset: 'hema-bcell', strategy, seed }) as StoredResult;
  const point = (sparsity: number, averageOutDegree: number) => ({
    ...{ epoch: 1, deadGenes: 0, balancedAccuracy: null, assayedBalancedAccuracy: null },
    ...{ validationLoss: 1, testMse: 1, sparsity, averageOutDegree },
  });
  return { ...made, path: [point(0.9, 100), point(0.94, 64), point(0.9734, end)] };
};

test('between two events an out-degree is read off on a logarithmic scale', () => {
  // Half-way from 90 to 94 %: the geometric mean of 100 and 64.
  assert.ok(Math.abs(outDegreeAt(run('dash', 1, 30), 0.92)! - 80) < 1e-9);
  assert.equal(outDegreeAt(run('dash', 1, 30), 0.99), null);
  // Printed as 97.35 %: the last point.
  assert.ok(Math.abs(outDegreeAt(run('dash', 1, 30), 0.9735)! - 30) < 1e-9);
});

test("a row for each of the paper's pruned models, ours over seeds beside it", () => {
  const [section] = gridOf('9');
  const { columns, rows } = outDegreeTable(
    [section],
    [run('imp', 1, 26), run('imp', 2, 28), run('dash', 1, 30)],
  );
  assert.ok(rows.every((row) => row.length === columns.length));
  assert.deepEqual(rows, [
    ['B cell', 'IMP', '97.34', 34, '27 ± 1', '30'],
    ['B cell', 'DASH', '97.35', 29, '27 ± 1', '30'],
  ]);
  const [monocyte] = gridOf('8');
  const none = outDegreeTable([monocyte], []).rows;
  assert.ok(none.every((row) => row[4] === 'never so sparse' && row[5] === 'never so sparse'));
});
