import type { Series, Study } from '../studies/study';

/** A sample along pseudotime, put together again from the segments it was split into. */
export interface PseudotimeMatrix {
  /** T times, ascending, each once. */
  readonly times: Float64Array;
  /** genes x T, row-major, as recorded. */
  readonly values: Float64Array;
  /** Stretches of times held out as the test set: first and last index into `times`. */
  readonly test: readonly (readonly [first: number, last: number])[];
  /** The same for validation: a random pair is two neighbouring times, a contiguous block longer. */
  readonly validation: readonly (readonly [first: number, last: number])[];
}

/**
 * One sample's expression over all its pseudotimes, whatever set they are in. For a study whose sets are segments of one sample
 * (breast cancer); of several batches, give one at a time, as `{ training: [batch], validation: [], test: [] }`.
 *
 * @throws RangeError if there is no series, or two of them record different values at one time: then they are different samples
 */
export function pseudotimeMatrix(
  study: Readonly<Record<'training' | 'validation' | 'test', readonly Series[]>> | Study,
): PseudotimeMatrix {
  const all = [...study.training, ...study.validation, ...study.test];
  if (all.length === 0) throw new RangeError('a pseudotime matrix needs at least one series');
  const times = Float64Array.from(new Set(all.flatMap((one) => [...one.times]))).sort();
  const place = new Map(Array.from(times, (time, k) => [time, k]));
  const at = (time: number): number => place.get(time) as number;
  const genes = all[0].recorded.length / all[0].times.length;
  const values = new Float64Array(genes * times.length).fill(NaN);
  for (const one of all) {
    one.recorded.forEach((value, k) => {
      const time = one.times[k % one.times.length];
      const cell = Math.floor(k / one.times.length) * times.length + at(time);
      if (!Number.isNaN(values[cell]) && values[cell] !== value) {
        throw new RangeError(
          `two series record different expression at time ${time}: they are different samples, draw one at a time`,
        );
      }
      values[cell] = value;
    });
  }
  const stretches = (series: readonly Series[]): [number, number][] =>
    series.map((one) => [at(one.times[0]), at(one.times[one.times.length - 1])]);
  return { times, values, test: stretches(study.test), validation: stretches(study.validation) };
}
