import { suggestedHidden } from '../studies/own/memory';
import { suggestedTimeScale } from '../studies/own/times';
import type { Study } from '../studies/study';
import type { PriorShares } from '../pruning/dash-scores';
import { requireKnowledge } from '../pruning/prior-knowledge';
import { SIMULATED_SCHEDULE, type PruningSchedule } from '../pruning/schedule';
import { MULTIPLIER_FLOOR, type TrainingPlan } from './plan';

/** A series of more pairs than this is trained in random batches of so many. */
const BATCH = 16;

/** Any part of a plan, and when it prunes: `pruning` would also fix the shares. */
export interface PlanSettings extends Partial<TrainingPlan> {
  readonly schedule?: PruningSchedule;
}

/**
 * A training plan for any study: the paper's settings for simulated data, with a size of the model that suits the number of
 * genes, batches that suit the series and a time scale that suits the intervals (see `suggestedTimeScale`).
 * @param shares lambda_1 and lambda_2 of DASH; (0, 0) is IMP, (1, 1) BioPruning, null no pruning at all
 * @param settings replace any part of the plan
 * @throws RangeError where the shares ask for a prior or a co-regulation that the study does not have
 */
export function planFor(
  study: Study,
  shares: PriorShares | null,
  { schedule = SIMULATED_SCHEDULE, ...settings }: PlanSettings = {},
): TrainingPlan {
  if (shares) requireKnowledge(study, shares);
  const longest = study.training.reduce((most, { times }) => Math.max(most, times.length - 1), 0);
  const timeScale = suggestedTimeScale(study.training);
  return {
    hidden: suggestedHidden(study.genes.length),
    epochs: 500,
    learningRate: 1e-3,
    multiplierFactor: 5,
    ...(timeScale !== 1 && { timeScale, multiplierFloor: MULTIPLIER_FLOOR }),
    plateau: { factor: 0.9, patience: 3, threshold: 1e-7, floor: 4e-5 },
    patience: 40,
    batches: longest <= BATCH ? 'trajectory' : BATCH,
    tolerances: { relative: 1e-3, absolute: 1e-5 },
    tau: 1,
    pruning: shares && { schedule, shares },
    asPublishedCode: false,
    ...settings,
  };
}
