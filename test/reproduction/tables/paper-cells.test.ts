import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementTable, disagreementTable } from '../../../lib/reproduction/tables/agreement-tables';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { agrees, paperCells } from '../../../lib/reproduction/tables/paper-cells';
import { assertClose } from '../../helpers';
import { storeOf, storeOfTable } from '../../experiments/made-result';

/** DASH of Table 1 (94.6 ± 1.2, 90.7 ± 0.4, 2.4e-3 ± 1.2e-3, 192 ± 24): two seeds of mean 0.936, 0.887, 2.9e-3 and 150. */
const dash = [
  [{ seed: 1 }, { sparsity: 0.926, balancedAccuracy: 0.877, rollOut: 2.4e-3, bestEpoch: 140 }],
  [{ seed: 2 }, { sparsity: 0.946, balancedAccuracy: 0.897, rollOut: 3.4e-3, bestEpoch: 160 }],
] as const;

test('each number of the paper beside ours: z by both spreads, by hand', () => {
  const cells = paperCells([gridOf('1')[0]], storeOfTable(...dash), 'best');
  assert.deepEqual(
    cells.map(({ row, measure }) => [row, measure]),
    ['sparsity', 'balancedAccuracy', 'testMse', 'epochs'].map((measure) => ['dash', measure]),
  );
  // sd of two values: their difference over sqrt(2).
  const [a, b, c, d] = [0.02, 0.02, 1e-3, 20].map((range) => range / Math.SQRT2);
  const by = [
    -0.01 / Math.hypot(a, 0.012),
    -0.02 / Math.hypot(b, 0.004),
    0.5e-3 / Math.hypot(c, 1.2e-3),
    -42 / Math.hypot(d, 24),
  ];
  assertClose(
    cells.map(({ z }) => z ?? NaN),
    by,
    1e-9,
  );
  // Welch, epochs: 42 / sqrt(200 / 2 + 576 / 3), degrees (100 + 192)^2 / (100^2 / 1 + 192^2 / 2).
  const { p, corrected } = cells[3];
  assert.ok(p !== null && corrected !== null);
  // P(|T| > 2.4579) with 2.9996 degrees, near 3: 1 - 2/pi (atan x + x / (1 + x^2)), x = t / sqrt(3).
  const x = 42 / Math.sqrt(292) / Math.sqrt(3);
  assert.ok(Math.abs(p - (1 - (2 / Math.PI) * (Math.atan(x) + x / (1 + x * x)))) < 2e-3, String(p));
  // Four cells: the smallest p is corrected by 4.
  const least = Math.min(...cells.map((cell) => cell.p ?? NaN));
  assertClose([Math.min(...cells.map((cell) => cell.corrected ?? NaN))], [Math.min(1, 4 * least)], 1e-12);
  assert.deepEqual(cells.map(agrees), [true, true, true, true]);
});

test('where the paper prints no spread its number is one run that spreads as ours; one seed alone is not judged', () => {
  const [section] = gridOf('9');
  const request = { dataset: 'hema-bcell' as const, strategy: 'imp' as const };
  const stored = storeOf(
    [
      { ...request, seed: 1 },
      { sparsity: 0.97, noisyPairs: 6.4e-5 },
    ],
    [
      { ...request, seed: 2 },
      { sparsity: 0.98, noisyPairs: 6.6e-5 },
    ],
    [{ ...request, strategy: 'dash', seed: 1 }, {}],
  );
  const cells = paperCells([section], stored, 'best');
  const [sparsity, error, degree] = cells;
  // The paper's IMP: 97.34 %, 6.45e-5, out-degree 34; made results all have 12.5.
  assertClose([sparsity.z ?? NaN], [(0.975 - 0.9734) / 0.01], 1e-9);
  assertClose([error.z ?? NaN], [(6.5e-5 - 6.45e-5) / 2e-6], 1e-9);
  // t = d / (s sqrt(1 + 1/2)) with one degree of freedom: Cauchy.
  const t = (0.975 - 0.9734) / ((0.01 / Math.SQRT2) * Math.sqrt(1.5));
  assertClose([sparsity.p ?? NaN], [1 - (2 / Math.PI) * Math.atan(t)], 1e-9);
  assert.deepEqual([degree.measure, degree.z, degree.p, agrees(degree)], ['outDegree', -Infinity, 0, false]);
  assert.ok(
    cells.slice(3).every((cell) => cell.row === 'dash' && cell.z === null && cell.corrected === null),
  );
  // Within the rounding of 97.34 there is no difference, without any spread of ours too.
  const same = [1, 2].map((seed) => [{ ...request, seed }, { sparsity: 0.97344 }] as const);
  const [rounded] = paperCells([section], storeOf(...same), 'best');
  assert.deepEqual([rounded.z, rounded.p, agrees(rounded)], [Infinity, 1, true]);
  // On a stretched time the paper has no numbers.
  assert.deepEqual(paperCells(gridOf('9').slice(1), stored, 'best'), []);
});

