import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corruptionPoints, corruptionTable } from '../../lib/experiments/corruption';
import { experimentName, type ExperimentRequest } from '../../lib/experiments/experiment';
import { gridOf } from '../../lib/experiments/grids';
import type { StoredResult } from '../../lib/experiments/result-store';
import { spreadOf } from '../../lib/experiments/spread';
import { comparisonRows, comparisonTable } from '../../lib/experiments/tables';
import { textTable } from '../../lib/experiments/text-table';
import { durationText, expectedSeconds, secondsLeft } from '../../lib/experiments/time-left';
import { madeResult, type MadeNumbers } from './made-result';

const storeOf = (
  ...made: readonly (readonly [ExperimentRequest, MadeNumbers])[]
): ReadonlyMap<string, StoredResult> =>
  new Map(
    made.map(([request, numbers]) => {
      const result = madeResult(request, numbers);
      return [experimentName(result.configuration), result];
    }),
  );

test('mean and standard deviation by hand', () => {
  // 2, 4, 9: mean 5, squares 9 + 1 + 16 = 26, over n - 1 = 2: sd = sqrt(13)
  assert.deepEqual(spreadOf([2, 4, 9]), { mean: 5, sd: Math.sqrt(13) });
  assert.deepEqual(spreadOf([7]), { mean: 7, sd: null });
  assert.throws(() => spreadOf([]), /no values/);
});

test("ours over the seeds stands beside the paper's row", () => {
  const [section] = gridOf('1');
  const stored = storeOf(
    [{ seed: 1 }, { balancedAccuracy: 0.88, sparsity: 0.92, rollOut: 1e-3, bestEpoch: 150, epochs: 190 }],
    [{ seed: 2 }, { balancedAccuracy: 0.92, sparsity: 0.92, rollOut: 3e-3, bestEpoch: 160, epochs: 200 }],
    [{ seed: 1, strategy: 'imp' }, { balancedAccuracy: 0.7 }],
    [{ seed: 1, strategy: 'bio', noise: 0.1 }, {}], // of another table
  );
  const rows = comparisonRows(section, stored);
  assert.deepEqual(
    rows.map(({ strategy, model, seeds }) => `${strategy} ${model} ${seeds}`),
    ['imp best 1', 'imp last 1', 'dash best 2', 'dash last 2'],
  );
  const { columns, rows: cells } = comparisonTable(section, stored);
  assert.ok(cells.every((row) => row.length === columns.length));
  // sd of two values is their difference over sqrt(2): 4 / 1.414 = 2.83, 2 / 1.414 = 1.41, 10 / 1.414 = 7.07
  assert.deepEqual(cells[2], [
    'dash',
    'best',
    '2',
    '155 ± 7',
    '92.0 ± 0.0',
    '90.0 ± 2.8',
    '2.00 ± 1.41',
    '3.00 ± 0.00',
    '94.6',
    '90.7',
    '2.4',
    '192',
  ]);
  assert.deepEqual(cells[3].slice(0, 5), ['', 'last', '2', '195 ± 7', '94.0 ± 0.0']);
  assert.equal(cells[0][5], '70.0');
});

test('a table as text: aligned on a terminal, barred in Markdown', () => {
  const table = {
    columns: ['strategy', 'a|b'],
    rows: [
      ['dash', '90.0 ± 2.8'],
      ['imp', null],
    ],
  };
  assert.equal(
    textTable(table, 'console'),
    ['strategy         a|b', '--------  ----------', 'dash      90.0 ± 2.8', 'imp'].join('\n'),
  );
  assert.equal(
    textTable(table, 'markdown'),
    [
      '| strategy |       a\\|b |',
      '| -------- | ---------: |',
      '| dash     | 90.0 ± 2.8 |',
      '| imp      |            |',
    ].join('\n'),
  );
});

test('the corruption table counts a prior once and gives IMP at every corruption', () => {
  const at = (strategy: 'dash' | 'bio' | 'imp', priorCorruption: number): ExperimentRequest => ({
    strategy,
    priorCorruption,
  });
  const points = corruptionPoints([
    ...storeOf(
      [at('dash', 0.2), { balancedAccuracy: 0.85, prior: 0.9, outsidePrior: 0.61 }],
      [at('bio', 0.2), { balancedAccuracy: 0.8, prior: 0.9, outsidePrior: 0.55 }],
      [at('dash', 0), { balancedAccuracy: 0.91, prior: 1, outsidePrior: null }],
      [at('imp', 0.05), { balancedAccuracy: 0.7, prior: 0.97 }],
    ).values(),
  ]);
  assert.equal(points.length, 4);
  const { columns, rows } = corruptionTable(points);
  assert.ok(rows.every((row) => row.length === columns.length));
  assert.deepEqual(rows[0], ['0', '100.0', '91.0', '', '70.0', '', '']);
  assert.deepEqual(rows[2], ['20', '90.0', '85.0', '80.0', '70.0', '61.0', '55.0']);
});

test('the time left is judged by the finished runs of the same strategy', () => {
  const finished = [
    ...storeOf(
      [{ seed: 1 }, { seconds: 30 }],
      [{ seed: 2 }, { seconds: 50 }],
      [{ seed: 1, strategy: 'imp' }, { seconds: 10 }],
    ).values(),
  ];
  const [dash, bio, other] = [
    { seed: 3 },
    { seed: 3, strategy: 'bio' as const },
    { dataset: 'sim690' as const },
  ].map((request) => madeResult(request).configuration);
  assert.equal(expectedSeconds(dash, finished), 40);
  assert.equal(expectedSeconds(bio, finished), 30); // none of its kind: all of its data set
  assert.equal(expectedSeconds(other, finished), null);
  // 40 - 15 still to come of the run under way, 40 + 30 waiting, on two cores
  assert.equal(secondsLeft([dash, bio], [{ experiment: dash, elapsed: 15 }], 2, finished), 95 / 2);
  assert.equal(secondsLeft([other], [], 2, finished), null);
  assert.deepEqual([12.2, 720, 11_100].map(durationText), ['13 s', '12 min', '3 h 05 min']);
});
