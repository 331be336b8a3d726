import type { PaperRow, PaperTable } from '../paper/paper';
import { meanAndSdText, type Sample } from '../../math/mean-and-sd';
import { intervalText } from '../../math/mean-interval';
import type { BaselineRow } from './baseline-rows';

/** One row of a table over its seeds, at one of the two models that are reported. */
export interface ComparisonRow {
  /** The strategy, `scale-matched`, or `l0-published` and the like (`rowOf`). */
  readonly strategy: string;
  /** The best validation epoch, or the one the run stopped at. */
  readonly model: 'best' | 'last';
  readonly seeds: number;
  readonly epoch: Sample;
  /** Where the run stopped, whichever model is reported. */
  readonly stopEpoch: Sample;
  /** Shares in [0, 1]. */
  readonly sparsity: Sample;
  readonly balancedAccuracy: Sample | null;
  /** Balanced accuracy within the rows of the assayed regulators; null where all rows are known. */
  readonly assayed: Sample | null;
  /** Mean number of targets of a gene. */
  readonly outDegree: Sample;
  readonly deadGenes: Sample;
  /** Ordered pairs with an effect, and the share of them that is true; null without a truth, and for results of before they were counted. */
  readonly edges: Sample | null;
  readonly precision: Sample | null;
  /** Test MSE from t_0 on (clean data), and over the pairs as recorded. */
  readonly rollOut: Sample;
  readonly noisyPairs: Sample;
  /**
   * The same two of the model whose edges are counted, where that is another one: one draw of the gates, as the published scripts
   * predict with it. Null elsewhere.
   */
  readonly drawRollOut: Sample | null;
  readonly drawNoisyPairs: Sample | null;
  /** The paper's row of this strategy, of the kind that the section's table has. */
  readonly paper: PaperRow | null;
}

/** One column of a comparison: what our rows, the paper's and those of the trivial predictors have in it. */
export interface Column {
  readonly title: string;
  /** The paper's table has no such column. */
  readonly beside?: true;
  readonly ours: (row: ComparisonRow) => string;
  readonly theirs?: (row: PaperRow) => string;
  readonly baseline?: (baseline: BaselineRow) => string;
}

/** A column that the paper's table does not have. */
const beside = (column: Column): Column => ({ ...column, beside: true });

/** A column that it has, and what stands there. */
const withTheirs = (column: Column, theirs: (row: PaperRow) => string): Column => ({ ...column, theirs });

/** Mean ± sd over the seeds, and behind it the 95 % interval of the mean. */
const spread = (
  title: string,
  of: (row: ComparisonRow) => Sample | null,
  unit: number,
  digits: number,
): Column => ({
  title,
  ours: (row) => `${meanAndSdText(of(row), unit, digits)} ${intervalText(of(row), unit, digits)}`.trim(),
});
const percent = (title: string, of: (row: ComparisonRow) => Sample | null): Column =>
  spread(title, of, 100, 1);
/** The epoch of the reported model. */
const epoch: Column = { title: 'epoch', ours: (row) => meanAndSdText(row.epoch, 1, 0) };
const withPaperEpochs = withTheirs(epoch, (row) =>
  'epochs' in row && row.epochs !== null ? printed(row.epochs, row.sd.epochs, 0) : '',
);
const sparsity = (digits: number): Column =>
  withTheirs(
    percent('sparsity %', (row) => row.sparsity),
    (row) => printed(row.sparsityPercent, 'sd' in row ? row.sd.sparsityPercent : null, digits),
  );
const balancedAccuracy = (digits: number): Column => ({
  ...percent('balanced accuracy %', (row) => row.balancedAccuracy),
  theirs: (row) =>
    'balancedAccuracyPercent' in row
      ? printed(row.balancedAccuracyPercent, 'sd' in row ? row.sd.balancedAccuracyPercent : null, digits)
      : '',
  baseline: (baseline) => meanAndSdText(baseline.balancedAccuracy, 100, 1),
});
const assayed: Column = {
  ...beside(percent('within assayed rows %', (row) => row.assayed)),
  baseline: (baseline) => meanAndSdText(baseline.assayed, 100, 1),
};
const outDegree = withTheirs(
  spread('out-degree', (row) => row.outDegree, 1, 0),
  (row) => ('averageOutDegree' in row ? row.averageOutDegree.toFixed(0) : ''),
);
const deadGenes = beside({ title: 'dead genes', ours: (row) => meanAndSdText(row.deadGenes, 1, 0) });
const edges = beside(spread('edges', (row) => row.edges, 1, 0));
const precision = beside(percent('precision %', (row) => row.precision));
const mse = (unit: number): string => `MSE ${unit.toExponential()}`;
const paperMse =
  (unit: number, digits: number) =>
  (row: PaperRow): string =>
    printed(row.testMse / unit, 'sd' in row ? row.sd.testMse / unit : null, digits);
const testMse = (unit: number): Column => ({
  ...withTheirs(
    spread(`test ${mse(unit)}`, (row) => row.noisyPairs, 1 / unit, 2),
    paperMse(unit, 2),
  ),
  baseline: (baseline) => meanAndSdText(baseline.testMse, 1 / unit, 2),
});
/** The paper does not say which error it prints; this one is nearest to it. */
const rollOut = (unit: number): Column =>
  withTheirs(
    spread(`roll-out ${mse(unit)}`, (row) => row.rollOut, 1 / unit, 2),
    paperMse(unit, 1),
  );

/** A number of the paper as it prints it: a ± below what its digits show has digits of its own ("87.0 ± 0.01"). */
export function printed(mean: number, sd: number | null, digits: number): string {
  if (sd === null) return mean.toFixed(digits);
  const shown = sd.toFixed(digits);
  return `${mean.toFixed(digits)} ± ${Number(shown) === 0 && sd > 0 ? sd.toPrecision(1) : shown}`;
}

/** Errors of the model whose edges are counted, where it is not the one that predicts. */
const ofDraw = (unit: number): Column => ({
  title: 'one draw of gates: roll-out, noisy pairs',
  beside: true,
  ours: ({ drawRollOut, drawNoisyPairs }) =>
    [drawRollOut, drawNoisyPairs]
      .map((sample) => meanAndSdText(sample, 1 / unit, 2))
      .filter((text) => text !== '')
      .join(', '),
});

/** The columns of a kind of table, after those that name a row; errors in the unit that the paper prints. */
export const COLUMNS: Readonly<Record<PaperTable['kind'], (mseUnit: number) => readonly Column[]>> = {
  simulated: (unit) => [
    withPaperEpochs,
    sparsity(1),
    balancedAccuracy(1),
    rollOut(unit),
    beside(spread(`noisy pairs ${mse(unit)}`, (row) => row.noisyPairs, 1 / unit, 2)),
    edges,
    precision,
    ofDraw(unit),
  ],
  'breast-cancer': (unit) => [
    epoch,
    sparsity(2),
    deadGenes,
    balancedAccuracy(2),
    assayed,
    outDegree,
    testMse(unit),
  ],
  'bone-marrow': (unit) => [epoch, sparsity(2), deadGenes, outDegree, testMse(unit)],
};
