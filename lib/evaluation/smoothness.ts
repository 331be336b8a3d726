/** How alike values a number of steps apart are. */
export interface LagDifference {
  /** Steps between two recorded times. */
  readonly lag: number;
  /** Mean squared difference of values so far apart, over genes and times. */
  readonly difference: number;
  /** The same over that of one step. Of independent values it is 1 at every lag, of a smooth curve about the lag squared. */
  readonly overOneStep: number;
  /** 1 - difference / (2 variance), the variance being the genes' mean: 1 of values that are alike, 0 of independent ones. */
  readonly autocorrelation: number;
}

/** How smooth a series is. */
export interface Smoothness {
  readonly lags: readonly LagDifference[];
  /** The first lag at which the autocorrelation is below 1 / e; null where it is above that at every lag looked at. */
  readonly correlationLength: number | null;
  /** Mean squared second difference over the mean squared difference of one step: 3 of independent values, near 0 of a smooth curve. */
  readonly secondDifference: number;
}

/**
 * Whether neighbours of a series are measurements of their own, or a smoothed curve read off at many times: its squared differences
 * by lag, and its correlation length.
 *
 * @param values genes x times, row-major, without a gap; the times in order and about evenly spaced
 * @param most the largest lag that is looked at: a third of the times unless told
 * @throws RangeError for fewer than three times, values that do not fill the matrix, or one that is missing
 */
export function smoothnessOf(
  { values, times }: { readonly values: ArrayLike<number>; readonly times: ArrayLike<number> },
  most = Math.floor(times.length / 3),
): Smoothness {
  const count = times.length;
  if (count < 3 || values.length === 0 || values.length % count !== 0) {
    throw new RangeError(`${values.length} values do not fill genes x ${count} times, 3 or more`);
  }
  if (Array.prototype.some.call(values, Number.isNaN))
    throw new RangeError('a value of the series is missing');
  const squaresOf = (lag: number): number =>
    meanSquare(values, count, lag, (at) => values[at + lag] - values[at]);
  const first = squaresOf(1);
  const variance = meanVariance(values, count);
  const lags = Array.from({ length: Math.min(most, count - 1) }, (_, k): LagDifference => {
    const difference = squaresOf(k + 1);
    return {
      lag: k + 1,
      difference,
      overOneStep: difference / first,
      autocorrelation: 1 - difference / (2 * variance),
    };
  });
  const bends = meanSquare(values, count, 2, (at) => values[at + 2] - 2 * values[at + 1] + values[at]);
  return {
    lags,
    correlationLength: lags.find(({ autocorrelation }) => autocorrelation < 1 / Math.E)?.lag ?? null,
    secondDifference: bends / first,
  };
}

/** The mean square of something at every place of every row that has `reach` more after it. */
function meanSquare(
  values: ArrayLike<number>,
  count: number,
  reach: number,
  of: (at: number) => number,
): number {
  let sum = 0;
  for (let row = 0; row < values.length; row += count) {
    for (let at = row; at + reach < row + count; at++) sum += of(at) ** 2;
  }
  return sum / ((values.length / count) * (count - reach));
}

/** The variance of a row over time, a mean over rows. */
function meanVariance(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  for (let row = 0; row < values.length; row += count) {
    let [mean, squares] = [0, 0];
    for (let at = row; at < row + count; at++) mean += values[at] / count;
    for (let at = row; at < row + count; at++) squares += (values[at] - mean) ** 2;
    sum += squares / count;
  }
  return sum / (values.length / count);
}
