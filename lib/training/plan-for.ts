import { suggestedHidden, suggestedTimeScale } from '../studies/own/expression/series';
import { pairsOf } from '../studies/pairs';
import type { Study } from '../studies/study';
import type { Lambdas } from '../pruning/prior-knowledge';
import { requireKnowledge } from '../pruning/prior-knowledge';
import { SIMULATED_SCHEDULE, type PruningSchedule } from '../pruning/schedule';
import {
  MULTIPLIER_FACTOR,
  MULTIPLIER_FLOOR,
  TRAINING_TOLERANCES,
  type TrainingPlan,
  type TrainingSettings,
} from './plan';

/** The paper's settings for simulated data (sections 5.1, A.2), by which own data are trained too. */
export const SIMULATED_SETTINGS: TrainingSettings = {
  epochs: 500,
  patience: 40,
  learningRate: 1e-3,
  plateau: { factor: 0.9, patience: 3, threshold: 1e-6, floor: 4e-5 },
  batches: 'trajectory',
  tolerances: { relative: 1e-3, absolute: 1e-5 },
  schedule: SIMULATED_SCHEDULE,
};

/** A series of more pairs than this is trained in random batches of so many. */
const BATCH = 16;
/** Adam steps of an epoch of the paper's simulated data, by which its settings count: one a trajectory of 140. */
const PAPER_STEPS = 140;

/**
 * From so many genes on the learning rate falls as 1/genes: Adam's first step moves every weight by the rate, all weights of a
 * hidden neuron together move its input by rate x genes, and beyond this the exponential of the P branch explodes with it.
 */
const GENES_AT_FULL_RATE = 5000;

/** Any part of a plan, and when it prunes: `pruning` would also fix the lambdas. */
export interface PlanSettings extends Partial<TrainingPlan> {
  readonly schedule?: PruningSchedule;
}

/**
 * A training plan for any study: the paper's settings for simulated data, with a size of the model that suits the number of
 * genes, as does the learning rate of very many, batches that suit the series, a time scale that suits the intervals (see
 * `suggestedTimeScale`) and v held above 0.
 * @param lambdas lambda_1 and lambda_2 of DASH; (0, 0) is IMP, (1, 1) BioPruning, null no pruning at all
 * @param settings replace any part of the plan
 * @throws RangeError where a lambda is no fraction, or the lambdas ask for a prior or a co-regulation that the study does not have
 */
export function planFor(study: Study, lambdas: Lambdas | null, settings: PlanSettings = {}): TrainingPlan {
  if (lambdas) requireKnowledge(study, lambdas);
  const { schedule: paperSchedule, ...paper } = SIMULATED_SETTINGS;
  const { schedule = paperSchedule, ...others } = settings;
  const timeScale = suggestedTimeScale(study.training);
  return {
    hidden: suggestedHidden(study.genes.length),
    multiplierFactor: MULTIPLIER_FACTOR,
    ...(timeScale !== 1 && { timeScale }),
    multiplierFloor: MULTIPLIER_FLOOR,
    ...paper,
    learningRate: paper.learningRate * Math.min(1, GENES_AT_FULL_RATE / study.genes.length),
    tolerances: TRAINING_TOLERANCES,
    batches: batchesFor(study),
    tau: 1,
    pruning: lambdas && { schedule, lambdas },
    asPublishedCode: false,
    ...others,
  };
}

/**
 * The paper's settings for simulated data at the paper's pace, for a study whose epochs are shorter: with 32 series an epoch is
 * 32 steps and not 140, and to prune 70 % at epoch 3 would be to prune what has hardly been trained. Whatever counts epochs is
 * stretched, so that it happens after as many steps as in the paper; epochs of 140 steps and more are left as they are.
 * @returns settings for `planFor` and `chooseLambda`
 * @throws RangeError for a study without a training pair
 */
export function paperPace(
  study: Study,
): Pick<TrainingSettings, 'epochs' | 'patience' | 'plateau' | 'schedule'> {
  const { epochs, patience, plateau, schedule } = SIMULATED_SETTINGS;
  const batches = batchesFor(study);
  const pairs = pairsOf(study.training).count;
  const steps = batches === 'trajectory' ? study.training.length : Math.ceil(pairs / batches);
  const stretch = Math.max(1, PAPER_STEPS / steps);
  const stretched = (count: number): number => Math.round(stretch * count);
  const { first, then } = schedule;
  return {
    epochs: stretched(epochs),
    patience: patience === null ? null : stretched(patience),
    plateau: { ...plateau, patience: stretched(plateau.patience) },
    schedule: {
      // An event comes before the steps of its epoch.
      first: { ...first, epoch: 1 + stretched(first.epoch - 1) },
      then: { ...then, every: stretched(then.every) },
    },
  };
}

function batchesFor({ training }: Study): TrainingPlan['batches'] {
  return training.some(({ times }) => times.length - 1 > BATCH) ? BATCH : 'trajectory';
}
