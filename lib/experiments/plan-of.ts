import { datasetNamed } from '../datasets/datasets';
import { strategyNamed } from '../strategies/strategies';
import type { Study } from '../studies/study';
import {
  MULTIPLIER_FACTOR,
  MULTIPLIER_FLOOR,
  TRAINING_TOLERANCES,
  type TrainingPlan,
} from '../training/plan';
import type { Experiment } from './experiment';

/**
 * The training plan of an experiment: its data set's settings, its strategy's pruning, and its own settings on top.
 * @param study needed for own data alone, whose pace, size and batches follow from it
 * @throws RangeError for own data without a study
 */
export function planOf(experiment: Experiment, study?: Study): TrainingPlan {
  const { tau, epochs, asPublishedCode, timeScale, ratesPer = 'data-time', solver } = experiment;
  const { schedule, hidden, multiplierFloor, ...settings } = settingsOf(experiment, study);
  const { pruning, penalty } = strategyNamed(experiment.strategy).plan(experiment, schedule);
  const floor = timeScale === undefined ? multiplierFloor : MULTIPLIER_FLOOR;
  return {
    hidden,
    epochs,
    learningRate: experiment.learningRate ?? settings.learningRate,
    // The published code trains the multipliers of the penalty methods at the plain rate.
    multiplierFactor: penalty && asPublishedCode ? 1 : MULTIPLIER_FACTOR,
    ...(timeScale !== undefined && { timeScale }),
    ...(timeScale !== undefined && ratesPer === 'data-time' && { ratesPer }),
    ...(floor !== undefined && { multiplierFloor: floor }),
    plateau: settings.plateau,
    patience: settings.patience,
    batches: settings.batches,
    tolerances: solver ? { ...TRAINING_TOLERANCES, scheme: solver } : settings.tolerances,
    tau,
    pruning,
    ...(penalty && { penalty }),
    asPublishedCode,
  };
}

/** What the data decide. */
function settingsOf({ dataset }: Experiment, study: Study | undefined) {
  const { hidden, training, suitedTo } = datasetNamed(dataset);
  if (hidden !== null) return { ...training, hidden, multiplierFloor: undefined };
  if (study && suitedTo) return suitedTo(study);
  throw new RangeError('the plan of own data follows from their study: name it');
}
