/** What the rule chose among candidates, and by which numbers. */
export interface OneStandardErrorChoice {
  /** Index of the chosen candidate. */
  readonly chosen: number;
  /** Index of the candidate with the lowest mean. */
  readonly lowest: number;
  /** Lowest mean plus its standard error: what the chosen one does not exceed. */
  readonly threshold: number;
  readonly means: readonly number[];
  /** Standard error of each mean: sd (with n - 1) / sqrt(n). */
  readonly standardErrors: readonly number[];
}

/**
 * The one-standard-error rule (Breiman et al. 1984): not the candidate with the lowest mean loss, but the most preferred one
 * whose mean is within one standard error of it, for a difference that small may be chance.
 *
 * @param losses one row a candidate, the most preferred (sparsest, simplest) first; its repeats or folds, at least two
 * @throws RangeError for no candidate, fewer than two losses of one, or a loss that is not finite
 */
export function oneStandardErrorRule(losses: readonly (readonly number[])[]): OneStandardErrorChoice {
  if (losses.length === 0) throw new RangeError('there is no candidate to choose from');
  losses.forEach((row, candidate) => {
    if (row.length < 2) {
      throw new RangeError(`candidate ${candidate} has ${row.length} loss: a standard error needs two`);
    }
    const odd = row.find((loss) => !Number.isFinite(loss));
    if (odd !== undefined) throw new RangeError(`candidate ${candidate} has the loss ${odd}`);
  });
  const means = losses.map((row) => row.reduce((sum, loss) => sum + loss, 0) / row.length);
  const standardErrors = losses.map((row, candidate) => {
    const squares = row.reduce((sum, loss) => sum + (loss - means[candidate]) ** 2, 0);
    return Math.sqrt(squares / (row.length - 1) / row.length);
  });
  const lowest = means.indexOf(means.reduce((a, b) => Math.min(a, b)));
  const threshold = means[lowest] + standardErrors[lowest];
  return {
    chosen: means.findIndex((mean) => mean <= threshold),
    lowest,
    threshold,
    means,
    standardErrors,
  };
}
