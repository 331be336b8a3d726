import { Random } from '../../math/random';
import { holdOutPairs, placesOf, segmentsOf, type PairChoice } from '../pair-segments';
import type { Series, Study } from '../study';

/** Pairs that validate: as many as the paper has. */
const VALIDATION_PAIRS = 8;

/**
 * Splits the breast cancer series: no pair that touches or spans a test time is trained on; of the others 8 validate, drawn
 * by the seed, and the rest train.
 * @param expression at all times or at all but the test times.
 * @param test the series of the test times.
 * @param gap so many times on either side of the test times are left out as they are.
 * @returns the split, and a word on what validates.
 * @throws RangeError for a gap that leaves too little to train on
 */
export function splitBreastCancer(
  expression: Series,
  test: Series,
  seed: number,
  validation: PairChoice,
  gap = 0,
): Pick<Study, 'training' | 'validation' | 'test'> & { held: string } {
  // The stream's name holds no size: the same seed holds out the same pairs at every number of genes.
  const random = Random.fromSeed(seed, 'breast cancer validation');
  const segments = withoutTimes(expression, withNeighbours(test.times, expression.times, gap));
  const pairs = validation === 'block' ? 'consecutive validation pairs' : 'random validation pairs';
  return {
    ...holdOutPairs(segments, VALIDATION_PAIRS, validation, random),
    test: [test],
    held:
      `${VALIDATION_PAIRS} ${pairs} (seed ${seed})` +
      (gap > 0 ? `; ${gap} times on either side of the test times left out` : ''),
  };
}

/** The test times, and of all times the `gap` nearest ones before and after them. */
function withNeighbours(test: Float64Array, all: Float64Array, gap: number): Float64Array {
  const before = all.filter((time) => time < test[0]);
  const after = all.filter((time) => time > test[test.length - 1]);
  return Float64Array.of(...before.slice(Math.max(0, before.length - gap)), ...test, ...after.slice(0, gap));
}

/** The segments of a series whose pairs neither touch nor span any of some times. */
function withoutTimes(series: Series, held: Float64Array): Series[] {
  // Times are 5e-3 apart, and published with five digits in some files: that far two spellings of one may differ.
  const slack = 1e-4;
  const clear = ({ first }: { first: number }): boolean => {
    const [from, to] = [series.times[first] - slack, series.times[first + 1] + slack];
    return held.every((time) => time < from || time > to);
  };
  return segmentsOf([series], placesOf([series]).filter(clear));
}
