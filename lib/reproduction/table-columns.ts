import type { PaperTable } from './paper';
import { meanAndSdText, type MeanAndSd } from '../math/mean-and-sd';
import type { BaselineRow } from './baseline-rows';

type PaperRow = PaperTable['rows'][number];

/** One strategy over its seeds, at one of the two models that are reported. */
export interface ComparisonRow {
  readonly strategy: string;
  /** The best validation epoch, or the one the run stopped at. */
  readonly model: 'best' | 'last';
  readonly seeds: number;
  readonly epoch: MeanAndSd;
  /** Shares in [0, 1]. */
  readonly sparsity: MeanAndSd;
  readonly balancedAccuracy: MeanAndSd | null;
  /** Balanced accuracy within the rows of the assayed regulators; null where all rows are known. */
  readonly assayed: MeanAndSd | null;
  /** Mean number of targets of a gene. */
  readonly outDegree: MeanAndSd;
  readonly deadGenes: MeanAndSd;
  /** Test MSE from t_0 on (clean data), and over the pairs as recorded. */
  readonly rollOut: MeanAndSd;
  readonly noisyPairs: MeanAndSd;
  /** The paper's row of this strategy, of the kind that the section's table has. */
  readonly paper: PaperTable['rows'][number] | null;
}

/** One column of a comparison: ours, or the paper's, and what the trivial predictors have in it. */
export interface Column {
  readonly title: string;
  readonly ours?: (row: ComparisonRow) => string;
  readonly theirs?: (row: PaperRow) => string;
  readonly baseline?: (baseline: BaselineRow) => string;
}

const percent = (title: string, of: (row: ComparisonRow) => ComparisonRow['balancedAccuracy']): Column => ({
  title,
  ours: (row) => meanAndSdText(of(row), 100, 1),
});
const sparsity = percent('sparsity %', (row) => row.sparsity);
const balancedAccuracy: Column = {
  ...percent('balanced accuracy %', (row) => row.balancedAccuracy),
  baseline: (baseline) => meanAndSdText(baseline.balancedAccuracy, 100, 1),
};
const assayed: Column = {
  ...percent('within assayed rows %', (row) => row.assayed),
  baseline: (baseline) => meanAndSdText(baseline.assayed, 100, 1),
};
const outDegree: Column = { title: 'out-degree', ours: (row) => meanAndSdText(row.outDegree, 1, 0) };
const deadGenes: Column = { title: 'dead genes', ours: (row) => meanAndSdText(row.deadGenes, 1, 0) };
const testMse = (mseUnit: number): Column => ({
  title: `test ${mse(mseUnit)}`,
  ours: (row) => meanAndSdText(row.noisyPairs, 1 / mseUnit, 2),
  baseline: (baseline) => meanAndSdText(baseline.testMse, 1 / mseUnit, 2),
});

const mse = (unit: number): string => `MSE ${unit.toExponential()}`;
const paperSparsity = (digits: number): Column => ({
  title: 'paper: sparsity %',
  theirs: (row) => row.sparsityPercent.toFixed(digits),
});
const paperAccuracy = (digits: number): Column => ({
  title: 'balanced accuracy %',
  theirs: (row) => ('balancedAccuracyPercent' in row ? row.balancedAccuracyPercent.toFixed(digits) : ''),
});
const paperOutDegree: Column = {
  title: 'out-degree',
  theirs: (row) => ('averageOutDegree' in row ? row.averageOutDegree.toFixed(0) : ''),
};
const paperMse = (mseUnit: number, digits: number): Column => ({
  title: mse(mseUnit),
  theirs: (row) => (row.testMse / mseUnit).toFixed(digits),
});
const paperEpochs: Column = {
  title: 'epochs',
  theirs: (row) => ('epochs' in row && row.epochs !== null ? String(row.epochs) : ''),
};

/** The columns of a kind of table, after those that name a row; errors in the unit that the paper prints. */
export const COLUMNS: Readonly<Record<PaperTable['kind'], (mseUnit: number) => readonly Column[]>> = {
  simulated: (unit) => [
    sparsity,
    balancedAccuracy,
    { title: `roll-out ${mse(unit)}`, ours: (row) => meanAndSdText(row.rollOut, 1 / unit, 2) },
    { title: `noisy pairs ${mse(unit)}`, ours: (row) => meanAndSdText(row.noisyPairs, 1 / unit, 2) },
    paperSparsity(1),
    paperAccuracy(1),
    paperMse(unit, 1),
    paperEpochs,
  ],
  'breast-cancer': (unit) => [
    sparsity,
    deadGenes,
    balancedAccuracy,
    assayed,
    outDegree,
    testMse(unit),
    paperSparsity(2),
    paperAccuracy(2),
    paperMse(unit, 2),
  ],
  'bone-marrow': (unit) => [
    sparsity,
    deadGenes,
    outDegree,
    testMse(unit),
    paperSparsity(2),
    paperOutDegree,
    paperMse(unit, 2),
  ],
};
