import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { readResults, resultsOf, type StoredResult } from '../../lib/experiments/result-store';
import { denseOf, type MatrixRows, rowsOf } from '../../lib/math/matrix-rows';
import { entriesOf } from '../../lib/math/sparse-matrix';
import { coregulationKept } from '../../lib/network/coregulation-similarity';
import { strategyLabel, type StrategyName } from '../../lib/strategies/strategies';
import { meanAndSd, meanAndSdOfKnown, meanAndSdText } from '../../lib/math/mean-and-sd';
import type { MeanInterval } from '../../lib/math/mean-interval';
import { rankCorrelation } from '../../lib/math/rank-correlation';
import { agreementTable } from '../../lib/reproduction/tables/agreement-tables';
import { audits } from '../../lib/reproduction/tables/audits';
import { corruptionPoints, corruptionTable } from '../../lib/reproduction/tables/corruption';
import { gridOf, type TableSection } from '../../lib/reproduction/grids/grids';
import { lambdaChoices, lambdaTable, storedLambdaGrid } from '../../lib/reproduction/tables/lambda-table';
import {
  pairedDifferences,
  type PairedDifference,
  type PairedMeasure,
} from '../../lib/reproduction/tables/paired-differences';
import { SIMULATED_TABLES } from '../../lib/reproduction/paper/paper-simulated';
import { agrees, paperCells, paperNumber } from '../../lib/reproduction/tables/paper-cells';
import { byRow, isAsPublished, rowLabel } from '../../lib/reproduction/grids/table-row';
import { storedPanels } from '../../lib/reproduction/tables/stored-panels';
import { measuresOf, type Table } from '../../lib/reproduction/tables/tables';
import { POST_HOC_REPEATS } from '../../lib/training/post-hoc';
import { PROJECT, markdownOf } from './pages';

const stored = readResults();
const TABLES = ['1', '4', '5', '6', '7'] as const;
const sections = TABLES.flatMap((table) => gridOf(table));
const [table1] = sections;
const rows = byRow(resultsOf(table1.experiments, stored));
const paperOf = (table: number) => SIMULATED_TABLES.find((one) => one.table === `Table ${table}`)!.rows;
const paper = paperOf(1);

/** The text of a notebook, wherever its lines break, and without what makes it bold. */
const proseOf = (notebook: string): string =>
  markdownOf(`notebooks/${notebook}.ipynb`).replace(/\*\*/g, '').replace(/\s+/g, ' ');
const lesson = proseOf('01-synthetic');
const report = proseOf('07-referees-report');
const readme = readFileSync(path.join(PROJECT, 'README.md'), 'utf8').replace(/\s+/g, ' ');

function says(prose: string, sentences: readonly string[]): void {
  for (const sentence of sentences) assert.ok(prose.includes(sentence), sentence);
}

type Epoch = 'best' | 'last';
type Of = (measures: ReturnType<typeof measuresOf>) => number | null | undefined;
const sparsity: Of = (one) => one.sparsity;
const accuracy: Of = (one) => one.balancedAccuracy;
const rollOut: Of = (one) => one.testMse.rollOut;

const resultsIn = (row: string): readonly StoredResult[] => rows.get(row) ?? [];
const valuesOf = (row: string, of: Of, epoch: Epoch = 'best'): (number | null)[] =>
  resultsIn(row).map((result) => of(measuresOf(result, epoch)) ?? null);
/** "84.6 ± 4.3" of a row of Table 1. */
const spread = (row: string, of: Of, unit: number, digits: number, epoch: Epoch = 'best'): string =>
  meanAndSdText(meanAndSdOfKnown(valuesOf(row, of, epoch)), unit, digits);
const percent = (row: string, of: Of, epoch: Epoch = 'best'): string => spread(row, of, 100, 1, epoch);
const percentOf = (values: readonly number[]): string => meanAndSdText(meanAndSd(values), 100, 1);
/** The mean alone. */
const mean = (row: string, of: Of, unit: number, digits: number, epoch: Epoch = 'best'): string =>
  spread(row, of, unit, digits, epoch).split(' ')[0];

const printedOf = (strategy: string) => paper.find((row) => row.strategy === strategy)!;
const printedAccuracy = (strategy: string): string => {
  const { balancedAccuracyPercent, sd } = printedOf(strategy);
  return `${balancedAccuracyPercent.toFixed(1)} ± ${sd.balancedAccuracyPercent.toFixed(1)}`;
};
const printedSparsity = (strategy: string): string =>
  `${printedOf(strategy).sparsityPercent.toFixed(1)} ± ${printedOf(strategy).sd.sparsityPercent.toFixed(1)}`;

test('notebook 01: what it says of Table 1', () => {
  const { sd, testMse } = printedOf('dash');
  says(lesson, [
    `DASH is ${percent('dash', sparsity)} % sparse and its network scores ${percent('dash', accuracy)} % ` +
      `(paper: ${printedSparsity('dash')} and ${printedAccuracy('dash')})`,
    `it is ${percent('dash', sparsity, 'last')} % sparse and scores ${percent('dash', accuracy, 'last')} %`,
    `IMP scores ${percent('imp', accuracy)} % (${printedAccuracy('imp')}) and ` +
      `BioPruning ${percent('bio', accuracy)} % (${printedAccuracy('bio')})`,
    `DASH, ${spread('dash', rollOut, 1000, 2)} (${(1000 * testMse).toFixed(1)} ± ${(1000 * sd.testMse).toFixed(1)}), ` +
      `is that of the unpruned model within its spread, ${spread('none', rollOut, 1000, 2)}`,
    `IMP scores ${mean('imp', accuracy, 100, 1)} % at ${mean('imp', sparsity, 100, 1)} % sparsity`,
    `${mean('dash', accuracy, 100, 1)} % at the best epoch and ${mean('dash', accuracy, 100, 1, 'last')} % at the last`,
    `BioPruning finds as much (${mean('bio', accuracy, 100, 1)} and ${mean('bio', accuracy, 100, 1, 'last')} %), and predicts worse`,
  ]);
  // "The sparser, the better"; "on three of twenty ... below 88 %".
  const [sparse, accurate] = [sparsity, accuracy].map((of) => valuesOf('dash', of) as number[]);
  assert.ok(rankCorrelation(sparse, accurate) > 0.9);
  assert.deepEqual([sparse.length, sparse.filter((one) => one < 0.88).length], [20, 3]);
  const best = (row: string): number => Number(mean(row, rollOut, 1, 6));
  assert.ok(best('bio') > best('dash'));
});

