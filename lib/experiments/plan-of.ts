import { SIMULATED_SCHEDULE } from '../pruning/schedule';
import type { TrainingPlan } from '../training/plan';
import type { Dataset, Experiment } from './experiment';
import { isPenaltyStrategy, penaltyPlan } from './penalty-strategies';

/** m, hidden neurons a branch, as the paper sets them. */
const HIDDEN: Record<Dataset, number> = { sim350: 40, sim690: 50 };

/** The training plan of an experiment: the paper's settings for its data set, with the experiment's own on top. */
export function planOf(experiment: Experiment): TrainingPlan {
  const { dataset, strategy, lambda1, lambda2, mixing, tau, epochs, asPublishedCode } = experiment;
  const penalty = isPenaltyStrategy(strategy)
    ? penaltyPlan(strategy, experiment.penaltyWeight, asPublishedCode)
    : undefined;
  return {
    hidden: HIDDEN[dataset],
    epochs,
    learningRate: 1e-3,
    // The published code trains the multipliers of the penalty methods at the plain rate.
    multiplierFactor: penalty && asPublishedCode ? 1 : 5,
    plateau: { factor: 0.9, patience: 3, threshold: 1e-6, floor: 4e-5 },
    patience: 40,
    batches: 'trajectory',
    tolerances: { relative: 1e-3, absolute: 1e-5 },
    tau,
    pruning:
      strategy === 'none' || strategy === 'post-hoc' || penalty
        ? null
        : { schedule: SIMULATED_SCHEDULE, shares: { first: lambda1, second: lambda2 }, mixing },
    ...(penalty && { penalty }),
    asPublishedCode,
  };
}
