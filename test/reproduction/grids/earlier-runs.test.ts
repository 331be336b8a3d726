import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedSections } from '../../../lib/reproduction/grids/earlier-runs';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { rowOf } from '../../../lib/reproduction/grids/table-row';
import { comparisonRows, comparisonTable } from '../../../lib/reproduction/tables/tables';
import { storeOf, type MadeNumbers } from '../../experiments/made-result';
import type { ExperimentRequest } from '../../../lib/experiments/experiment';

const runs = (strategy: 'imp' | 'l0', solver: 'krogstad' | 'dormand-prince', seeds: number) =>
  Array.from({ length: seeds }, (_, k): [ExperimentRequest, MadeNumbers] => [
    { strategy, solver, seed: k + 1 },
    { balancedAccuracy: solver === 'krogstad' ? 0.7 : 0.6 },
  ]);

test('a row has its earlier runs until as many of its own are stored, and says so', () => {
  const stored = storeOf(
    ...[...runs('imp', 'krogstad', 4), ...runs('imp', 'dormand-prince', 3)],
    ...[...runs('l0', 'krogstad', 2), ...runs('l0', 'dormand-prince', 3)],
  );
  const [section] = storedSections('1', stored);
  assert.deepEqual(
    comparisonRows(section, stored).map(({ strategy, model, seeds, scheme }) => `${strategy} ${model} ${seeds} ${scheme}`),
    ['l0 best 3 dormand-prince', 'l0 last 3 dormand-prince', 'imp best 4 krogstad', 'imp last 4 krogstad'],
  ); // prettier-ignore
  const { rows, columns } = comparisonTable(section, stored, { model: 'best' });
  assert.deepEqual(
    rows.filter(([, model]) => model !== 'paper').map((row) => row[columns.indexOf('seeds')]),
    ['3, Dormand-Prince', '4'],
  );
  assert.equal(section.requests.length, section.experiments.length);
  section.requests.forEach((request, k) => assert.equal(rowOf(request), rowOf(section.experiments[k])));
});

test('with nothing from before, or with enough of its own, a section is the grid', () => {
  const stored = storeOf(...runs('l0', 'krogstad', 3), ...runs('l0', 'dormand-prince', 3));
  for (const one of [stored, new Map()]) {
    const [section] = storedSections('4', one);
    const [grid] = gridOf('4');
    const byRow = <T extends Parameters<typeof rowOf>[0]>(list: readonly T[]): T[] =>
      [...list].sort((a, b) => rowOf(a).localeCompare(rowOf(b)));
    assert.deepEqual(byRow(section.experiments), byRow(grid.experiments));
    assert.equal(section.title, grid.title);
  }
  assert.equal(storedSections('6', stored).length, 3);
});