test('notebook 01: trivial answers, errors and edges', () => {
  const { network } = resultsIn('dash')[0].baselines;
  const outside = (row: string): string =>
    percentOf(resultsIn(row).map(({ outsidePrior }) => outsidePrior!.balancedAccuracy));
  const edges = new Set(
    resultsIn('dash').map(({ outsidePrior: one }) => one!.truePositives + one!.falseNegatives),
  );
  says(lesson, [
    `the prior itself scores ${(100 * network!.prior.balancedAccuracy).toFixed(1)} %`,
    `By itself it scores ${(100 * network!.prior.balancedAccuracy).toFixed(1)} %`,
    `DASH scores ${outside('dash')} %, BioPruning ${outside('bio')} and IMP ${outside('imp')} %; ` +
      `only ${[...edges].join(', ')} true edges`,
    `has ${mean('lasso', rollOut, 1000, 2)} where DASH has ${mean('dash', rollOut, 1000, 2)}`,
    `(evidence) has ${mean('evidence', rollOut, 1000, 2)}`,
    `DASH has ${spread('dash', (one) => one.edges, 1, 0)} edges over twenty seeds, ` +
      `${percent('dash', (one) => one.precision)} % of them true`,
  ]);
  const { rows: errors, columns } = audits.errors(table1, stored);
  const column = (row: string, title: string): number =>
    Number.parseFloat(String(errors.find(([name]) => name === rowLabel(row))?.[columns.indexOf(title)]));
  const still = Number.parseFloat(String(errors[0][columns.indexOf('clean roll-out')]));
  for (const row of rows.keys()) {
    assert.ok(column(row, 'clean roll-out') < still / 5, row);
    if (!isAsPublished(row)) assert.ok(column(row, 'held-out roll-out') > column(row, 'clean roll-out'), row);
  }
  const compared = ['imp', 'bio', 'dash', 'lasso', 'evidence'];
  const order = (title: string): string[] =>
    [...compared].sort((a, b) => column(a, title) - column(b, title));
  assert.deepEqual(order('held-out roll-out'), order('clean roll-out'));
});

test('notebook 01: what it says of the other tables holds whatever seeds they have', () => {
  const mean = (section: TableSection, row: string, epoch: Epoch): number => {
    const results = byRow(resultsOf(section.experiments, stored)).get(row) ?? [];
    return meanAndSd(results.map((result) => measuresOf(result, epoch).balancedAccuracy!)).mean;
  };
  const of = (title: string): TableSection => sections.find((one) => one.title.startsWith(title))!;
  for (const epoch of ['best', 'last'] as const) {
    // Magnitude pruning stays far below BioPruning and DASH.
    for (const table of ['Table 4', 'Table 7'])
      for (const row of ['bio', 'dash'])
        assert.ok(mean(of(table), row, epoch) > mean(of(table), 'imp', epoch) + 0.08, `${table} ${row}`);
    // With the prior term magnitude pruning finds more, at every noise.
    for (const [without, term] of [
      ['Table 4', '0 %'],
      ['Table 1', '5 %'],
      ['Table 5', '10 %'],
    ])
      // prettier-ignore
      assert.ok(
        mean(of(`Table 6: SIM350, ${term}`), 'imp', epoch) > mean(of(without), 'imp', epoch) + 0.02,
        term,
      );
    for (const row of ['imp', 'bio', 'dash'])
      assert.ok(mean(of('Table 5'), row, epoch) < mean(table1, row, epoch), `10 % noise: ${row}`);
  }
  const said = (title: string, row: 'dash' | 'bio' | 'imp'): string => {
    const { experiments, paper: table } = of(title);
    const results = byRow(resultsOf(experiments, stored)).get(row) ?? [];
    const printed = table?.kind === 'simulated' && table.rows.find(({ strategy }) => strategy === row);
    assert.ok(printed);
    const theirs = `${printed.balancedAccuracyPercent.toFixed(1)} ± ${printed.sd.balancedAccuracyPercent.toFixed(1)}`;
    return `${percentOf(results.map((r) => r.balancedAccuracy!))} ${row === 'dash' ? '% (paper: ' : '('}${theirs})`;
  };
  says(lesson, [
    `Without noise DASH scores ${said('Table 4', 'dash')}, BioPruning ${said('Table 4', 'bio')} and IMP ${said('Table 4', 'imp')}:`,
    `On the larger system the strategies stand as on the smaller one: DASH scores ${said('Table 7', 'dash')}, BioPruning ` +
      `${said('Table 7', 'bio')} and IMP ${said('Table 7', 'imp')}.`,
    `after few events: ${said('Table 5', 'dash')}, where BioPruning has ${said('Table 5', 'bio')} and IMP ${said('Table 5', 'imp')}.`,
  ]);
  const bio = byRow(resultsOf(of('Table 7').experiments, stored)).get('bio') ?? [];
  const late = bio.filter(({ bestEpoch }) => bestEpoch >= 20);
  assert.equal(bio.length - late.length, 1);
  says(lesson, [`without it, ${percentOf(late.map((result) => result.balancedAccuracy!))} %`]);
  const sdAt10 = (row: string): number =>
    meanAndSd(
      (byRow(resultsOf(of('Table 5').experiments, stored)).get(row) ?? []).map((r) => r.balancedAccuracy!),
    ).sd!;
  assert.ok(sdAt10('dash') > sdAt10('imp') && sdAt10('dash') > sdAt10('bio'));
});

