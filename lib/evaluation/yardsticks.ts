import type { Series } from '../studies/study';
import {
  ar1Error,
  linearExtrapolationError,
  persistenceError,
  trainingMeanError,
} from './prediction-baselines';

/** A predictor that knows no network, with its mean squared error over the test pairs as recorded. */
export interface Yardstick {
  readonly label: string;
  readonly testMse: number;
}

/**
 * What a prediction error is held against: predictors that need no training of a model, "nothing changes" first. Errors are mean
 * squares of expression over each recorded test value and the next.
 * @param before series of the same sample as the test series, which a straight line through their first time needs (breast cancer: what
 *   trains and validates; batches that are samples of their own have none)
 * @throws RangeError if there is no pair to train or to test on
 */
export function yardsticks(
  { training, test }: { readonly training: readonly Series[]; readonly test: readonly Series[] },
  before: readonly Series[] = [],
): Yardstick[] {
  return [
    { label: 'nothing changes', testMse: persistenceError(test, 'recorded') },
    { label: 'training mean', testMse: trainingMeanError(training, test, 'recorded') },
    { label: 'AR(1) a gene', testMse: ar1Error(training, test, 'recorded') },
    { label: 'AR(1) without a', testMse: ar1Error(training, test, 'recorded', false) },
    { label: 'straight line', testMse: linearExtrapolationError(test, 'recorded', before) },
  ];
}
