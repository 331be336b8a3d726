import type { Study } from './study';
import { hashStudy } from './study-hash';

/** One of the `of` folds of a cross-validation, counted from 0. */
export interface Fold {
  readonly index: number;
  readonly of: number;
}

/**
 * The study of one fold: a block of the training trajectories validates, the others train. The study's own validation set
 * is left out, so that it stays fresh for the model that is trained with the choice; the test set is untouched. Blocks are
 * contiguous and differ by at most one trajectory.
 * @throws RangeError for fewer than two folds, more folds than training trajectories, or an index beyond them
 */
export function foldStudy(study: Study, { index, of }: Fold): Study {
  const { training } = study;
  if (!Number.isSafeInteger(of) || of < 2 || of > training.length) {
    throw new RangeError(
      `${training.length} training trajectories make 2 to ${training.length} folds, not ${of}`,
    );
  }
  if (!Number.isSafeInteger(index) || index < 0 || index >= of) {
    throw new RangeError(`the folds are 0 to ${of - 1}, not ${index}`);
  }
  const from = Math.floor((index * training.length) / of);
  const to = Math.floor(((index + 1) * training.length) / of);
  const parts = {
    ...study,
    training: [...training.slice(0, from), ...training.slice(to)],
    validation: training.slice(from, to),
  };
  return { ...parts, name: `${study.name}, fold ${index + 1} of ${of}`, hash: hashStudy(parts) };
}
