import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResult } from '../../../lib/experiments/result-store';
import { clockTable, clockTrialsOf } from '../../../lib/reproduction/tables/clock-table';
import { readClockTrials } from '../../../lib/reproduction/grids/tune-clock';
import { madeResult } from '../../experiments/made-result';

const tried = readClockTrials().filter(({ lineage }) => lineage === 'bcell');
const result = (validationLoss: number, strategy: 'dash' | 'imp' = 'dash', seed = 1): StoredResult => ({
  ...(madeResult({ dataset: 'hema-bcell', strategy, seed, timeScale: 100 }) as StoredResult),
  validationLoss,
});

test("the stored trials, and DASH's stored runs of the lineage as the plain choice", () => {
  const { all, chosen } = clockTrialsOf('bcell', [result(1), result(2, 'imp'), result(1, 'dash', 2)]);
  assert.equal(all.length, tried.length + 2);
  assert.deepEqual(
    all.slice(0, 2).map(({ clock, timeScale, seed }) => [clock, timeScale, seed]),
    [
      ['pseudotime', 100, 1],
      ['pseudotime', 100, 2],
    ],
  );
  // The lowest validation error of all trials with seed 1, and its other seeds.
  const lowest = Math.min(...tried.filter(({ seed }) => seed === 1).map(({ best }) => best.validationLoss));
  assert.equal(chosen.find(({ seed }) => seed === 1)?.best.validationLoss, lowest);
  assert.deepEqual(
    chosen.map(({ seed }) => seed),
    [1, 2, 3],
  );
});

test('a row a choice, with seed 1; another choice is chosen where it validates better', () => {
  const { columns, rows } = clockTable(clockTrialsOf('bcell', [result(1e-9), result(1, 'dash', 2)]));
  assert.ok(rows.every((row) => row.length === columns.length));
  assert.equal(rows.length, 1 + tried.filter(({ seed }) => seed === 1).length);
  assert.deepEqual(rows[0].slice(0, 3), ['pseudotime x 100, all pairs a step, rate 0.01', '0.000', 'chosen']);
  assert.ok(rows.slice(1).every((row) => row[2] === ''));
  assert.ok(rows.some(([name]) => name === 'cells x 100, 16 pairs a step, rate 0.003'));
});