test("of other genes than the paper's the error is not compared; post hoc counts the epochs of all its trainings", () => {
  const cancer = [1, 2].map((seed) => [{ dataset: 'brca500', strategy: 'imp', seed }, {}] as const);
  const cells = paperCells(gridOf('2'), storeOf(...cancer), 'best');
  assert.deepEqual(cells.map(({ measure }) => measure), ['sparsity', 'balancedAccuracy']); // prettier-ignore
  const hoc = [1, 2].map(
    (seed) =>
      [
        { strategy: 'post-hoc', seed },
        { bestEpoch: 90, epochs: 1700 },
      ] as const,
  );
  const [, , , epochs] = paperCells(gridOf('1'), storeOfTable(...hoc), 'best');
  assert.deepEqual([epochs.measure, epochs.ours.mean, epochs.z], ['epochs', 1700, -21 / 50]);
});

test('how many cells agree, with either row of a penalty, and which do not', () => {
  const l0 = { strategy: 'l0' as const };
  const stored = storeOfTable(
    ...dash,
    // The paper: 33.8 ± 4.7, 55.0 ± 0.5, 8.5e-3 ± 1e-3, 134 ± 37.
    ...[1, 2].map((seed) => {
      const numbers = { sparsity: 0.75 + seed / 1000, balancedAccuracy: 0.55 + seed / 1000, rollOut: 8e-3 };
      return [
        { ...l0, seed },
        { ...numbers, bestEpoch: 130 + seed, epochs: 300 + seed },
      ] as const;
    }),
    ...[1, 2].map((seed) => {
      const numbers = { sparsity: 0.33 + seed / 1000, balancedAccuracy: 0.55 + seed / 1000, rollOut: 8e-3 };
      const request = { ...l0, seed, asPublishedCode: true };
      return [request, { ...numbers, bestEpoch: 130 + seed, epochs: 300 + seed }] as const;
    }),
  );
  const [best, last] = (['best', 'last'] as const).map((model) => paperCells(gridOf('1'), stored, model));
  const { columns, rows } = agreementTable(best, last);
  assert.ok(rows.every((row) => row.length === columns.length));
  const at = (line: number, name: string): unknown => rows[line][columns.indexOf(name)];
  assert.deepEqual(rows.map((row) => row.slice(0, 2)), [
    ['Table 1: SIM350, 5 % noise', 'as defined'],
    ['all', 'as defined'],
    ['Table 1: SIM350, 5 % noise', 'as published'],
    ['all', 'as published'],
  ]); // prettier-ignore
  assert.deepEqual([at(0, 'sparsity'), at(0, 'epochs'), at(0, 'all')], ['1 of 2', '2 of 2', '7 of 8']);
  assert.deepEqual([at(2, 'sparsity'), at(2, 'all'), at(2, 'out-degree')], ['2 of 2', '8 of 8', undefined]);
  // Last: DASH stops at 12, L0 at 301.5 +- 0.7; DASH is 2 points sparser.
  assert.deepEqual([at(2, 'all, last epoch')], ['6 of 8']);
  const off = disagreementTable(best, last);
  assert.deepEqual(off.rows.map((row) => row.slice(1, 4)), [['L0', 'sparsity %', '2']]); // prettier-ignore
  const told = (name: string): unknown => off.rows[0][off.columns.indexOf(name)];
  assert.equal(told('paper'), '33.8 ± 4.7');
  const { ours, paper } = best.find(({ row, measure }) => row === 'l0' && measure === 'sparsity')!;
  assert.equal(told('by % of it'), (100 * (ours.mean / paper.mean - 1)).toFixed(1).replace(/^(?=\d)/, '+'));
});
