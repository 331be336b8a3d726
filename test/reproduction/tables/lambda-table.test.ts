import assert from 'node:assert/strict';
import { test } from 'node:test';
import { experimentName } from '../../../lib/experiments/experiment';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { lambdaChoices, lambdaTable, storedLambdaGrid } from '../../../lib/reproduction/tables/lambda-table';
import { resultsOf, type StoredResult } from '../../../lib/experiments/result-store';
import { madeResult } from '../../experiments/made-result';

const [section] = gridOf('lambda');

/** The section's runs with losses that grow with both lambdas and from fold to fold; `leave` says which are stored. */
const results = (leave: (lambda1: number, lambda2: number, fold: number) => boolean = () => true) => {
  const stored = section.requests
    .filter(({ lambda1 = 1, lambda2 = 1, fold }) => leave(lambda1, lambda2, fold?.index ?? -1))
    .map((request) => {
      const { lambda1 = 0, lambda2 = 0, fold } = request;
      const made = madeResult(request, { balancedAccuracy: 0.7 + 0.2 * lambda1, sparsity: 0.9 });
      return { ...made, validationLoss: 1e-3 * (2 + lambda1 + 4 * lambda2 + 0.1 * ((fold?.index ?? 0) - 1)) };
    });
  // As they are stored: by name, not by lambda.
  const sorted = [...stored].sort((a, b) =>
    experimentName(a.configuration).localeCompare(experimentName(b.configuration)),
  );
  return resultsOf(
    section.experiments,
    new Map(sorted.map((result) => [experimentName(result.configuration), result])),
  );
};

test('the choice out of stored folds, by hand', () => {
  const grid = storedLambdaGrid(results());
  assert.equal(grid?.cells.length, 9);
  // Losses of a cell are its mean -0.1, 0, 0.1: sd 0.1, standard error 0.1 / sqrt(3) = 0.0577. Lowest 2, so up to 2.0577:
  // (0.05, 0) with 2.05 and (0, 0.01) with 2.04, and the one with more prior is chosen; (0.05, 0.01) has 2.09.
  assert.deepEqual(grid.lowest, { lambda1: 0, lambda2: 0 });
  assert.deepEqual(grid.chosen, { lambda1: 0.05, lambda2: 0 });
  assert.ok(Math.abs(grid.threshold - 1e-3 * (2 + 0.1 / Math.sqrt(3))) < 1e-15);
  const { columns, rows } = lambdaTable(results());
  assert.ok(rows.every((row) => row.length === columns.length));
  assert.deepEqual(rows[0], ['0', '0', '3', '2.000 ± 0.058', 'lowest', '90.0 ± 0.0', '70.0 ± 0.0']);
  assert.deepEqual(
    rows.map(([first, second, , , remark]) => [first, second, remark]),
    [
      ['0', '0', 'lowest'],
      ['0', '0.01', 'within one standard error'],
      ['0', '0.5', ''],
      ['0.05', '0', 'chosen, within one standard error'],
      ['0.05', '0.01', ''],
      ['0.05', '0.5', ''],
      ['0.5', '0', ''],
      ['0.5', '0.01', ''],
      ['0.5', '0.5', ''],
    ],
  );
});

test('what is chosen at each noise and seed, and what the choice is worth by the truth', () => {
  const stored = new Map(results().map((result) => [experimentName(result.configuration), result]));
  // 0.7 + 0.2 lambda 1: the best pair is the first of those with 0.5. Of the other noises and seeds nothing is stored.
  const { columns, rows } = lambdaChoices(gridOf('lambda'), stored);
  assert.deepEqual(rows, [
    ['5 % noise, seed 1', '(0.05, 0)', '(0, 0)', 3, '71.0 ± 0.0', '70.0 ± 0.0', '(0.5, 0): 80.0 ± 0.0'],
  ]);
  assert.equal(columns.length, rows[0].length);
  const [first] = stored.keys();
  stored.delete(first);
  assert.deepEqual(lambdaChoices(gridOf('lambda'), stored).rows, []);
});

test('while runs are missing, only complete cells are chosen among; none is no grid', () => {
  assert.equal(storedLambdaGrid([]), null);
  assert.deepEqual(lambdaTable([]).rows, []);
  const oneFold = results((_, __, fold) => fold === 1);
  assert.equal(storedLambdaGrid(oneFold), null);
  assert.deepEqual(lambdaTable(oneFold).rows[3], ['0.05', '0', '1', '2.050', '', '90.0', '71.0']);
  const some = results((first, second, fold) => first === 0.5 || (second === 0 && fold !== 2));
  const grid = storedLambdaGrid(some);
  assert.deepEqual(
    grid?.cells.map(({ lambdas }) => lambdas),
    [0, 0.01, 0.5].map((second) => ({ lambda1: 0.5, lambda2: second })),
  );
  assert.deepEqual(
    lambdaTable(some).rows.map(([first, second, folds, , remark]) => [first, second, folds, remark]),
    [
      ['0', '0', '2', ''],
      ['0.05', '0', '2', ''],
      ['0.5', '0', '3', 'lowest'],
      ['0.5', '0.01', '3', 'chosen, within one standard error'],
      ['0.5', '0.5', '3', ''],
    ],
  );
});

test('what is no cross-validation is refused', () => {
  const other = madeResult({ lambda1: 0, lambda2: 0, fold: { index: 0, of: 5 } });
  assert.throws(() => storedLambdaGrid([...results(), other]), /folds of 3 and 5/);
  assert.throws(() => lambdaTable([madeResult({ seed: 4 })]), /dash, seed 4, is no fold/);
});

test('where nothing is folded the seeds stand for folds, and the test set stands beside the choice', () => {
  const run = (strategy: 'imp' | 'dash' | 'bio', seed: number, loss: number): StoredResult => ({
    ...(madeResult(
      { dataset: 'hema-bcell', strategy, seed, timeScale: 100 },
      { noisyPairs: 6e-5 },
    ) as StoredResult),
    validationLoss: loss,
    balancedAccuracy: null,
  });
  // Means 3, 2 and 2.1; standard errors of two values 0.1 and 0.2 apart: 0.05 and 0.1.
  const losses = [
    run('imp', 2, 3.1e-4),
    run('imp', 5, 2.9e-4),
    run('dash', 2, 1.95e-4),
    run('dash', 5, 2.05e-4),
  ];
  const { columns, rows } = lambdaTable([...losses, run('bio', 2, 2.1e-4), run('bio', 5, 2.2e-4)]);
  assert.deepEqual(columns.slice(2), [
    'seeds',
    'validation MSE 1e-4 (± standard error)',
    'by the rule',
    'test MSE 1e-5',
    'out-degree',
  ]);
  assert.deepEqual(rows, [
    ['0', '0', '2', '3.000 ± 0.100', '', '6.00 ± 0.00', '13 ± 0'],
    ['0.05', '0.01', '2', '2.000 ± 0.050', 'chosen, lowest', '6.00 ± 0.00', '13 ± 0'],
    ['1', '1', '2', '2.150 ± 0.050', '', '6.00 ± 0.00', '13 ± 0'],
  ]);
});
