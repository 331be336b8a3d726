import type { TrainingPlan } from '../training/plan';
import { FAMILIES, familyOf, HIDDEN } from './datasets';
import type { Experiment } from './experiment';
import { isPenaltyStrategy, penaltyPlan } from './penalty-strategies';

/** Where v of a stretched time is held: below 0 it would never return, and its gene would stand still for good. */
const MULTIPLIER_FLOOR = 1e-3;

/** The training plan of an experiment: the paper's settings for its kind of data, with the experiment's own on top. */
export function planOf(experiment: Experiment): TrainingPlan {
  const { dataset, strategy, lambda1, lambda2, mixing, tau, epochs, asPublishedCode, timeScale } = experiment;
  const { learningRate, plateau, patience, batches, tolerances, schedule } = FAMILIES[familyOf(dataset)];
  const penalty = isPenaltyStrategy(strategy)
    ? penaltyPlan(strategy, experiment.penaltyWeight, asPublishedCode)
    : undefined;
  return {
    hidden: HIDDEN[dataset],
    epochs,
    learningRate,
    // The published code trains the multipliers of the penalty methods at the plain rate.
    multiplierFactor: penalty && asPublishedCode ? 1 : 5,
    ...(timeScale !== undefined && { timeScale, multiplierFloor: MULTIPLIER_FLOOR }),
    plateau,
    patience,
    batches,
    tolerances,
    tau,
    pruning:
      strategy === 'none' || strategy === 'post-hoc' || penalty
        ? null
        : { schedule, shares: { first: lambda1, second: lambda2 }, mixing },
    ...(penalty && { penalty }),
    asPublishedCode,
  };
}
