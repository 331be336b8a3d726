import type { Study } from '../data/study';
import {
  linearExtrapolationError,
  nothingChangesError,
  nothingChangesRollOutError,
  perGeneAutoregressionError,
  trainingMeanError,
} from '../evaluation/prediction-yardsticks';
import type { Baselines } from './result';

/** The errors of predictors that know no network, on a study's test set; those of real data have two more. */
export function yardsticksOf(study: Study, real: boolean): Omit<Baselines, 'network'> {
  const { training, test, heldOut } = study;
  return {
    nothingChanges: nothingChanges(test),
    trainingMean: {
      noisyPairs: trainingMeanError(training, test, 'recorded'),
      cleanPairs: trainingMeanError(training, test, 'clean'),
    },
    ...(real && {
      autoregression: perGeneAutoregressionError(training, test, 'recorded'),
      linearExtrapolation: linearExtrapolationError(test, 'recorded'),
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
