import type { Series } from './study';

/**
 * The unit of training: expression at one recorded time and at the next, never a roll-out (section 2 of the paper's
 * appendix on training). Pair p of a set with n genes holds its values at p n .. (p + 1) n of `start` and `target`.
 */
export interface Pairs {
  readonly genes: number;
  readonly count: number;
  /** count x genes: g(t_i), the recorded (noisy) value unless `clean` was asked for. */
  readonly start: Float32Array;
  /** count x genes: g(t_{i+1}). */
  readonly target: Float32Array;
  /** t_{i+1} - t_i, count. */
  readonly intervals: Float32Array;
  /** Which of the series each pair came from, count. */
  readonly series: Int32Array;
}

/** All consecutive pairs of some series. @throws RangeError for a series of fewer than two times or unequal gene counts. */
export function pairsOf(series: readonly Series[], values: 'recorded' | 'clean' = 'recorded'): Pairs {
  const genes = series.length > 0 ? series[0].recorded.length / series[0].times.length : 0;
  const count = series.reduce((sum, { times }) => sum + times.length - 1, 0);
  const pairs: Pairs = {
    genes,
    count,
    start: new Float32Array(count * genes),
    target: new Float32Array(count * genes),
    intervals: new Float32Array(count),
    series: new Int32Array(count),
  };
  let p = 0;
  series.forEach((one, index) => {
    const { times } = one;
    const matrix = one[values];
    if (times.length < 2) throw new RangeError(`series ${index} has ${times.length} time: a pair needs two`);
    if (matrix.length !== genes * times.length) {
      throw new RangeError(
        `series ${index} has ${matrix.length / times.length} genes, the first has ${genes}`,
      );
    }
    for (let t = 0; t + 1 < times.length; t++, p++) {
      pairs.intervals[p] = times[t + 1] - times[t];
      pairs.series[p] = index;
      for (let gene = 0; gene < genes; gene++) {
        pairs.start[p * genes + gene] = matrix[gene * times.length + t];
        pairs.target[p * genes + gene] = matrix[gene * times.length + t + 1];
      }
    }
  });
  return pairs;
}
