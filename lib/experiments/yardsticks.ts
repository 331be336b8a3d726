import type { Dataset } from '../datasets/dataset';
import type { Study } from '../studies/study';
import {
  linearExtrapolationError,
  nothingChangesError,
  nothingChangesRollOutError,
  perGeneAutoregressionError,
  trainingMeanError,
} from '../evaluation/prediction-yardsticks';
import type { Baselines } from './result';

/**
 * The errors of predictors that know no network, on a study's test set; measured data have two more.
 * @param measured where the data set's test set comes from
 */
export function yardsticksOf(study: Study, measured: Dataset['measured']): Omit<Baselines, 'network'> {
  const { training, validation, test, heldOut } = study;
  return {
    nothingChanges: nothingChanges(test),
    trainingMean: {
      noisyPairs: trainingMeanError(training, test, 'recorded'),
      cleanPairs: trainingMeanError(training, test, 'clean'),
    },
    ...(measured !== null && {
      autoregression: perGeneAutoregressionError(training, test, 'recorded'),
      // The held-out block of breast cancer is cut out of one sample: a line through its first time needs the time before it.
      linearExtrapolation: linearExtrapolationError(
        test,
        'recorded',
        measured === 'one sample' ? [...training, ...validation] : [],
      ),
    }),
    ...(heldOut && { heldOutNothingChanges: nothingChanges(heldOut) }),
  };
}

function nothingChanges(series: Study['test']): Baselines['nothingChanges'] {
  return {
    noisyPairs: nothingChangesError(series, 'recorded'),
    cleanPairs: nothingChangesError(series, 'clean'),
    rollOut: nothingChangesRollOutError(series),
  };
}