test('notebook 01: priors that are wrong, and lambda', () => {
  const results = resultsOf(gridOf('corruption')[0].experiments, stored);
  const { rows: moved } = corruptionTable(corruptionPoints(results));
  const at = (share: string, column: number): string =>
    String(moved.find(([one]) => one === share)?.[column]);
  const dash = (share: string): string => at(share, 2).split(' ')[0];
  assert.equal(dash('10'), dash('20'));
  const folds = resultsOf(gridOf('lambda')[0].experiments, stored);
  const grid = storedLambdaGrid(folds)!;
  const loss = (lambda1: number, lambda2: number): number =>
    grid.cells.find(({ lambdas: l }) => l.lambda1 === lambda1 && l.lambda2 === lambda2)!.mean;
  const steps = (from: number, to: number): string =>
    [0, 0.05, 0.5]
      .map((first) => (100 * Math.abs(loss(first, to) / loss(first, from) - 1)).toFixed(0))
      .join(', ')
      .replace(/, (\d+)$/, ' and $1');
  const accuracies = lambdaTable(folds).rows.map((row) => Number.parseFloat(String(row.at(-1))));
  const choices = lambdaChoices(gridOf('lambda'), stored).rows.map((row) => row.map(String));
  assert.equal(choices.length, 9);
  const [chosen, best] = [choices.map((row) => row[1]), choices.map((row) => row[6])];
  const number = (text: string): number => Number.parseFloat(text.replace(/.*: /, ''));
  const gains = choices.map((row) => number(row[4]) - number(row[5]));
  const losses = choices.map((row) => number(row[6]) - number(row[4]));
  const between = (values: readonly number[], digits = 1): string =>
    [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits)).join(' to ');
  assert.equal(Math.max(...accuracies), accuracies[7]);
  choices.forEach(([title, pair]) =>
    assert.ok(title.startsWith('10 %') ? pair === '(0.5, 0)' : pair.endsWith(', 0.01)'), `${title}: ${pair}`),
  );
  says(readme, [
    `on ${chosen.filter((pair) => pair === '(0.05, 0.01)').length} of 9 draws (three noises, three seeds), and one ` +
      `${between(losses)} points of balanced accuracy below the best of the nine`,
  ]);
  says(report, [
    `finds the same pair by it on ${chosen.filter((pair) => pair === '(0.05, 0.01)').length} of 9 draws`,
  ]);
  says(lesson, [
    `DASH scores ${dash('5')} % with 5 % of the edges moved, ${dash('10')} with 10 and with 20, ${dash('40')} with 40 and ` +
      `${dash('80')} with 80 (means of three seeds); IMP, which reads no prior, scores ${at('40', 4)} %`,
    `has the lowest mean (${(1000 * grid.cells.reduce((a, b) => (b.mean < a.mean ? b : a)).mean).toFixed(3)}e-3)`,
    `its models score ${accuracies[4].toFixed(1)} %; (0.5, 0.01), which is just not admitted, scores ${accuracies[7].toFixed(1)} %, the best of the nine`,
    `Its choice is ${between(gains)} points above magnitude pruning's (0, 0), and ${between(losses)} below the best of the grid, ` +
      `which is (0.5, 0.01) on ${best.filter((one) => one.startsWith('(0.5, 0.01)')).length} of 9`,
    `the published code's, chosen on ${chosen.filter((pair) => pair === '(0.05, 0.01)').length} of 9`,
    `a pair ${between(gains, 0)} points above magnitude pruning`,
    `to 0.01 the mean error falls by ${steps(0, 0.01)} %`,
    `from 0.01 to 0.5 it rises by ${steps(0.01, 0.5)} %`,
  ]);
  assert.deepEqual([grid.chosen, grid.lowest], [{ lambda1: 0.05, lambda2: 0.01 }, grid.chosen]);
  assert.equal(grid.cells.filter((cell) => cell.mean <= grid.threshold).length, 1);
  // Validation: above IMP's from 10 % on, where its network is still ten points better.
  const error = (strategy: string, share: number): number =>
    meanAndSd(
      results.flatMap(({ configuration: c, validationLoss }) =>
        c.strategy === strategy && c.priorCorruption === share ? [validationLoss] : [],
      ),
    ).mean;
  assert.ok(error('dash', 0.05) < error('imp', 0.05) && error('dash', 0.1) > error('imp', 0.05));
  assert.ok(Math.abs(Number(dash('10')) - Number.parseFloat(at('10', 4)) - 10) < 1);
  assert.ok(Math.abs(Number(dash('40')) - Number.parseFloat(at('40', 4))) < 2);
});

test('notebook 07: how many numbers agree', () => {
  const [best, last] = (['best', 'last'] as const).map((epoch) => paperCells(sections, stored, epoch));
  const { rows: lines, columns } = agreementTable(best, last);
  const [defined, published] = lines.filter(([title]) => title === 'all');
  const cell = (line: Table['rows'][number], title: string): string => String(line[columns.indexOf(title)]);
  says(report, [
    `At the best epoch ${cell(defined, 'all')} numbers agree, ${cell(defined, 'all, last epoch').split(' ')[0]} at the last; ` +
      `with the penalties as published, their errors by deterministic gates, it is ${cell(published, 'all')}. ${cell(defined, 'differ (Holm)').split(' ')[0]} of them differ`,
  ]);
  const unpenalised = best.filter(
    ({ section, row }) => section === table1.title && ['none', 'imp', 'bio', 'dash'].includes(row),
  );
  assert.equal(unpenalised.length, 16);
  assert.ok(unpenalised.every(agrees));
});

const pairOf = (below: string, epoch: Epoch, measure: PairedMeasure = 'balancedAccuracy'): PairedDifference =>
  pairedDifferences(table1, stored, epoch, measure, [['dash', below]])[0];
/** "-2.1 points [-4.2, 0.1]" without its first word's unit. */
const interval = (pair: PairedDifference, unit: number, digits: number, sign: 1 | -1 = 1): string => {
  const ends = [sign * pair.mean.low, sign * pair.mean.high].sort((a, b) => a - b);
  return `[${ends.map((end) => (unit * end).toFixed(digits)).join(', ')}]`;
};
const points = (below: string, epoch: Epoch): string => (100 * pairOf(below, epoch).mean.mean).toFixed(1);

