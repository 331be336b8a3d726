import type { Series } from './study';

/**
 * The trajectory from the recorded start of a series on, each time predicted from the prediction for the one before.
 * @param times where it is read, the first being that of the start
 * @param next levels of all genes an interval after the given ones
 * @returns genes x times, row-major; the first column is the start
 * @throws RangeError when the series has other genes
 */
export function rolledOut(
  series: Pick<Series, 'times' | 'recorded'>,
  times: ArrayLike<number>,
  genes: number,
  next: (levels: ArrayLike<number>, interval: number) => ArrayLike<number>,
): Float32Array {
  const recorded = series.times.length;
  if (series.recorded.length !== genes * recorded) {
    throw new RangeError(`a series of ${series.recorded.length / recorded} genes for a model of ${genes}`);
  }
  const states: ArrayLike<number>[] = [
    Float32Array.from({ length: genes }, (_, gene) => series.recorded[gene * recorded]),
  ];
  for (let t = 1; t < times.length; t++) states.push(next(states[t - 1], times[t] - times[t - 1]));
  return Float32Array.from(
    { length: genes * times.length },
    (_, k) => states[k % times.length][Math.floor(k / times.length)],
  );
}
