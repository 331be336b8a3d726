import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corruptionPoints, corruptionTable } from '../../../lib/reproduction/tables/corruption';
import type { ExperimentRequest } from '../../../lib/experiments/experiment';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { sectionNotes } from '../../../lib/reproduction/tables/section-notes';
import { meanAndSd } from '../../../lib/math/mean-and-sd';
import { comparisonRows, comparisonTable } from '../../../lib/reproduction/tables/tables';
import { textTable } from '../../../lib/commands/text-table';
import { durationText, expectedSeconds, secondsLeft } from '../../../lib/reproduction/grids/inventory';
import { madeResult, storeOf, storeOfTable } from '../../experiments/made-result';

test('mean and standard deviation by hand', () => {
  // 2, 4, 9: mean 5, squares 9 + 1 + 16 = 26, over n - 1 = 2: sd = sqrt(13)
  assert.deepEqual(meanAndSd([2, 4, 9]), { mean: 5, sd: Math.sqrt(13) });
  assert.deepEqual(meanAndSd([7]), { mean: 7, sd: null });
  assert.throws(() => meanAndSd([]), /no values/);
});

test("ours over the seeds stands beside the paper's row", () => {
  const [section] = gridOf('1');
  const stored = storeOfTable(
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
  // sd of two values is their difference over sqrt(2): 4 / 1.414 = 2.83, 2 / 1.414 = 1.41, 10 / 1.414 = 7.07; the interval of their
  // mean reaches 12.7062 sd / sqrt(2), which is 6.353 times their difference.
  assert.deepEqual(cells[3], [
    'DASH',
    'best',
    '2',
    '155 ± 7',
    '92.0 ± 0.0 [92.0, 92.0]',
    '90.0 ± 2.8 [64.6, 115.4]',
    '2.00 ± 1.41 [-10.71, 14.71]',
    '3.00 ± 0.00 [3.00, 3.00]',
    '',
    '',
    '',
  ]);
  assert.deepEqual(cells[4].slice(0, 5), ['', 'last', '2', '195 ± 7', '94.0 ± 0.0 [94.0, 94.0]']);
  // The paper's row of Table 1 below ours, in the same columns.
  assert.deepEqual(cells[5], ['', 'paper', '', '192 ± 24', '94.6 ± 1.2', '90.7 ± 0.4', '2.4 ± 1.2', '', '', '', '']); // prettier-ignore
  assert.deepEqual(cells[0].slice(0, 6), ['IMP', 'best', '1', '11', '90.0', '70.0']);
  assert.deepEqual(cells[2].slice(1, 6), ['paper', '', '220 ± 3', '96.0 ± 0.01', '70.9 ± 1.5']);
});

test('rows are called as in every other table, and no row is the paper\u2019s where it has none', () => {
  const [section] = gridOf('1', { strategies: ['none', 'l0-published', 'scale-matched'] });
  const stored = storeOfTable(
    [{ seed: 1, strategy: 'none' }],
    [{ seed: 1, strategy: 'l0', asPublishedCode: true }],
    [{ seed: 1, mixing: 'scale-matched', lambda1: 0.5, lambda2: 0.5 }],
  );
  const { rows } = comparisonTable(section, stored, { model: 'best' });
  assert.deepEqual(
    rows.map(([strategy, model]) => [strategy, model]),
    [
      ['unpruned', 'best'],
      ['', 'paper'],
      ['L0, as published', 'best'],
      ['', 'paper'],
      ['DASH, scale-matched', 'best'],
    ],
  );
});

test('edges and their precision stand beside, where a result has them', () => {
  const [section] = gridOf('1');
  const stored = new Map(storeOfTable([{ seed: 1 }], [{ seed: 2 }], [{ seed: 1, strategy: 'imp' }]));
  for (const [name, result] of stored) {
    if (result.configuration.strategy === 'dash') stored.set(name, { ...result, edges: 100 * result.configuration.seed, precision: 0.05 }); // prettier-ignore
  }
  const { columns, rows } = comparisonTable(section, stored);
  assert.deepEqual(columns.slice(-3, -1), ['edges', 'precision %']);
  assert.deepEqual(rows[0].slice(-3), ['', '', '']);
  assert.deepEqual(rows[3].slice(-3, -1), ['150 ± 71 [-485, 785]', '5.0 ± 0.0 [5.0, 5.0]']);
});

test('of a penalty as published the errors of the draw that its edges are counted on', () => {
  const [section] = gridOf('1', { strategies: ['l0-published'] });
  const stored = new Map(storeOfTable(...[1, 2].map((seed) => [{ strategy: 'l0', asPublishedCode: true, seed }] as const))); // prettier-ignore
  for (const [name, result] of stored) {
    const network = { rollOut: 8e-3 + 1e-3 * result.configuration.seed, noisyPairs: 6e-3, cleanPairs: 0 };
    stored.set(name, { ...result, testMseOfReadings: { network } });
  }
  const { columns, rows } = comparisonTable(section, stored);
  assert.equal(rows[0][columns.length - 1], '9.50 ± 0.71, 6.00 ± 0.00');
  // The made last epoch has none.
  assert.equal(rows[1][columns.length - 1], '');
});

/** A table's row by the names of its columns. */
const named = (columns: readonly string[], row: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries([...columns.entries()].map(([k, name]) => [name, row[k]]));

test("breast cancer: the last epoch first, with the paper's row; baselines below, once a study", () => {
  const [section] = gridOf('2');
  const dash = { dataset: 'brca500' as const, strategy: 'dash' as const };
  const stored = storeOf(
    [
      { ...dash, seed: 1 },
      { balancedAccuracy: 0.9, assayed: 0.52, noisyPairs: 3e-4, prior: 0.82, hash: 'a' },
    ],
    [
      { ...dash, seed: 2 },
      { balancedAccuracy: 0.94, assayed: 0.54, noisyPairs: 3.2e-4, prior: 0.82, hash: 'b' },
    ],
    [
      { ...dash, strategy: 'imp', seed: 2 },
      { balancedAccuracy: 0.5, assayed: 0.49, noisyPairs: 3.2e-4, hash: 'b' },
    ],
  );
  const { columns, rows } = comparisonTable(section, stored);
  assert.ok(rows.every((row) => row.length === columns.length));
  const [impLast, , , last, best, paper, ...baselines] = rows.map((row) => named(columns, row));
  assert.deepEqual(
    [impLast.strategy, last.strategy, last.model, best.strategy, best.model],
    ['IMP', 'DASH', 'last', '', 'best'],
  );
  assert.equal(last['balanced accuracy %'], '92.0 ± 2.8 [66.6, 117.4]');
  assert.equal(last['within assayed rows %'], '53.0 ± 1.4 [40.3, 65.7]');
  assert.equal(last['test MSE 1e-5'], '31.00 ± 1.41 [18.29, 43.71]');
  assert.deepEqual(paper, {
    strategy: '',
    model: 'paper',
    seeds: '',
    epoch: '',
    'sparsity %': '92.71',
    'dead genes': '',
    'balanced accuracy %': '95.69',
    'within assayed rows %': '',
    'out-degree': '',
    'test MSE 1e-5': '7.76',
  });
  assert.deepEqual(
    baselines.map((row) => [row.strategy, row.seeds, row['test MSE 1e-5'], row['balanced accuracy %']]),
    [
      ['nothing changes', '2', '1000.00 ± 0.00', ''],
      ['training mean', '2', '1000.00 ± 0.00', ''],
      ['AR(1) a gene', '2', '15.50 ± 0.71', ''],
      ['line through the last two', '2', '7.75 ± 0.35', ''],
      ['the prior itself', '2', '', '82.0 ± 0.0'],
      ['every known TF regulates all', '2', '', '95.8 ± 0.0'],
      ['every assayed TF regulates all', '2', '', '99.9 ± 0.0'],
    ],
  );
  assert.equal(baselines[4]['within assayed rows %'], '59.7 ± 0.0');
});

test('bone marrow: out-degree and pooled error in the unit of its table, strategies without a paper row too', () => {
  const [, section] = gridOf('9');
  const bcell = { dataset: 'hema-bcell' as const, timeScale: 100, seed: 1 };
  const stored = storeOf(
    [
      { ...bcell, strategy: 'dash' },
      { noisyPairs: 6.03e-5, remarks: ['One batch is missing.'] },
    ],
    [
      { ...bcell, strategy: 'none' },
      { noisyPairs: 6.35e-5, remarks: ['One batch is missing.'] },
    ],
  );
  const { columns, rows } = comparisonTable(section, stored);
  // No row of the paper below the unpruned model, which its table has not.
  const [none, , dash, , paper] = rows.map((row) => named(columns, row));
  assert.deepEqual([none.strategy, none['test MSE 1e-5'], none['out-degree']], ['unpruned', '6.35', '13']);
  assert.deepEqual([dash.strategy, dash['test MSE 1e-5']], ['DASH', '6.03']);
  assert.deepEqual(
    [paper.model, paper['sparsity %'], paper['out-degree'], paper['test MSE 1e-5']],
    ['paper', '97.35', '29', '6.47'],
  );
  assert.ok(!columns.includes('within assayed rows %'));
  const notes = sectionNotes(section, [...stored.values()]);
  assert.equal(notes.filter((note) => note === 'One batch is missing.').length, 1);
  const whole = comparisonTable(section, stored);
  assert.equal(whole.title, `${section.title} (2 of ${section.experiments.length} runs)`);
  assert.deepEqual(whole.notes, notes);
  assert.deepEqual(comparisonTable(section, new Map()).notes, []);
});

test('a table that is wider than the terminal goes on below, under its first columns; Markdown is whole', () => {
  const table = { columns: ['row', 'one', 'two', 'three'], rows: [['a', '1234567', '2', '3'], ['b', '', '', '4']] }; // prettier-ignore
  // row 3, one 7, two 3, three 5 characters: 3 + 2 + 7 = 12, + 2 + 3 = 17, + 2 + 5 = 24.
  assert.equal(textTable(table, 'console', 24).split('\n\n').length, 1);
  const [first, second, ...more] = textTable(table, 'console', 23).split('\n\n');
  assert.deepEqual(more, []);
  assert.deepEqual(first.split('\n')[0], 'row      one  two');
  assert.deepEqual(second.split('\n'), ['row  three', '---  -----', 'a        3', 'b        4']);
  // Narrower than any column: each by itself, nothing lost.
  assert.equal(textTable(table, 'console', 5).split('\n\n').length, 3);
  assert.equal(textTable(table, 'console', 5, 2).split('\n\n').length, 2);
  assert.equal(textTable(table, 'markdown', 5).split('\n').length, 4);
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
  assert.deepEqual(columns, ['edges moved %', 'the prior itself', 'DASH', 'BioPruning', 'IMP', 'DASH outside prior', 'BioPruning outside prior']); // prettier-ignore
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