test('notebook 07: whether the order holds', () => {
  const [bio, bioLast, auprc, error] = [
    pairOf('bio', 'best'),
    pairOf('bio', 'last'),
    pairOf('bio', 'best', 'auprc'),
    pairOf('bio', 'best', 'rollOut'),
  ];
  const above = (pair: PairedDifference): number => pair.differences.filter((one) => one > 0).length;
  assert.ok(bio.mean.high > 0 && bio.mean.low < 0 && bioLast.mean.low < 0 && bioLast.mean.high > 0);
  assert.equal(error.differences.filter((one) => one < 0).length, 20);
  assert.equal(above(pairOf('imp', 'best')), 20);
  assert.equal(above(pairOf('evidence', 'best')), 0);
  assert.ok(['auprc', 'balancedAccuracy'].every((one) => above(pairOf('evidence', 'last', one as PairedMeasure)) === 0)); // prettier-ignore
  says(report, [
    `the difference is ${points('bio', 'best')} points ${interval(bio, 100, 1)} at the best epoch and ` +
      `+${points('bio', 'last')} ${interval(bioLast, 100, 1)} at the last`,
    `(AUPRC +${auprc.mean.mean.toFixed(3)} ${interval(auprc, 1, 3)}, above on ${above(auprc)} of ${auprc.seeds.length} seeds)`,
    `by ${(-1000 * error.mean.mean).toFixed(2)}e-3 ${interval(error, 1000, 2, -1)}, on all twenty`,
    `DASH is above IMP on every seed, by ${points('imp', 'best')} points ${interval(pairOf('imp', 'best'), 100, 1)}`,
    `level at the best epoch, ${points('scale-matched', 'best')} ${interval(pairOf('scale-matched', 'best'), 100, 1)}, ` +
      `and ${points('scale-matched', 'last')} points below at the last`,
    `Evidence is above DASH on every seed, by ${points('evidence', 'best').replace('-', '')} points ` +
      interval(pairOf('evidence', 'best'), 100, 1, -1),
    `by AUROC C-NODE (${mean('c-node', (one) => one.auroc, 1, 3)}) and L0 as published ` +
      `(${mean('l0-published', (one) => one.auroc, 1, 3)}) are above IMP (${mean('imp', (one) => one.auroc, 1, 3)})`,
  ]);
  const on = (
    table: '4' | '5' | '7',
    below: string,
    epoch: Epoch,
    measure: PairedMeasure = 'balancedAccuracy',
  ) => pairedDifferences(gridOf(table)[0], stored, epoch, measure, [['dash', below]])[0];
  const told = (pair: PairedDifference): string =>
    `${(100 * pair.mean.mean).toFixed(1)} ${interval(pair, 100, 1)}`;
  const [clean, cleanLast] = [on('4', 'bio', 'best'), on('4', 'bio', 'last')];
  const [noisy, noisyLast] = [on('5', 'bio', 'best'), on('5', 'bio', 'last')];
  const [overImp, impPredicts] = [on('5', 'imp', 'best'), on('5', 'imp', 'best', 'rollOut')];
  assert.ok(cleanLast.mean.low > 0 && clean.mean.low < 0 && clean.mean.high > 0);
  assert.ok(noisy.mean.high < 0 && noisyLast.mean.high < 0);
  assert.equal(above(impPredicts), impPredicts.seeds.length);
  for (const table of ['4', '5', '7'] as const) assert.equal(above(on(table, 'evidence', 'best')), 0);
  const [larger, largerLast] = [on('7', 'bio', 'best'), on('7', 'bio', 'last')];
  const [largerOverImp, largerError] = [on('7', 'imp', 'best'), on('7', 'imp', 'best', 'rollOut')];
  assert.ok(larger.mean.low < 0 && larger.mean.high > 0);
  for (const pair of [largerLast, largerOverImp]) assert.equal(above(pair), pair.seeds.length);
  says(report, [
    `(Table 4, ${clean.seeds.length} seeds) DASH is above BioPruning at the last epoch, by ` +
      `${told(cleanLast).replace(' ', ' points ')}, and level with it at the best, +${told(clean)}`,
    `(Table 5, ${noisy.seeds.length} seeds) it is below at the best epoch, ${told(noisy)}, and at the last, ${told(noisyLast)}`,
    `(Table 7, ${larger.seeds.length} seeds) DASH is level with BioPruning at the best epoch, +${told(larger)}, and above it on ` +
      `every seed at the last, by ${told(largerLast).replace(' ', ' points ')}; it is above IMP on every seed, by ` +
      `${told(largerOverImp).replace(' ', ' points ')}, and IMP predicts better on ${above(largerError)} of ${largerError.seeds.length}`,
    `above IMP on ${above(overImp)} of ${overImp.seeds.length} seeds, and IMP predicts better on all of them, by ` +
      `${(1000 * impPredicts.mean.mean).toFixed(2)}e-3 ${interval(impPredicts, 1000, 2)}`,
  ]);
  const fourTables = sections.filter(({ title }) => !title.includes('prior term'));
  const against = (measure: PairedMeasure): MeanInterval[] =>
    fourTables.map((one) => pairedDifferences(one, stored, 'best', measure, [['dash', 'bio']])[0].mean);
  assert.ok(against('rollOut').every(({ high }) => high < 0));
  assert.deepEqual(
    against('auprc').map(({ low }) => low > 0),
    [true, true, false, true],
  );
  says(report, ['It predicts better on all four, and ranks better on all but Table 5.']);
  for (const section of fourTables) {
    const pairs = [['bio', 'imp'], ['imp', 'l0'], ['imp', 'c-node'], ['imp', 'path-reg']] as const; // prettier-ignore
    for (const epoch of ['best', 'last'] as const)
      for (const pair of pairedDifferences(section, stored, epoch, 'balancedAccuracy', pairs))
        assert.equal(above(pair), pair.seeds.length, `${section.title}: ${pair.above} above ${pair.below}`);
  }
});

test('notebook 07: edges and rankings', () => {
  const wrong: Of = (one) => one.wrongFromNonRegulators;
  const signs: Of = (one) => one.rightSigns;
  const edges: Of = (one) => one.edges;
  const precision: Of = (one) => one.precision;
  const auprc = (row: string): string => mean(row, (one) => one.auprc, 1, 3);
  says(report, [
    `DASH has ${spread('dash', edges, 1, 0)}, a quarter of all pairs, ${percent('dash', precision)} % of them true, ` +
      `and ${spread('dash', edges, 1, 0, 'last')} where training stopped`,
    `has ${spread('lasso', edges, 1, 0)}, ${percent('lasso', precision)} % true, and evidence ` +
      `${spread('evidence', edges, 1, 0)}, ${percent('evidence', precision)} % true`,
    `wrong edges of DASH ${percent('dash', wrong)} % leave genes that regulate nothing`,
    `of IMP's ${percent('imp', wrong)} %, of BioPruning's ${percent('bio', wrong)} %`,
    `right in ${percent('dash', signs)} % for DASH and in ${percent('imp', signs)} % for IMP`,
    `the unpruned model (${auprc('none')}, with PHOENIX's prior term in its loss) and evidence (${auprc('evidence')}) come ` +
      `first, then post hoc (${auprc('post-hoc')}), the lasso with the prior (${auprc('lasso-prior')}) and without ` +
      `(${auprc('lasso')}); DASH has ${auprc('dash')}, BioPruning ${auprc('bio')}, IMP ${auprc('imp')}`,
    `the unpruned model has ${mean('none', accuracy, 100, 1)} % there and ` +
      `${mean('none', (one) => one.balancedAccuracyAtYouden, 100, 1)} % at the Youden cut`,
    `(AUPRC ${auprc('c-node-published')} for ${auprc('c-node')})`,
  ]);
  const share = Number(mean('dash', edges, 1, 0)) / 350 ** 2;
  assert.ok(share > 0.22 && share < 0.28, 'a quarter of all pairs');
  const inOrder = ['none', 'evidence', 'post-hoc', 'lasso-prior', 'lasso', 'dash', 'bio', 'imp'];
  assert.deepEqual([...inOrder].sort((a, b) => Number(auprc(b)) - Number(auprc(a))), inOrder); // prettier-ignore
});

