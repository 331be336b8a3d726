import type { Dataset } from '../datasets/dataset';
import type { Study } from '../studies/study';
import {
  linearExtrapolationError,
  persistenceError,
  persistenceRollOutError,
  ar1Error,
  trainingMeanError,
} from '../evaluation/prediction-baselines';
import type { Baselines } from './result';

/**
 * The errors of predictors that know no network, on a study's test set; measured data have two more.
 * @param measured where the data set's test set comes from
 */
export function predictionBaselines(study: Study, measured: Dataset['measured']): Omit<Baselines, 'network'> {
  const { training, validation, test, heldOut } = study;
  return {
    nothingChanges: nothingChanges(test),
    trainingMean: {
      noisyPairs: trainingMeanError(training, test, 'recorded'),
      cleanPairs: trainingMeanError(training, test, 'clean'),
    },
    ...(measured !== null && {
      autoregression: ar1Error(training, test, 'recorded'),
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
    noisyPairs: persistenceError(series, 'recorded'),
    cleanPairs: persistenceError(series, 'clean'),
    rollOut: persistenceRollOutError(series),
  };
}
