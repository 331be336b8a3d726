import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Experiment } from '../../../lib/experiments/experiment';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import {
  amongRegulatorsTable,
  foundTable,
  namedTable,
  pathwayText,
  recurrence,
  recurrenceTable,
  rulesTable,
  shortTitle,
  StoredPathways,
} from '../../../lib/reproduction/tables/pathway-tables';
import {
  NAMED_PATHWAYS,
  type RecordedPathway,
  type RecordedTest,
} from '../../../lib/experiments/pathway-record';
import type { PathwayResult } from '../../../lib/experiments/pathway-store';
import type { KeptEpoch } from '../../../lib/experiments/save-models';

const [stretchless] = gridOf('9');
const [cancer] = gridOf('2');

/** A pathway of 6 genes that every rule finds when p is below 0.001; 100 are tested. */
const pathway = (name: string, z: number, p: number): RecordedPathway => ({
  ...{ name, genes: 6, z, p, benjaminiHochberg: 50 * p, maxT: 60 * p, bonferroni: Math.min(1, 100 * p) },
  paper: { z, p, bonferroni: Math.min(1, 100 * p) },
});

function made(pathways: RecordedPathway[], paper: number): RecordedTest {
  return {
    ...{ symbols: 300, known: 529, tested: 100, tooSmall: 9, tooLarge: 0 },
    ...{ permutations: 10_000, paperPermutations: 1000 },
    found: { paper, bonferroni: 1, benjaminiHochberg: 2, maxT: 3 },
    named: NAMED_PATHWAYS.map(({ title, pattern }) => ({
      title,
      sets: 4,
      tested: pathways.filter(({ name }) => pattern.test(name)).length,
      largest: 1,
    })),
    pathways,
  };
}

function result(
  configuration: Experiment,
  model: KeptEpoch,
  all: RecordedTest,
  regulators: RecordedTest | null = null,
): PathwayResult {
  return {
    ...{
      configuration,
      model,
      epoch: 7,
      hash: 'abc',
      fingerprint: 'def',
      collection: 'reactome',
      source: 's',
    },
    influence: {
      ...{ method: 'estimate', seed: 1, genes: 529, moving: 200, regulators: 111, seconds: 1 },
      ...{ regulatorShare: configuration.seed / 10, strongest: ['A'] },
    },
    all,
    regulators,
    library: { version: '0', commit: null },
  };
}

const experimentOf = (section: typeof cancer, strategy: string, seed: number): Experiment =>
  section.experiments.find((one) => one.strategy === strategy && one.seed === seed)!;

test('one collection of gene sets at a time, Reactome unless another is asked for', () => {
  const marrow = experimentOf(stretchless, 'dash', 1);
  const results = (['reactome', 'go-process'] as const).map((collection, k) => ({
    ...result(marrow, 'best', made([], k + 1)),
    collection,
  }));
  const counts = [new StoredPathways(results), new StoredPathways(results, 'go-process')].map((stored) =>
    stored.of(stretchless, 'dash').map(({ all }) => all.found.paper),
  );
  assert.deepEqual(counts, [[1], [2]]);
  assert.deepEqual(new StoredPathways(results, 'go-function').strategies(stretchless), []);
});

test('on bone marrow the best epoch is read, on breast cancer the last', () => {
  const marrow = experimentOf(stretchless, 'dash', 1);
  const breast = experimentOf(cancer, 'dash', 2);
  const stored = new StoredPathways([
    result(marrow, 'best', made([], 1)),
    result(marrow, 'last', made([], 2)),
    result(breast, 'best', made([], 3)),
    result(breast, 'last', made([], 4)),
    { ...result(breast, 'last', made([], 9)), collection: 'go-process' },
  ]);
  const found = (section: typeof cancer, which: 'read' | 'other') =>
    stored.of(section, 'dash', which).map(({ all }) => all.found.paper);
  assert.deepEqual([found(stretchless, 'read'), found(stretchless, 'other')], [[1], [2]]);
  assert.deepEqual([found(cancer, 'read'), found(cancer, 'other')], [[4], [3]]);
  assert.deepEqual(stored.strategies(cancer), ['dash']);
  assert.deepEqual(stored.count([stretchless, cancer]), {
    there: 2,
    // Three and six strategies, three seeds each, without the penalties as published.
    of: 3 * (3 + 6),
  });
});