/** "a, b and c". */
const list = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]*)$/, ' and $1');

/** A cell of a table by the beginning of its row's first cell and its column's title. */
const cellOf = ({ rows: lines, columns }: Table, row: string, column: string): string =>
  String(lines.find(([first]) => String(first).startsWith(row))?.[columns.indexOf(column)]);

test('notebook 07: as the published code runs it, and post hoc', () => {
  const [section] = gridOf('1', {
    seeds: 5,
    strategies: ['dash'],
    settings: { asPublishedCode: true },
  });
  const stops = meanAndSdText(meanAndSd(resultsIn('post-hoc').map(({ stopEpoch }) => stopEpoch)), 1, 0);
  const slip = resultsOf(section.experiments, stored).map((result) => result.balancedAccuracy);
  const gates = audits.gateReadings(sections, stored);
  const [deterministic, draw, pairsOfDraw] = [
    'roll-out, deterministic gates',
    'roll-out, as edges are counted',
    'noisy pairs, as edges are counted',
  ];
  const gate = (row: string, table: number, reading: string): string =>
    cellOf(gates, `${row}, as published (Table ${table})`, reading);
  const closed = [0.2, 0.5].map((drop) => 1 / (1 + ((1 - drop) / drop) * 11 ** (1 / 50)));
  const choice = audits.postHoc(table1, stored);
  const chosen = choice.rows.find((row) => row[2] === 'chosen')!;
  const choices = audits.postHocChoices(sections, stored).rows;
  // "a seed's own repeats choose Table 7's 87 % alone"; where the choice is another one, a step of the grid is "two to four points".
  assert.deepEqual(
    choices.map((row) => String(row[1]).split(', ').includes(Number(row[5]).toFixed(0))),
    [false, false, false, true],
  );
  // Of ten ways to take three of five seeds, those that choose the paper's sparsity: "the most frequent choice on Tables 1, 5 and 7", and
  // "never" on Table 4.
  const ways = choices.map((row) =>
    String(row[4])
      .split(', ')
      .map((way) => /^(\d+) \((\d+)\)$/.exec(way)!.slice(1).map(Number)),
  );
  const theirs = ways.map((way, k) => way.find(([sparsity]) => sparsity === Number(choices[k][5]))?.[1] ?? 0);
  assert.ok(ways.every((way) => way.reduce((sum, [, n]) => sum + n, 0) === 10));
  assert.deepEqual(
    ways.map((way, k) => way[0][0] === Number(choices[k][5]) && way[0][1] > way[1][1]),
    [true, false, true, true],
  );
  assert.equal(theirs[1], 0);
  const steps = choices
    .filter((row) => Number(row[2]) !== Number(row[5]))
    .map((row) => Math.abs(parseFloat(String(row[3])) - parseFloat(String(row[7]))));
  assert.deepEqual([Math.min(...steps), Math.max(...steps)].map(Math.round), [2, 4]);
  /** Post hoc's epochs, the mean over its seeds, if a fine-tuning ended after so many; and how many of its sparser ones came to 500. */
  const itsTables = sections.filter(({ title }) => !title.startsWith('Table 6'));
  const tunings = (k: number) =>
    resultsOf(itsTables[k].experiments, stored).flatMap(({ postHoc }) => postHoc ?? []);
  const epochsUpTo = (limit: number) => (k: number) => {
    const sums = tunings(k).map(({ fineTunings }) => {
      const total = fineTunings.reduce((sum, { stopEpoch }) => sum + Math.min(limit, stopEpoch), 0);
      return total / POST_HOC_REPEATS;
    });
    return meanAndSd(sums).mean.toFixed(0);
  };
  const long = tunings(0)
    .flatMap(({ fineTunings }) => fineTunings)
    .filter(({ sparsity }) => sparsity >= 0.87 && sparsity <= 0.97);
  const [a, b, c, d] = [0, 1, 2, 3].map(epochsUpTo(200));
  const share = long.filter(({ stopEpoch }) => stopEpoch === 500).length / long.length;
  assert.ok(share > 0.6 && share < 0.72, `two thirds: ${share}`);
  assert.equal(slip.length, 5);
  says(report, [
    `is ${percent('l0-published', sparsity)} % sparse (paper: ${printedSparsity('l0')}), with its penalty ${percent('l0', sparsity)} %`,
    `printed accuracy, ${percent('path-reg-published', accuracy)} % (${printedAccuracy('path-reg')})`,
    `DASH has ${meanAndSdText(meanAndSdOfKnown(slip), 100, 1)} % at its best epoch (${printedAccuracy('dash')}), on five seeds, ` +
      `for ${percent('dash', accuracy)} % without it on twenty`,
    `${(50 * (closed[0] + closed[1])).toFixed(1)} %, where the paper prints ${printedOf('l0').sparsityPercent} % for L0`,
    `whose roll-out L0 has at ${gate('L0', 1, deterministic)} on Table 1`,
    `its roll-out (${[1, 4, 5, 7].map((table) => gate('L0', table, draw)).join(', ')} on Tables 1, 4, 5, 7)`,
    `its noisy pairs (${[1, 4, 5, 7].map((table) => gate('PathReg', table, pairsOfDraw)).join(', ')} on Tables 1, 4, 5, 7)`,
    `these have ${gate('C-NODE', 5, pairsOfDraw)} and ${gate('C-NODE', 7, pairsOfDraw)} over the noisy pairs of Tables 5 and 7, ` +
      `where the gated model has a roll-out of ${gate('C-NODE', 5, deterministic)} and ${gate('C-NODE', 7, deterministic)}`,
    `are that roll-out (${gate('C-NODE', 1, deterministic)}, ${gate('C-NODE', 4, deterministic)})`,
    `With seeds as repeats (${resultsIn('post-hoc').length}) the rule chooses ${chosen[0]} %, and the network there scores ${chosen[4]} %`,
    `at 92 % they score ${cellOf(choice, '92', 'balanced accuracy %')} %, where DASH has ${mean('dash', accuracy, 100, 1, 'last')} %`,
    `On Tables 4, 5 and 7 it then chooses ${choices[1][2]}, ${choices[2][2]} and ${choices[3][2]} %`,
    `on Tables 1, 5 and 7 (${theirs[0]}, ${theirs[2]} and ${theirs[3]} of ten), and on Table 4 that of none (${ways[1][0].join(' % in ')} of ten)`,
    `Its epochs, ${stops} where the paper has 1721 ± 50 on Table 1`,
    `the sums of Tables 1, 4, 5 and 7 would be ${a}, ${b}, ${c} and ${d} (paper: 1721, 1788, 1813, 1657)`,
    `${list(choices.map((row) => String(row[7])))} %, where it prints`,
  ]);
  // Which reading is which: within two combined standard errors, and the other one not.
  const fits = (row: string, table: number, reading: string): boolean => {
    const [ours, sd = 0] = gate(row, table, reading).split(' ± ').map(Number);
    const printed = paperOf(table).find(({ strategy }) => rowLabel(strategy) === row)!;
    return Math.abs(ours - 1000 * printed.testMse) <= 2 * Math.hypot(sd, 1000 * printed.sd.testMse);
  };
  const isRead = (row: string, as: string, not: string, ...tables: number[]): void => {
    for (const table of tables)
      assert.deepEqual([fits(row, table, as), fits(row, table, not)], [true, false], `${row} ${table}`);
  };
  isRead('L0', draw, deterministic, 1, 4, 5, 7);
  isRead('PathReg', pairsOfDraw, deterministic, 5, 7);
  isRead('C-NODE', pairsOfDraw, deterministic, 5, 7);
  isRead('C-NODE', deterministic, pairsOfDraw, 1, 4);
  assert.ok(fits('PathReg', 1, pairsOfDraw) && fits('PathReg', 4, pairsOfDraw));
  const solved = { seeds: 3, strategies: ['post-hoc'], settings: { solver: 'dormand-prince' } } as const;
  const variedPostHoc = audits.variations(gridOf('1', solved)[0], stored).rows;
  const [, , seeds, , sparsities, scores] = variedPostHoc.find((row) => row[1] === 'no prior term')!;
  assert.deepEqual([seeds, sparsities], [3, '90.0 ± 0.0']);
  const varied = audits.variations(table1, stored).rows;
  const short = audits
    .variations(itsTables[2], stored)
    .rows.find((row) => /at most 200 epochs$/.test(String(row[1])))!;
  assert.deepEqual([short[2], short[4]], [3, '87.0 ± 0.0']);
  const withTerm = (row: string): string[] => {
    const first = varied.findIndex(([name]) => name === row);
    assert.deepEqual(varied[first + 1].slice(1, 3), ['prior term, τ = 0.99', 20]);
    return [first, first + 1].map((k) => String(varied[k][5]));
  };
  says(report, [
    `chooses 90 % on every seed and scores ${scores} %`,
    `a limit of 200 epochs a training leaves its choice at 87 % on all three seeds, with ${short[5]} %`,
    `lifts IMP from ${withTerm('IMP').join(' to ')} % and leaves DASH where it is, at ${list(withTerm('DASH'))} % (twenty seeds)`,
  ]);
});

