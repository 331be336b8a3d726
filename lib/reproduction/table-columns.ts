import type { PaperTable } from './paper';
import { spreadText, type Spread } from '../math/spread';
import type { Yardstick } from './yardstick-rows';

type PaperRow = PaperTable['rows'][number];

/** One strategy over its seeds, at one of the two models that are reported. */
export interface ComparisonRow {
  readonly strategy: string;
  /** The best validation epoch, or the one the run stopped at. */
  readonly model: 'best' | 'last';
  readonly seeds: number;
  readonly epoch: Spread;
  /** Shares in [0, 1]. */
  readonly sparsity: Spread;
  readonly balancedAccuracy: Spread | null;
  /** Balanced accuracy within the rows of the assayed regulators; null where all rows are known. */
  readonly assayed: Spread | null;
  /** Mean number of targets of a gene. */
  readonly outDegree: Spread;
  readonly deadGenes: Spread;
  /** Test MSE from t_0 on (clean data), and over the pairs as recorded. */
  readonly rollOut: Spread;
  readonly noisyPairs: Spread;
  /** The paper's row of this strategy, of the kind that the section's table has. */
  readonly paper: PaperTable['rows'][number] | null;
}

/** One column of a comparison: ours, or the paper's, and what the trivial predictors have in it. */
export interface Column {
  readonly title: string;
  readonly ours?: (row: ComparisonRow) => string;
  readonly theirs?: (row: PaperRow) => string;
  readonly yardstick?: (yardstick: Yardstick) => string;
}

const percent = (title: string, of: (row: ComparisonRow) => ComparisonRow['balancedAccuracy']): Column => ({
  title,
  ours: (row) => spreadText(of(row), 100, 1),
});
const sparsity = percent('sparsity %', (row) => row.sparsity);
const balancedAccuracy: Column = {
  ...percent('balanced accuracy %', (row) => row.balancedAccuracy),
  yardstick: (yardstick) => spreadText(yardstick.balancedAccuracy, 100, 1),
};
const assayed: Column = {
  ...percent('within assayed rows %', (row) => row.assayed),
  yardstick: (yardstick) => spreadText(yardstick.assayed, 100, 1),
};
const outDegree: Column = { title: 'out-degree', ours: (row) => spreadText(row.outDegree, 1, 0) };
const deadGenes: Column = { title: 'dead genes', ours: (row) => spreadText(row.deadGenes, 1, 0) };
const testMse = (mseUnit: number): Column => ({
  title: `test ${mse(mseUnit)}`,
  ours: (row) => spreadText(row.noisyPairs, 1 / mseUnit, 2),
  yardstick: (yardstick) => spreadText(yardstick.testMse, 1 / mseUnit, 2),
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
    { title: `roll-out ${mse(unit)}`, ours: (row) => spreadText(row.rollOut, 1 / unit, 2) },
    { title: `noisy pairs ${mse(unit)}`, ours: (row) => spreadText(row.noisyPairs, 1 / unit, 2) },
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
