import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { completeExperiment, experimentName } from '../../lib/experiments/experiment';
import { readPathways } from '../../lib/experiments/pathway-store';
import { readResults, resultsOf, type StoredResult } from '../../lib/experiments/result-store';
import type { MeanInterval } from '../../lib/math/mean-interval';
import { meanAndSd } from '../../lib/math/mean-and-sd';
import { batchComparison, type BatchComparison } from '../../lib/reproduction/tables/batch-comparison';
import { AS_STORED, gridOf } from '../../lib/reproduction/grids/grids';
import { StoredPathways } from '../../lib/reproduction/tables/pathway-tables';
import { TEST_GAP } from '../../lib/reproduction/grids/real-data-cells';
import { loadBoneMarrowStudy } from '../../lib/studies/published/bone-marrow';
import { marrowBatches, type Lineage } from '../../lib/studies/published/bone-marrow-batches';

const project = path.resolve(__dirname, '..', '..');
const results = readResults();

/** The text of a notebook's markdown cells. */
function proseOf(name: string): string {
  const { cells } = JSON.parse(readFileSync(path.join(project, 'notebooks', name), 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => [source].flat().join(''))
    .join(' ');
}

const cancer = proseOf('02-brca.ipynb');
const marrow = proseOf('03-hematopoiesis.ipynb');
const pathways = proseOf('04-pathway-analysis.ipynb');
const readme = readFileSync(path.join(project, 'README.md'), 'utf8').replace(/\s+/g, ' ');

const TABLE = { erythroid: '3', monocyte: '8', bcell: '9' } as const;
const NEEDS = 'needs the bone marrow files: npm run data -- bone-marrow breast-cancer';

/** The predictors of a lineage with time x 100, batch by batch, in runs of ten cells; null where the data are not at hand. */
async function byBatch(lineage: Lineage): Promise<BatchComparison[] | null> {
  const study = await loadBoneMarrowStudy({ lineage, seed: 1 });
  if (!study.source.startsWith('published')) return null;
  const names = marrowBatches(lineage).flatMap(({ name, role }) => (role === 'test' ? [name] : []));
  return batchComparison(resultsOf(gridOf(TABLE[lineage])[1].experiments, results), study, names, 10);
}

const size = (value: number): string => Math.abs(100 * value).toFixed(1);
const ends = ({ low, high }: MeanInterval): string => {
  const side = (end: number): string => `${size(end)} % ${end < 0 ? 'below' : 'above'}`;
  // On one side of 0 the smaller one first.
  const [near, far] = Math.abs(low) < Math.abs(high) ? [low, high] : [high, low];
  return low * high > 0 ? `${size(near)} to ${size(far)} %` : `${side(low)} to ${side(high)}`;
};

const offStill = (mse: number, { baselines }: StoredResult): number =>
  mse / baselines.nothingChanges.noisyPairs - 1;
const meanOf = (own: readonly StoredResult[], of: (result: StoredResult) => number): number =>
  meanAndSd(own.map(of)).mean;

test('what notebook 03 says of the batches is what the stored errors say', async (t) => {
  const [erythroid, monocyte, bcell] = [
    await byBatch('erythroid'),
    await byBatch('monocyte'),
    await byBatch('bcell'),
  ];
  if (!erythroid || !monocyte || !bcell) return t.skip(NEEDS);
  const dashOf = (rows: BatchComparison[]): BatchComparison =>
    rows.find(({ strategy }) => strategy === 'dash')!;
  const on = (rows: BatchComparison[], name: string): BatchComparison['batches'][number] =>
    dashOf(rows).batches.find(({ batch }) => batch === name)!;
  const share = (rows: BatchComparison[], name: string): string =>
    (100 * rows[0].batches.find(({ batch }) => batch === name)!.share).toFixed(0);

  // The B cell and the monocyte lineage: below on every batch, and the pooled interval is below 0.
  for (const rows of [bcell, monocyte]) {
    assert.ok(dashOf(rows).batches.every((one) => one.difference.mean < 0));
    assert.ok(dashOf(rows).difference.high < 0);
  }
  // The erythroid one: one batch below, one above, and the pooled interval holds 0.
  const { difference } = dashOf(erythroid);
  assert.ok(on(erythroid, 'S3D6').difference.mean < 0 && on(erythroid, 'S2D1').difference.low > 0);
  assert.ok(difference.low < 0 && difference.high > 0);
  const said = [
    `(${ends(dashOf(bcell).difference)} and ${ends(dashOf(monocyte).difference)})`,
    `S3D6 holds ${share(monocyte, 'S3D6')} % of the squared error of the monocyte lineage`,
    `S3D6, ${on(erythroid, 'S3D6').pairs + 1} cells with ${share(erythroid, 'S3D6')} % of the squared error`,
    `DASH is ${size(on(erythroid, 'S3D6').difference.mean)} % below`,
    `${size(on(erythroid, 'S2D1').difference.mean)} % above it`,
    `${size(difference.mean)} % below may be anything from ${ends(difference)}`,
  ];
  for (const sentence of said) assert.ok(marrow.includes(sentence), sentence);
  const [, autoregression] = monocyte;
  assert.equal(autoregression.who, 'AR(1) a gene');
  const worse = autoregression.batches.find(({ batch }) => batch === 'S2D4')!.difference.mean;
  assert.ok(worse > 0.28 && worse < 0.38, 'a third worse');
});

test('what notebook 03 says of the unit of time is what validation said', () => {
  const sections = gridOf('time-scale');
  const picks = sections.map(({ experiments }) => {
    const tried = resultsOf(experiments, results);
    assert.equal(tried.length, 4);
    const lowest = tried.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
    return lowest.configuration.timeScale ?? 1;
  });
  const [erythroid, monocyte, bcell] = picks;
  const sentence = `It picks ${erythroid} on the erythroid lineage, ${monocyte} on the monocyte and ${bcell} on the B cell lineage`;
  assert.ok(marrow.includes(sentence), sentence);
});

test('penalties as published: what notebooks 02 and 03 say of one draw of the gates', () => {
  for (const table of ['3', '8', '9'] as const) {
    const [{ experiments }] = gridOf(table, { strategies: ['path-reg', 'path-reg-published'] });
    const of = (published: boolean): StoredResult[] =>
      resultsOf(experiments, results).filter(
        ({ configuration }) => configuration.asPublishedCode === published,
      );
    assert.ok(of(true).length > 0, table);
    const degree = (own: StoredResult[]): number => meanOf(own, ({ averageOutDegree }) => averageOutDegree);
    assert.ok(degree(of(true)) > 450 && degree(of(false)) < 400, table);
  }
  const [{ experiments }] = gridOf('2', { genes: 500, strategies: ['l0-published', 'path-reg-published'] });
  const of = (strategy: string): StoredResult[] =>
    resultsOf(experiments, results).filter(({ configuration }) => configuration.strategy === strategy);
  const sparsity = (strategy: string): string =>
    (100 * meanOf(of(strategy), ({ last }) => last.sparsity)).toFixed(1);
  const sentence = `${sparsity('path-reg')} % for PathReg and ${sparsity('l0')} % for L0`;
  assert.ok(cancer.includes(sentence), sentence);
});

test('the gap: no strategy is worse for it, and the networks are as before', () => {
  const [{ experiments }] = gridOf('gap');
  const [table] = gridOf('2', { genes: 500, strategies: ['none', 'imp', 'dash'] });
  for (const strategy of ['none', 'imp', 'dash']) {
    const of = (all: typeof experiments): StoredResult[] =>
      resultsOf(all, results).filter(({ configuration }) => configuration.strategy === strategy);
    const [apart, beside] = [of(experiments), of(table.experiments)];
    assert.equal(apart.length, 3);
    assert.ok(apart.every(({ configuration }) => configuration.testGap === TEST_GAP));
    const off = (own: StoredResult[]): number =>
      meanOf(own, (result) => offStill(result.last.testMse.noisyPairs, result));
    const ar1 = (own: StoredResult[]): number =>
      meanOf(own, (result) => offStill(result.baselines.autoregression!, result));
    assert.ok(off(apart) < off(beside) && off(apart) < 0 && off(apart) > -0.03, strategy);
    assert.ok(ar1(apart) < ar1(beside) && ar1(apart) < off(apart));
    const accuracy = (own: StoredResult[]): number => meanOf(own, ({ last }) => last.balancedAccuracy!);
    assert.ok(Math.abs(accuracy(apart) - accuracy(beside)) < 0.04, strategy);
  }
});

test('RUNX1 is found by as many seeds of DASH as notebook 04 says, at the last epoch and at the best one', () => {
  const [section] = gridOf('2', { genes: 500 });
  const stored = new StoredPathways(readPathways());
  const seedsFinding = (which: 'read' | 'other'): number =>
    stored
      .of(section, 'dash', which)
      .filter(({ all }) =>
        all.pathways.some(({ name, paper }) => /RUNX1/.test(name) && paper.bonferroni < 0.05),
      ).length;
  assert.equal(seedsFinding('read'), 3);
  const sentence = `at the best one, which the paper reports, by ${seedsFinding('other')} of 3`;
  assert.ok(pathways.includes(sentence), sentence);
});

test('of the pathways that the paper names DASH finds RUNX1 alone', () => {
  const stored = new StoredPathways(readPathways());
  const marrow = (['3', '8', '9'] as const).map((table) => gridOf(table)[0]);
  for (const section of [...gridOf('2'), ...marrow]) {
    const found = stored.findings(section, 'paper').filter(({ strategy }) => strategy === 'dash');
    assert.equal(found.length, 3);
    assert.ok(found.every((one) => one.found.every((name) => !/TP53|FOXO|HEME_SIGNALING/.test(name))));
  }
});

test('what the README says of the stretched time is what the stored runs say', () => {
  const gains = (['9', '3', '8'] as const).map((table) => {
    const own = resultsOf(gridOf(table, { strategies: ['dash'] })[1].experiments, results);
    assert.equal(own.length, 3);
    return -100 * meanOf(own, (result) => offStill(result.testMse.noisyPairs, result));
  });
  const [bcell, erythroid, monocyte] = gains.map((gain) => gain.toFixed(1));
  const sentence = `DASH is ${bcell}, ${erythroid} and ${monocyte} % below it (B cell, erythroid, monocyte; three seeds)`;
  assert.ok(readme.includes(sentence), sentence);
});

test('a stored run is found by the settings that notebook 03 asks for', () => {
  const request = { dataset: 'hema-bcell', strategy: 'dash', seed: 1, timeScale: 10, ...AS_STORED } as const;
  assert.ok(results.has(experimentName(completeExperiment(request))));
});