test('notebook 07: what is behind the rows of the penalties', () => {
  const sectionOf = (table: number): TableSection =>
    sections.find(({ title }) => title.startsWith(`Table ${table}:`))!;
  const runsOf = (table: number, row: string): readonly StoredResult[] =>
    byRow(resultsOf(sectionOf(table).experiments, stored)).get(row)!;
  const text = (table: number, row: string, of: (result: StoredResult) => number, unit = 100): string =>
    meanAndSdText(meanAndSd(runsOf(table, row).map(of)), unit, unit === 1 ? 0 : 1);
  const share = ({ sparsity: zeros }: StoredResult): number => zeros;
  const sparse = (row: string, ...tables: number[]): string[] =>
    tables.map((table) => text(table, row, share).split(' ')[0]);
  const printed = (strategy: string, ...tables: number[]): string[] =>
    tables.map((table) =>
      paperOf(table)
        .find((row) => row.strategy === strategy)!
        .sparsityPercent.toFixed(1),
    );
  /** Where the trainings of a row would end, the mean over seeds, if an improvement by less counted as none: off the stored curves. */
  const endsAfter = (least: number, table: number, row: string): string => {
    const ends = runsOf(table, row).map(({ history, stopEpoch }) => {
      let [best, bestEpoch] = [Infinity, 0];
      for (const { epoch, validationLoss } of history) {
        if (validationLoss < best - least) [best, bestEpoch] = [validationLoss, epoch];
        if (epoch - bestEpoch >= 40) return epoch;
      }
      return stopEpoch;
    });
    return meanAndSd(ends).mean.toFixed(0);
  };
  const varied = (table: number, weight: string): string => {
    const lines = audits.variations(sectionOf(table), stored).rows;
    const line = lines.slice(lines.findIndex(([row]) => row === 'C-NODE')).find((one) => one[1] === weight)!;
    assert.equal(line[2], 3);
    if (table === 4) assert.equal(line[7], '500 ± 0');
    return String(line[4]);
  };
  /** Sparsity and accuracy of PathReg as published at a third of its weight. */
  const third = (table: number): string[] => {
    const lines = audits.variations(sectionOf(table), stored).rows;
    const line = lines.find((one) => one[1] === 'as the published code, weight 0.00003')!;
    assert.equal(line[2], 3);
    return [line[4], line[5]].map(String);
  };
  says(report, [
    `As it was run, L0 is ${list(sparse('l0-published', 1, 4, 5, 7))} % sparse on Tables 1, 4, 5 and 7 ` +
      `(paper: ${list(printed('l0', 1, 4, 5, 7))})`,
    `falls with the noise, ${list(sparse('c-node', 4, 1, 5))} % on Tables 4, 1 and 5 (paper: ${list(printed('c-node', 4, 1, 5))})`,
    `the epochs of Table 4, ${text(4, 'c-node', ({ bestEpoch }) => bestEpoch, 1)}, nearer to its 213 ± 5`,
    `C-NODE's trainings would end after ${list([1, 4, 5, 7].map((table) => endsAfter(2e-5, table, 'c-node')))} epochs on Tables 1, 4, 5 and 7`,
    `the unpruned model's on Table 4 would end after ${endsAfter(2e-5, 4, 'none')} (206), ` +
      `and PathReg's on Table 7 after ${endsAfter(2e-5, 7, 'path-reg')} (244)`,
    `sparser and better than printed, ${text(4, 'path-reg-published', share)} and ` +
      `${text(4, 'path-reg-published', ({ balancedAccuracy: score }) => score!)} % (59.7 and 64.2)`,
    `A third of the penalty's weight gives the paper's row there, ${third(4)[0]} and ${third(4)[1]} %, and on Tables 1 and 5 too dense a ` +
      `network, ${third(1)[0]} and ${third(5)[0]} % (${list(printed('path-reg', 1, 5))}`,
    `C-NODE is ${varied(4, 'weight 0.001')} % sparse without noise and ${varied(5, 'weight 0.001')} % with 10 % at a tenth of its weight, ` +
      `${varied(4, 'weight 0.1')} and ${varied(5, 'weight 0.1')} % at ten times`,
  ]);
  // As it was run, PathReg's sparsity and accuracy are the paper's on Tables 1, 5 and 7, and not on Table 4.
  const agree = (table: number): (boolean | null)[] =>
    paperCells([sectionOf(table)], stored, 'best')
      .filter(({ row, measure }) => row === 'path-reg-published' && /sparsity|Accuracy/.test(measure))
      .map(agrees);
  for (const table of [1, 5, 7]) assert.deepEqual(agree(table), [true, true]);
  assert.deepEqual(agree(4), [false, false]);
});

