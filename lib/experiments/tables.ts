import type { PaperRow } from '../evaluation/paper';
import type { Section } from './grids';
import type { Measures } from './result';
import { resultsOf, type StoredResult } from './result-store';
import { spreadOf, type Spread } from './spread';

/** A table's cells; numbers are to be shown as they are. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

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
  /** Test MSE from t_0 on (clean data), and over the pairs as recorded. */
  readonly rollOut: Spread;
  readonly noisyPairs: Spread;
  /** The paper's row of this strategy. */
  readonly paper: PaperRow | null;
}

/** The measures of a result's best validation epoch, or of its last one; `epoch` is then the one that the run stopped at. */
export function measuresOf(result: StoredResult, model: 'best' | 'last'): Omit<Measures, 'outsidePrior'> {
  return model === 'last'
    ? { ...result.last, epoch: result.stopEpoch }
    : { ...result, epoch: result.bestEpoch };
}

/** Two rows a strategy of the section that has results: its best and its last epoch, mean and sd over seeds. */
export function comparisonRows(section: Section, stored: ReadonlyMap<string, StoredResult>): ComparisonRow[] {
  const results = resultsOf(section.experiments, stored);
  const strategies = [...new Set(results.map(({ configuration }) => configuration.strategy))];
  return strategies.flatMap((strategy) => {
    const ofStrategy = results.filter(({ configuration }) => configuration.strategy === strategy);
    const paper = section.paper?.rows.find((row) => row.strategy === strategy) ?? null;
    return (['best', 'last'] as const).map((model): ComparisonRow => {
      const measures = ofStrategy.map((result) => measuresOf(result, model));
      const accuracies = measures.flatMap(({ balancedAccuracy }) => balancedAccuracy ?? []);
      return {
        strategy,
        model,
        seeds: measures.length,
        epoch: spreadOf(measures.map(({ epoch }) => epoch)),
        sparsity: spreadOf(measures.map(({ sparsity }) => sparsity)),
        balancedAccuracy: accuracies.length > 0 ? spreadOf(accuracies) : null,
        rollOut: spreadOf(measures.map(({ testMse }) => testMse.rollOut)),
        noisyPairs: spreadOf(measures.map(({ testMse }) => testMse.noisyPairs)),
        paper,
      };
    });
  });
}

/**
 * The section's table, ours (mean ± sd over seeds) beside the paper's, in the paper's units: per cent, per cent, 1e-3. The
 * epoch of a "last" row is the one the run stopped at; the paper says neither of its test error nor of its epoch which it is.
 */
export function comparisonTable(section: Section, stored: ReadonlyMap<string, StoredResult>): Table {
  const rows = comparisonRows(section, stored).map(
    ({ strategy, model, seeds, epoch, sparsity, balancedAccuracy, rollOut, noisyPairs, paper }) => [
      model === 'best' ? strategy : '',
      model,
      String(seeds),
      spreadText(epoch, 1, 0),
      spreadText(sparsity, 100, 1),
      spreadText(balancedAccuracy, 100, 1),
      spreadText(rollOut, 1000, 2),
      spreadText(noisyPairs, 1000, 2),
      ...(model === 'best' && paper !== null
        ? [
            paper.sparsityPercent.toFixed(1),
            paper.balancedAccuracyPercent.toFixed(1),
            (1000 * paper.testMse).toFixed(1),
            paper.epochs === null ? '' : String(paper.epochs),
          ]
        : ['', '', '', '']),
    ],
  );
  return {
    columns: [
      'strategy',
      'epoch',
      'seeds',
      'number',
      'sparsity %',
      'balanced accuracy %',
      'roll-out MSE 1e-3',
      'noisy pairs MSE 1e-3',
      'paper: sparsity %',
      'balanced accuracy %',
      'MSE 1e-3',
      'epochs',
    ],
    rows,
  };
}

/** "95.1 ± 0.4", a single value alone, nothing for null. */
export function spreadText(spread: Spread | null, unit: number, digits: number): string {
  if (spread === null) return '';
  const text = (value: number): string => (unit * value).toFixed(digits);
  return spread.sd === null ? text(spread.mean) : `${text(spread.mean)} ± ${text(spread.sd)}`;
}
