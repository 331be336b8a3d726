import type { Fold } from '../studies/fold-study';
import { chooseLambdas, type LambdaGrid } from '../training/cross-validation';
import type { Lambdas } from '../pruning/prior-knowledge';
import type { StoredResult } from '../experiments/result-store';
import { meanAndSd, meanAndSdOfKnown, meanAndSdText } from '../math/mean-and-sd';
import type { Table } from './tables';

/** One pair of lambdas and the folds that are trained, in their order. */
interface FoldedCell {
  readonly lambdas: Lambdas;
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
    cells.map(({ lambdas }) => lambdas),
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
  const rows = cellsOf(results).map(({ lambdas, results: folds }) => {
    const cell = grid?.cells.find(
      (one) => one.lambdas.lambda1 === lambdas.lambda1 && one.lambdas.lambda2 === lambdas.lambda2,
    );
    const loss = 1e3 * meanAndSd(folds.map(({ validationLoss }) => validationLoss)).mean;
    const accuracy = meanAndSdOfKnown(folds.map(({ balancedAccuracy }) => balancedAccuracy));
    return [
      String(lambdas.lambda1),
      String(lambdas.lambda2),
      String(folds.length),
      loss.toFixed(3) + (cell === undefined ? '' : ` ± ${(1e3 * cell.standardError).toFixed(3)}`),
      grid && cell ? remarkOn(cell, grid) : '',
      meanAndSdText(meanAndSd(folds.map(({ sparsity }) => sparsity)), 100, 1),
      meanAndSdText(accuracy, 100, 1),
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

function remarkOn({ lambdas, mean }: LambdaGrid['cells'][number], grid: LambdaGrid): string {
  const is = (other: Lambdas): boolean =>
    lambdas.lambda1 === other.lambda1 && lambdas.lambda2 === other.lambda2;
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
      lambdas: { lambda1, lambda2 },
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
