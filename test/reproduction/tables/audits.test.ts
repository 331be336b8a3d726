import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResult } from '../../../lib/experiments/result-store';
import { audits } from '../../../lib/reproduction/tables/audits';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { comparisonTable, type Table } from '../../../lib/reproduction/tables/tables';
import { POST_HOC_SPARSITIES } from '../../../lib/training/post-hoc';
import { storeOf, storeOfTable } from '../../experiments/made-result';

const [table1] = gridOf('1');

/** The same results with more in them. */
function having(
  stored: ReadonlyMap<string, StoredResult>,
  more: (result: StoredResult, k: number) => Partial<StoredResult>,
): ReadonlyMap<string, StoredResult> {
  return new Map([...stored].map(([name, result], k) => [name, { ...result, ...more(result, k) }]));
}

const fits = ({ rows, columns }: Table): void =>
  rows.forEach((row) => assert.equal(row.length, columns.length));

test('a comparison of one epoch, with the columns of the paper alone', () => {
  const stored = storeOfTable([{ seed: 1 }], [{ seed: 1, strategy: 'imp' }]);
  const all = comparisonTable(table1, stored);
  const some = comparisonTable(table1, stored, { model: 'last', beside: false });
  fits(some);
  assert.deepEqual(some.rows.map((row) => row.slice(0, 2)), [['IMP', 'last'], ['', 'paper'], ['DASH', 'last'], ['', 'paper']]); // prettier-ignore
  assert.ok(!some.columns.some((title) => /edges|precision|noisy|draw/.test(title)));
  assert.ok(all.columns.includes('edges') && all.rows.length === 6);
  assert.equal(some.rows[3][some.columns.indexOf('balanced accuracy %')], '90.7 ± 0.4');
});

test('rankings and edges by hand; rows without such measures are left out', () => {
  const made = storeOfTable([{ seed: 1 }], [{ seed: 2 }], [{ seed: 1, strategy: 'imp' }]);
  const stored = having(made, ({ configuration: c, last }, k) =>
    c.strategy === 'imp'
      ? {}
      : {
          auprc: 0.5 + 0.1 * k,
          edges: 100 + 20 * k,
          precision: 0.25,
          wrongFromNonRegulators: 0.5,
          rightSigns: 1,
          last: { ...last, edges: 50 },
        },
  );
  const ranking = audits.ranking(table1, stored);
  fits(ranking);
  // 0.5 and 0.6: sd 0.1 / sqrt(2) = 0.071.
  const dash = ranking.rows.find(([name]) => name === 'DASH')!;
  assert.equal(dash[ranking.columns.indexOf('AUPRC')], '0.550 ± 0.071');
  assert.equal(ranking.rows.length, 2);
  // 100 and 120: sd 20 / sqrt(2) = 14.1.
  assert.deepEqual(audits.edges(table1, stored).rows, [
    ['DASH', 2, '110 ± 14', '25.0 ± 0.0', '50.0 ± 0.0', '100.0 ± 0.0'],
  ]);
  assert.equal(audits.edges(table1, stored, 'last').rows[0][2], '50 ± 0');
});

test('errors by every reading, the trivial predictors first, each seed of them once', () => {
  const made = storeOfTable(
    [{ seed: 1 }, { rollOut: 2e-3 }],
    [{ seed: 2 }, { rollOut: 4e-3 }],
    [{ seed: 1, strategy: 'imp' }, { rollOut: 5e-3 }],
  ); // prettier-ignore
  const stored = having(made, ({ testMse, baselines }) => ({
    heldOutMse: { ...testMse, rollOut: 2 * testMse.rollOut },
    baselines: { ...baselines, heldOutNothingChanges: { ...baselines.nothingChanges, rollOut: 0.03 } },
  }));
  const errors = audits.errors(table1, stored);
  fits(errors);
  // Made results have "nothing changes" at 1e-2 throughout, clean pairs 1e-3 and noisy pairs 3e-3; 2 and 4: sd 1.41.
  assert.deepEqual(errors.rows, [
    ['nothing changes', 2, '10.00 ± 0.00', '10.00 ± 0.00', '10.00 ± 0.00', '30.00 ± 0.00'],
    ['mean of the training data', 2, '', '10.00 ± 0.00', '10.00 ± 0.00', ''],
    ['IMP', 1, '5.00', '1.00', '3.00', '10.00'],
    ['DASH', 2, '3.00 ± 1.41', '1.00 ± 0.00', '3.00 ± 0.00', '6.00 ± 2.83'],
  ]);
});

test('which reading is the paper’s: the root mean square of log ratios', () => {
  // The paper has 2.4e-3 for DASH and 3.6e-3 for IMP: e times and a third of it.
  const stored = storeOfTable(
    [{ seed: 1 }, { rollOut: 2.4e-3 * Math.E, noisyPairs: 2.4e-3 }],
    [{ seed: 1, strategy: 'imp' }, { rollOut: 1.2e-3, noisyPairs: 3.6e-3 }],
    [{ seed: 1, strategy: 'l0' }, { rollOut: 1 }], // a penalty's weight sets it
  ); // prettier-ignore
  const { rows } = audits.errorReadings([table1], stored);
  const off = Math.sqrt((1 + Math.log(3) ** 2) / 2).toFixed(2);
  assert.deepEqual(rows[0], ['clean roll-out', 2, off, off]);
  assert.deepEqual(rows[2], ['noisy pairs', 2, '0.00', '0.00']);
});

