import type { Fold } from '../studies/fold-study';
import { chooseLambdas, type LambdaGrid } from '../training/cross-validation';
import type { PriorShares } from '../pruning/dash-scores';
import type { StoredResult } from '../experiments/result-store';
import { spreadOf, spreadOfKnown, spreadText } from '../math/spread';
import type { Table } from './tables';

/** One pair of lambdas and the folds that are trained, in their order. */
interface FoldedCell {
  readonly shares: PriorShares;
  readonly results: readonly StoredResult[];
  /** Whether no fold is missing. */
  readonly complete: boolean;
}

/**
 * A cross-validation over lambda (Appendix B.4) out of stored trainings: the cells that have all their folds, and what the
 * one-standard-error rule chooses among them, by the validation MSE of each fold's best epoch. Null where no cell is
 * complete.
 * @throws RangeError for results that are no folds, or of another number of folds
 */
export function storedLambdaGrid(results: readonly StoredResult[]): LambdaGrid | null {
  const cells = cellsOf(results).filter(({ complete }) => complete);
  if (cells.length === 0) return null;
  return chooseLambdas(
    cells.map(({ shares }) => shares),
    cells.map((cell) => cell.results.map(({ validationLoss }) => validationLoss)),
  );
}

/**
 * The same as a table, a row a cell, with what its models came to where the truth is known: validation has not seen it. A cell
 * that misses a fold has its mean over those that are there, and takes no part in the choice.
 * @throws RangeError as `storedLambdaGrid`
 */
export function lambdaTable(results: readonly StoredResult[]): Table {
  const grid = storedLambdaGrid(results);
  const rows = cellsOf(results).map(({ shares, results: folds }) => {
    const cell = grid?.cells.find(
      (one) => one.shares.first === shares.first && one.shares.second === shares.second,
    );
    const loss = 1e3 * spreadOf(folds.map(({ validationLoss }) => validationLoss)).mean;
    const accuracy = spreadOfKnown(folds.map(({ balancedAccuracy }) => balancedAccuracy));
    return [
      String(shares.first),
      String(shares.second),
      String(folds.length),
      loss.toFixed(3) + (cell === undefined ? '' : ` ± ${(1e3 * cell.standardError).toFixed(3)}`),
      grid && cell ? remarkOn(cell, grid) : '',
      spreadText(spreadOf(folds.map(({ sparsity }) => sparsity)), 100, 1),
      spreadText(accuracy, 100, 1),
    ];
  });
  return {
    columns: [
      'lambda 1',
      'lambda 2',
      'folds',
      'validation MSE 1e-3 (± standard error)',
      'by the rule',
      'sparsity %',
      'balanced accuracy %',
    ],
    rows,
  };
}

function remarkOn({ shares, mean }: LambdaGrid['cells'][number], grid: LambdaGrid): string {
  const is = (other: PriorShares): boolean => shares.first === other.first && shares.second === other.second;
  const remarks = [
    ...(is(grid.chosen) ? ['chosen'] : []),
    ...(is(grid.lowest) ? ['lowest'] : mean <= grid.threshold ? ['within one standard error'] : []),
  ];
  return remarks.join(', ');
}

/** Results by their lambdas, in the order of the first of each; its folds in their order. */
function cellsOf(results: readonly StoredResult[]): FoldedCell[] {
  const folds = new Map(results.map((result) => [result, foldOf(result)]));
  const counts = new Set([...folds.values()].map(({ of }) => of));
  if (counts.size > 1) throw new RangeError(`one cross-validation has folds of ${[...counts].join(' and ')}`);
  const cells = new Map<string, StoredResult[]>();
  for (const result of results) {
    const { lambda1, lambda2 } = result.configuration;
    const name = `${lambda1} ${lambda2}`;
    cells.set(name, [...(cells.get(name) ?? []), result]);
  }
  return [...cells.values()].map((cell) => {
    const { lambda1, lambda2 } = cell[0].configuration;
    const index = (result: StoredResult): number => (folds.get(result) as Fold).index;
    return {
      shares: { first: lambda1, second: lambda2 },
      results: [...cell].sort((a, b) => index(a) - index(b)),
      complete: new Set(cell.map(index)).size === (folds.get(cell[0]) as Fold).of,
    };
  });
}

function foldOf({ configuration: { fold, strategy, seed } }: StoredResult): Fold {
  if (fold === undefined) {
    throw new RangeError(`the result of ${strategy}, seed ${seed}, is no fold of a cross-validation`);
  }
  return fold;
}
