import type { Series, Study } from './study';
import { hashed } from './study-hash';

/**
 * The study with another clock: each series' recorded times become 0, interval, 2 interval ... in the order they have, so that
 * every step from one cell to the next takes the same time. For cells along a pseudotime, where the interval says how densely
 * cells were sampled rather than how much they differ.
 *
 * @param interval between two consecutive times, in the unit that training takes for a time
 * @throws RangeError for an interval that is not positive
 */
export function evenlySpaced(study: Study, interval: number): Study {
  if (!(interval > 0 && interval < Infinity)) {
    throw new RangeError(`the interval between two times is a positive number, not ${interval}`);
  }
  const respaced = (series: readonly Series[]): Series[] =>
    series.map((one) => ({ ...one, times: Float64Array.from(one.times, (_, k) => k * interval) }));
  return hashed({
    ...study,
    name: `${study.name}, evenly spaced`,
    source: `${study.source}; every step from one time to the next counted as ${interval}`,
    training: respaced(study.training),
    validation: respaced(study.validation),
    test: respaced(study.test),
    ...(study.heldOut && { heldOut: respaced(study.heldOut) }),
  });
}
