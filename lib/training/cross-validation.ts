import { requireShares, type Lambdas } from '../pruning/prior-knowledge';
import { oneStandardErrorRule } from './one-standard-error';

/** One pair (lambda_1, lambda_2) of the grid. */
export interface LambdaCell {
  readonly lambdas: Lambdas;
  /** Validation MSE of each fold. */
  readonly losses: readonly number[];
  readonly mean: number;
  readonly standardError: number;
}

/** A cross-validation, finished or ended early. */
export interface LambdaGrid {
  /** In the order of the grid; those trained on every fold. */
  readonly cells: readonly LambdaCell[];
  /** Chosen by the one-standard-error rule. */
  readonly chosen: Lambdas;
  /** The cell with the lowest mean. */
  readonly lowest: Lambdas;
  /** Lowest mean plus its standard error. */
  readonly threshold: number;
  /** Of one that was ended early the pairs that were not trained on every fold, and so took no part. */
  readonly unfinished?: readonly Lambdas[];
}

/** How many folds, and which of the cells that the data cannot tell apart is taken. */
export interface CrossValidationOptions {
  readonly folds: number;
  /**
   * `strongest` (the default) takes the cell with most prior, lambda_1 + lambda_2, within one standard error: what the data do
   * not contradict is left to what is known. `weakest` takes the one that leans on the prior least.
   */
  readonly prefer?: 'strongest' | 'weakest';
}

/** All pairs of two lists of lambdas, lambda_1 slowest. */
export function lambdaPairs(first: readonly number[], second: readonly number[]): Lambdas[] {
  return first.flatMap((one) => second.map((two) => ({ lambda1: one, lambda2: two })));
}

/**
 * Lambda by K-fold cross-validation (Appendix B.4): every cell of the grid is trained once a fold, and of the cells whose mean
 * validation MSE is within one standard error of the lowest the preferred one is chosen.
 *
 * @param trainOne trains on all folds but this one (from 0) and resolves to the MSE over it, or to null where it was not trained to
 *   its end. All trainings are asked for at once, so that the callback may run several side by side; the outcome does not depend on
 *   their order.
 * @throws Error where no cell was trained on every fold; RangeError for an empty grid, a share outside [0, 1], a cell given twice, or fewer than two folds; what `trainOne`
 *   rejects with
 */
export async function crossValidate(
  grid: readonly Lambdas[],
  trainOne: (fold: number, lambdas: Lambdas) => Promise<number | null>,
  { folds, prefer }: CrossValidationOptions,
): Promise<LambdaGrid> {
  if (!Number.isSafeInteger(folds) || folds < 2) {
    throw new RangeError(`a cross-validation has 2 folds or more, not ${folds}`);
  }
  checkGrid(grid);
  const losses = await Promise.all(
    grid.map((lambdas) => Promise.all(Array.from({ length: folds }, (_, fold) => trainOne(fold, lambdas)))),
  );
  const complete = grid.flatMap((lambdas, k) =>
    losses[k].every((loss) => loss !== null) ? [{ lambdas, losses: losses[k] as number[] }] : [],
  );
  if (complete.length === 0) {
    const trained = losses.flat().filter((loss) => loss !== null).length;
    throw new Error(
      `ended before any pair of lambdas was trained on all ${folds} folds (${trained} of ${grid.length * folds} trainings are done), ` +
        'so that none can be chosen: run it again and let it go on for longer, or try fewer pairs',
    );
  }
  const chosen = chooseLambdas(
    complete.map(({ lambdas }) => lambdas),
    complete.map((cell) => cell.losses),
    prefer,
  );
  const unfinished = grid.filter((_, k) => losses[k].includes(null));
  return unfinished.length === 0 ? chosen : { ...chosen, unfinished };
}

/**
 * The choice out of a table of validation losses: one row a cell of the grid, one loss a fold, two folds at least.
 * @throws RangeError for an empty grid, a share outside [0, 1], a cell given twice, and what `oneStandardErrorRule` refuses
 */
export function chooseLambdas(
  grid: readonly Lambdas[],
  losses: readonly (readonly number[])[],
  prefer: CrossValidationOptions['prefer'] = 'strongest',
): LambdaGrid {
  checkGrid(grid);
  const weight = (k: number): number => grid[k].lambda1 + grid[k].lambda2;
  const order = grid
    .map((_, k) => k)
    .sort((a, b) => (prefer === 'strongest' ? weight(b) - weight(a) : weight(a) - weight(b)) || a - b);
  const choice = oneStandardErrorRule(order.map((k) => losses[k]));
  const place = new Map(order.map((k, rank) => [k, rank]));
  const cells = grid.map((lambdas, k): LambdaCell => {
    const rank = place.get(k) as number;
    return {
      lambdas,
      losses: losses[k],
      mean: choice.means[rank],
      standardError: choice.standardErrors[rank],
    };
  });
  return {
    cells,
    chosen: grid[order[choice.chosen]],
    lowest: grid[order[choice.lowest]],
    threshold: choice.threshold,
  };
}

function checkGrid(grid: readonly Lambdas[]): void {
  if (grid.length === 0) throw new RangeError('the grid has no cell');
  const seen = new Set<string>();
  for (const lambdas of grid) {
    requireShares(lambdas);
    const name = `(${lambdas.lambda1}, ${lambdas.lambda2})`;
    if (seen.has(name)) throw new RangeError(`the cell ${name} is given twice`);
    seen.add(name);
  }
}