test('notebook 07: which test MSE', () => {
  const readings = audits.errorReadings(
    sections.filter(({ title }) => !title.includes('prior term')),
    stored,
  );
  says(report, [
    `off by ${cellOf(readings, 'clean roll-out', 'best epoch')}, about a quarter, at the best epoch and by ` +
      `${cellOf(readings, 'clean roll-out', 'last epoch')} at the last. Noisy pairs are off by ` +
      `${cellOf(readings, 'noisy pairs', 'best epoch')} and clean pairs by ${cellOf(readings, 'clean pairs', 'best epoch')}`,
  ]);
});

test('the exercises of 07: another meaning of ±, and what the two mixings come to', () => {
  const exercises = markdownOf('docs/exercises/07.md').replace(/\s+/g, ' ').replace(/ \| /g, '|');
  const off = paperCells(sections, stored, 'best').filter(
    (cell) => !isAsPublished(cell.row) && agrees(cell) === false,
  );
  const stillOff = off.filter(
    ({ ours, paper: theirs }) =>
      Math.abs(ours.mean - theirs.mean) > 2 * Math.hypot(ours.sd!, Math.sqrt(3) * theirs.sd!),
  );
  // Those that the answer names.
  const wouldAgree = off.filter((cell) => !stillOff.includes(cell));
  assert.deepEqual(
    wouldAgree.map(({ section, row, measure }) => `${section.split(':')[0]} ${row} ${measure}`),
    [
      ...['Table 1 l0 epochs', 'Table 1 path-reg balancedAccuracy', 'Table 5 c-node testMse'],
      ...['Table 7 c-node sparsity', 'Table 7 c-node testMse'],
    ],
  );
  const last = (row: string, of: Of): string => mean(row, of, 100, 1, 'last');
  const line = (row: string, epoch: Epoch): string =>
    [
      ...[rowLabel(row), epoch, mean(row, sparsity, 100, 1, epoch), mean(row, accuracy, 100, 1, epoch)],
      ...[mean(row, (one) => one.edges, 1, 0, epoch), mean(row, (one) => one.precision, 100, 1, epoch)],
    ]
      .join('|')
      .replace(/ /g, '');
  const cNodesError = (
    1000 *
    off.find(
      (cell) => cell.section.startsWith('Table 5') && cell.row === 'c-node' && cell.measure === 'testMse',
    )!.ours.mean
  ).toFixed(1);
  says(exercises, [
    `${cNodesError}e-3 "agrees" with 36.6e-3`,
    `of the ${off.length} numbers that do not agree (penalties as they are defined, best epoch) ${off.length - stillOff.length} would`,
    `(AUPRC ${mean('dash', (one) => one.auprc, 1, 3)} against ${mean('scale-matched', (one) => one.auprc, 1, 3)})`,
    `for ${mean('none', (one) => one.balancedAccuracyAtYouden, 100, 1)} %`,
    `for ${mean('none', accuracy, 100, 1)} %: that measure`,
  ]);
  assert.ok(last('dash', accuracy) > last('scale-matched', accuracy));
  const packed = exercises.replace(/ /g, '');
  for (const row of ['dash', 'scale-matched'])
    for (const epoch of ['best', 'last'] as const)
      assert.ok(packed.includes(line(row, epoch)), line(row, epoch));
});

interface Shown {
  readonly cell_type: string;
  readonly source: string | string[];
  readonly outputs?: readonly { readonly data?: Readonly<Record<string, string | string[]>> }[];
}

/** The cells of a table that a notebook computes, as it was stored: of the code cell that shows it. */
function storedTable(notebook: string, code: string): string[][] {
  const file = path.join(PROJECT, 'notebooks', `${notebook}.ipynb`);
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: Shown[] };
  const cell = cells.find((one) => [one.source].flat().join('').includes(code));
  const texts = (cell?.outputs ?? []).flatMap(({ data }) =>
    data?.['text/html'] ? [data['text/plain']] : [],
  );
  const lines = [texts[0] ?? ''].flat().join('').split('\n').slice(2);
  return lines.map((line) => line.split('|').map((one) => one.trim()).slice(1, -1)); // prettier-ignore
}

test('what is computed in the notebooks and typed below it is what they hold', () => {
  const correlations = storedTable('07-referees-report', 'with the prior alone');
  const of = (scores: string, matrix: string): string[] =>
    correlations.find((row) => row[0].startsWith(scores) && row[1] === matrix)!.slice(2);
  const [published, first] = [of('as-published', 'uS'), of('as-published', 'wS')];
  const [small, half] = ['scale-matched, λ = (0.05', 'scale-matched, λ = (0.5'].map((one) => of(one, 'uS'));
  says(report, [
    `follows the prior alone (${published[0]} with it, ${published[1]} with the weights)`,
    `follows the weights alone (${first[1]} and ${first[0]})`,
    `at 0.01 the second layer follows the weights (${small[1]} and ${small[0]}), at one half it follows both (${half[1]} and ${half[0]})`,
  ]);
  const toy = storedTable('01-synthetic', 'toyTitles');
  const accuracyOf = (name: string): number => Number.parseFloat(toy.find((row) => row[0] === name)![2]);
  const [prior, ...ways] = toy.map((row) => row[0]);
  for (const way of ways) assert.ok(accuracyOf(way) < accuracyOf(prior), way);
  const shown = (name: string): string => toy.find((row) => row[0].startsWith(name))![2];
  says(lesson, [
    `Magnitude ${shown('magnitude')} %, DASH as published ${shown('DASH as published')} %, scale-matched ${shown('DASH scale-matched')} %; ` +
      `the prior itself ${shown('the prior')} %`,
  ]);
});

