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
 * The errors of predictors that know no network, on a study's test set; those of real data have two more.
 * @param real whether the test set of real data was cut out of the sample that trains, or comes in batches of its own; null for simulated data
 */
export function yardsticksOf(
  study: Study,
  real: 'one sample' | 'batches' | null,
): Omit<Baselines, 'network'> {
  const { training, validation, test, heldOut } = study;
  return {
    nothingChanges: nothingChanges(test),
    trainingMean: {
      noisyPairs: trainingMeanError(training, test, 'recorded'),
      cleanPairs: trainingMeanError(training, test, 'clean'),
    },
    ...(real !== null && {
      autoregression: perGeneAutoregressionError(training, test, 'recorded'),
      // The held-out block of breast cancer is cut out of one sample: a line through its first time needs the time before it.
      linearExtrapolation: linearExtrapolationError(
        test,
        'recorded',
        real === 'one sample' ? [...training, ...validation] : [],
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