test('findings by seed, on all genes and among regulators', () => {
  const [one, three] = [1, 3].map((seed) => experimentOf(stretchless, 'dash', seed));
  const among = made([pathway('REACTOME_CELL_CYCLE', 3.64, 1e-4)], 1);
  const stored = new StoredPathways([
    result(one, 'best', made([], 5)),
    result(three, 'best', made([], 7), among),
    result(three, 'last', made([], 8)),
  ]);
  const { columns, rows } = foundTable([cancer, stretchless], stored);
  const cells = Object.fromEntries(columns.map((column, k) => [column, rows[0][k]]));
  assert.equal(rows.length, 1);
  assert.deepEqual(
    [cells.data, cells.strategy, cells['regulators, % of influence'], cells["paper's rule"]],
    ['B cell', 'DASH', 20, '5,\u00a07'],
  );
  assert.equal(cells["paper's rule, other epoch"], '8');
  assert.equal(cells["among regulators: paper's rule"], '-,\u00a01');
  assert.deepEqual(amongRegulatorsTable([stretchless], stored, 'maxT').rows, [
    ['cell cycle', 6, 'B cell', 'DASH', 3, '3.6'],
  ]);
});

test('of the sets of a name the one with the highest mean z, and who finds it', () => {
  const seeds = (strategy: string, z: readonly number[], p: readonly number[]) =>
    [1, 2].map((seed, k) =>
      result(
        experimentOf(stretchless, strategy, seed),
        'best',
        made([pathway('REACTOME_TP53_A', z[k], p[k]), pathway('REACTOME_OF_TP53', 2, 0.1)], 1),
      ),
    );
  const stored = new StoredPathways(seeds('dash', [5, 1.26], [1e-4, 0.2]));
  const [tp53, foxo] = namedTable([cancer, stretchless], stored).rows;
  assert.deepEqual(tp53, [
    'B cell',
    'TP53',
    '2 of 4',
    'tp53 a',
    6,
    '5.0,\u00a01.3',
    '1 and 1 of 2',
    null,
    null,
  ]);
  assert.deepEqual(foxo, ['B cell', 'FOXO', '0 of 4', 'at most 1 gene here', null, null, null, null, null]);
  const beside = new StoredPathways([
    ...seeds('dash', [1.5, 1.5], [0.1, 0.1]),
    ...seeds('imp', [0, 3], [0.5, 5e-4]),
  ]);
  const [row] = namedTable([stretchless], beside).rows;
  assert.deepEqual(row.slice(3), [
    'of tp53',
    6,
    '2.0,\u00a02.0',
    '0 and 0 of 2',
    '2.0,\u00a02.0',
    '0 and 0 of 2',
  ]);
});

test('which pathways come back, and titles', () => {
  const findings = [
    ['a', 'b', 'b'],
    ['a', 'c'],
    ['a', 'b'],
  ].map((found) => ({ found }));
  assert.deepEqual(recurrence(findings), { any: ['a', 'b', 'c'], inAll: 1, inOne: 1 });
  assert.equal(pathwayText('REACTOME_HEME_SIGNALING'), 'heme signaling');
  assert.deepEqual(gridOf('2').map(shortTitle), ['breast cancer, 500 genes', 'breast cancer, 2000 genes']);
  assert.deepEqual(gridOf('3').map(shortTitle), ['erythroid', 'erythroid, time x 100']);
});

test('what each rule finds of a test, and which pathways come back with another seed', () => {
  const score = (name: string, paper: number, maxT: number) => ({
    ...{
      name,
      members: ['A'],
      score: 1,
      expected: 0,
      z: 3,
      p: 0.01,
      bonferroni: 0.2,
      benjaminiHochberg: 0.04,
      maxT,
    },
    paper: { z: 3, p: paper, bonferroni: paper },
  });
  const pathways = [score('a', 0, 0.06), score('b', 0.2, 0.01), score('c', 0, 0.01)];
  assert.deepEqual(rulesTable({ ours: { pathways, permutations: 1, paperPermutations: 1 } }).rows, [
    ['ours', 3, 2, 0, 3, 2],
  ]);
  const found = [['REACTOME_A', 'REACTOME_B'], ['REACTOME_A']];
  const stored = new StoredPathways(
    found.map((names, k) =>
      result(
        experimentOf(stretchless, 'dash', k + 1),
        'best',
        made(
          names.map((name) => pathway(name, 5, 1e-4)),
          1,
        ),
      ),
    ),
  );
  const { columns, rows } = recurrenceTable([cancer, stretchless], stored, () => ['REACTOME_B']);
  assert.equal(columns.length, rows[0].length);
  assert.deepEqual(rows, [['B cell', 2, 2, 1, 1, 1]]);
  assert.deepEqual(recurrenceTable([stretchless], stored).rows, [['B cell', 2, 2, 1, 1, null]]);
});