test('errors of penalties as published, by the gates they are computed with', () => {
  const made = storeOfTable(
    [{ seed: 1, strategy: 'l0', asPublishedCode: true }, { rollOut: 2e-3 }],
    [{ seed: 1, strategy: 'l0' }],
  );
  const stored = having(made, ({ testMse, configuration: c }) =>
    c.asPublishedCode
      ? { testMseOfReadings: { validation: null, network: { ...testMse, rollOut: 9e-3, noisyPairs: 7e-3 } } }
      : {},
  );
  const gates = audits.gateReadings([table1], stored);
  fits(gates);
  assert.deepEqual(gates.rows, [['L0, as published (Table 1)', 1, '2.0', '', '9.0', '7.0', '8.5']]);
});

test('a row, what was run with a setting changed on the same seeds, and the paper’s row', () => {
  const stored = storeOfTable(
    [{ seed: 1, strategy: 'none' }, { balancedAccuracy: 0.55 }],
    [{ seed: 2, strategy: 'none' }, { balancedAccuracy: 0.57 }],
    [{ seed: 3, strategy: 'none' }, { balancedAccuracy: 0.9 }],
    [{ seed: 1, strategy: 'none', tau: 1 }, { balancedAccuracy: 0.61, sparsity: 0.1, rollOut: 4e-3 }],
    [{ seed: 2, strategy: 'none', tau: 1 }, { balancedAccuracy: 0.63, sparsity: 0.1, rollOut: 4e-3 }],
    [{ seed: 1 }],
  ); // prettier-ignore
  const { rows } = audits.variations(table1, stored);
  assert.deepEqual(
    rows.map((row) => row.slice(0, 3)),
    [
      ['unpruned', "the table's: prior term, τ = 0.99", 2],
      ['', 'no prior term', 2],
      ['', 'the paper', ''],
    ],
  );
  const accuracies = rows.map((row) => row[5]);
  assert.deepEqual(accuracies, ['56.0 ± 1.4', '62.0 ± 1.4', '58.6'], 'seed 3 has no variation');
  // Made results are 2 points sparser at the last epoch.
  assert.deepEqual([rows[1][4], rows[1][6]], ['12.0 ± 0.0', '4.00 ± 0.00']);
  assert.deepEqual(rows[2].slice(3), ['', '9.9', '58.6', '2.50', '160']);
});

test('post hoc: with seeds as repeats the sparsest within one standard error over seeds', () => {
  const made = storeOfTable(
    ...[1, 2, 3, 4].map((seed) => [{ seed, strategy: 'post-hoc' as const }] as const),
  );
  // Validation errors 1e-3 to 4e-3 (sd 1.29e-3, standard error 0.65e-3) up to 90 %, 1.35 times that at 92 %, three times above.
  const stored = having(made, (_, k) => ({
    postHoc: {
      fineTunings: POST_HOC_SPARSITIES.flatMap((sparsity) =>
        [0.9, 1.1].map((share, repeat) => ({
          sparsity,
          repeat,
          validationLoss: share * 1e-3 * (k + 1) * (sparsity <= 0.9 ? 1 : sparsity === 0.92 ? 1.35 : 3),
          bestEpoch: 1,
          stopEpoch: 1,
          seconds: 1,
        })),
      ),
      chosenSparsity: k === 0 ? 0.75 : 0.9,
      lowestSparsity: 0.5,
      threshold: 1,
      unprunedEpochs: 1,
      epochs: 1,
    },
    path: POST_HOC_SPARSITIES.map((sparsity) => ({
      epoch: 1,
      sparsity,
      deadGenes: 0,
      averageOutDegree: 1,
      balancedAccuracy: sparsity - 0.1 * k,
      assayedBalancedAccuracy: null,
      validationLoss: 1,
      testMse: 1,
    })),
  }));
  const { rows } = audits.postHoc(table1, stored);
  const at = (sparsity: string) => rows.find(([one]) => one === sparsity)!.slice(1);
  // 90, 80, 70 and 60 %: sd 12.9.
  assert.deepEqual(at('90'), ['2.50 ± 0.65', 'chosen', 3, '75.0 ± 12.9']);
  assert.deepEqual(at('75'), ['2.50 ± 0.65', 'admitted', 1, '60.0 ± 12.9']);
  assert.deepEqual(at('92').slice(0, 3), ['3.38 ± 0.87', '', 0]);
  // Of three seeds: 1, 2 and 4 have 2.33 ± 0.88 up to 90 %, and 1.35 x 2.33 = 3.15 < 3.22; the other three ways end at 90 %,
  // as 1, 3 and 4, where 1.35 x 2.67 = 3.60 > 2.67 + 0.88. At the paper's 87 %: 87, 77, 67 and 57.
  const choices = audits.postHocChoices([table1], stored);
  fits(choices);
  assert.deepEqual(choices.rows, [
    [table1.title, '75, 90, 90, 90', '90', '75.0 ± 12.9', '90 (3), 92 (1)', '87.0', '82.4', '72.0 ± 12.9'],
  ]);
  assert.deepEqual(audits.postHoc(table1, storeOf()).rows, []);
});