test('notebook 01: who acts alike, in the stored models', async (t) => {
  const study = await loadStudyOf(completeExperiment({ dataset: 'sim350', noise: 0.05 }));
  if (!study.source.startsWith('published'))
    return t.skip('the published network is not at hand: npm run data');
  const truth = rowsOf(study.truth!);
  const regulators = [...new Set([...entriesOf(study.truth!)].map(([gene]) => gene))];
  const panels = new Map(
    (
      [
        ['4', 0],
        ['1', 0.05],
        ['5', 0.1],
      ] as const
    ).map(([table, noise]) => [noise, storedPanels(gridOf(table)[0])]),
  );
  const networkOf = (strategy: StrategyName, noise: 0 | 0.05 | 0.1): MatrixRows =>
    panels.get(noise)!.find(({ title }) => title === strategyLabel(strategy))!.network;
  const kept = (strategy: StrategyName, noise: 0 | 0.05 | 0.1) =>
    coregulationKept(networkOf(strategy, noise), truth, regulators);
  const [none, dash, bio, imp] = (['none', 'dash', 'bio', 'imp'] as const).map((one) => kept(one, 0.05));
  const [a, b] = (['alike', 'others'] as const).map((pairs) => (one: typeof none) => one[pairs].toFixed(2));
  says(lesson, [
    `that correlate above 0.3 there are ${none.pairs}`,
    `correlate by ${a(none)} in the unpruned model, and others by ${b(none)}; in DASH it is ${a(dash)} and ${b(dash)}, ` +
      `in BioPruning ${a(bio)} and ${b(bio)}, in IMP ${a(imp)} and ${b(imp)}`,
  ]);
  const resultOf = (strategy: StrategyName): StoredResult =>
    resultsOf([completeExperiment({ dataset: 'sim350', strategy, noise: 0.05 })], stored)[0];
  const auprcOf = (strategy: StrategyName): string => resultOf(strategy).auprc!.toFixed(3);
  const percentOfOne = (share: number | null): string => (100 * share!).toFixed(1);
  says(lesson, [
    `nearly the truth's points (AUPRC ${auprcOf('none')})`,
    `Post hoc pruning at ${(100 * resultOf('post-hoc').sparsity).toFixed(0)} % leaves the same picture`,
    `${percentOfOne(resultOf('c-node').balancedAccuracy)} %, as a dense model. Its ranking of the pairs (AUPRC ${auprcOf('c-node')}) ` +
      `is as good as DASH's (${auprcOf('dash')})`,
  ]);
  const [atNoNoise] = resultsOf(
    [completeExperiment({ dataset: 'sim350', strategy: 'post-hoc', noise: 0 })],
    stored,
  );
  says(report, [`post hoc pruning at ${(100 * atNoNoise.sparsity).toFixed(0)} % the blocks`]);
  for (const strategy of ['l0', 'path-reg'] as const) {
    for (const noise of [0, 0.05, 0.1] as const) {
      const { alike, others } = kept(strategy, noise);
      assert.ok(alike - others < 0.03, `no difference: ${strategy}, ${noise}`);
    }
  }
  for (const strategy of ['none', 'post-hoc', 'c-node', 'imp', 'bio', 'dash'] as const) {
    const { alike, others } = kept(strategy, 0.1);
    assert.ok(alike - others < 0.1, `hardly anything at 10 %: ${strategy}`);
  }
  const patterns = ([0, 0.05, 0.1] as const).flatMap((noise) =>
    (['l0', 'path-reg'] as const).map((strategy) => 100 * shareOfOnePattern(networkOf(strategy, noise))),
  );
  says(lesson, [
    `(${Math.min(...patterns).toFixed(0)} to ${Math.max(...patterns).toFixed(0)} % of the sum of squares)`,
  ]);
});

/** The square of the largest singular value over the sum of all squares. */
function shareOfOnePattern(network: MatrixRows): number {
  const matrix = Matrix.from1DArray(network.rows, network.cols, denseOf(network));
  const without = { computeLeftSingularVectors: false, computeRightSingularVectors: false };
  const squares = new SingularValueDecomposition(matrix, without).diagonal.map((value) => value ** 2);
  return squares[0] / squares.reduce((sum, square) => sum + square);
}

test('notebook 07: the unpruned model of Table 5 with a heavier prior term', () => {
  const printed = paperOf(5).find(({ strategy }) => strategy === 'none')!;
  const runs = (tau: number): StoredResult[] =>
    resultsOf(
      (tau === 0.99 ? [1, 2, 3, 4, 5] : [1, 2, 3]).map((seed) =>
        completeExperiment({ dataset: 'sim350', strategy: 'none', noise: 0.1, tau, seed }),
      ),
      stored,
    );
  const over = (tau: number, of: Of) =>
    meanAndSdOfKnown(runs(tau).map((result) => of(measuresOf(result, 'last')) ?? null))!;
  const measures = {
    sparsity,
    balancedAccuracy: accuracy,
    testMse: rollOut,
    epochs: (one) => one.epoch,
  } as const satisfies Record<string, Of>;
  const z = (tau: number, measure: keyof typeof measures): number => {
    const [ours, theirs] = [over(tau, measures[measure]), paperNumber(printed, measure)!];
    return (ours.mean - theirs.mean) / Math.hypot(ours.sd!, theirs.sd!);
  };
  const [lighter, heavier] = [0.99, 0.9].map((tau) => meanAndSdText(over(tau, measures.epochs), 1, 0));
  says(report, [
    `ours stops after ${lighter} epochs, the paper's after ${meanAndSdText(paperNumber(printed, 'epochs'), 1, 0)}`,
    `τ = 0.9 for 0.99, it is ${heavier} on three seeds (z = ${z(0.9, 'epochs').toFixed(1)} instead of ${z(0.99, 'epochs').toFixed(1)})`,
  ]);
  for (const measure of ['sparsity', 'balancedAccuracy', 'testMse'] as const) {
    assert.ok(Math.abs(z(0.9, measure)) <= 2, measure);
  }
});
