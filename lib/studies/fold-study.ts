import { placesOf, segmentsOf } from './pair-segments';
import type { Series, Study } from './study';
import { hashed } from './study-hash';

/** One of the `of` folds of a cross-validation, counted from 0. */
export interface Fold {
  readonly index: number;
  readonly of: number;
}

/**
 * The study of one fold: a block of the training set validates, the rest trains. Whole trajectories are the units where
 * each starts afresh (simulated data); where the training set is one series, or segments of one that follow each other in
 * time, the pairs of consecutive times are. A pair that touches a time inside a validating block is then in the block.
 *
 * The study's own validation set is left out, so that it stays fresh for the model that is trained with the choice; the test
 * set is untouched. Blocks are contiguous and differ by at most one unit.
 * @throws RangeError for fewer than two folds, more folds than units, or an index beyond them
 */
export function foldStudy(study: Study, { index, of }: Fold): Study {
  const { training } = study;
  const places = isOneSeries(training) ? placesOf(training) : null;
  const count = places?.length ?? training.length;
  const unit = places ? 'training pairs' : 'training trajectories';
  if (!Number.isSafeInteger(of) || of < 2 || of > count) {
    throw new RangeError(`${count} ${unit} make 2 to ${count} folds, not ${of}`);
  }
  if (!Number.isSafeInteger(index) || index < 0 || index >= of) {
    throw new RangeError(`the folds are 0 to ${of - 1}, not ${index}`);
  }
  const from = Math.floor((index * count) / of);
  const to = Math.floor(((index + 1) * count) / of);
  const split = places
    ? {
        training: segmentsOf(training, [...places.slice(0, from), ...places.slice(to)]),
        validation: segmentsOf(training, places.slice(from, to)),
      }
    : {
        training: [...training.slice(0, from), ...training.slice(to)],
        validation: training.slice(from, to),
      };
  return hashed({ ...study, ...split, name: `${study.name}, fold ${index + 1} of ${of}` });
}

/** Whether each series begins when the one before it has ended. */
function isOneSeries(series: readonly Series[]): boolean {
  return series.every(({ times }, k) => {
    const before = series[k - 1]?.times;
    return before === undefined || times[0] >= before[before.length - 1];
  });
}
