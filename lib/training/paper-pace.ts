import { pairsOf } from '../studies/pairs';
import type { Study } from '../studies/study';
import { SIMULATED_SCHEDULE } from '../pruning/schedule';
import { planFor, type PlanSettings } from './plan-for';

/** Adam steps of an epoch of the paper's simulated data, by which its settings count: one a trajectory of 140. */
const PAPER_STEPS = 140;

/**
 * The paper's settings for simulated data at the paper's pace, for a study whose epochs are shorter: with 32 series an epoch is
 * 32 steps and not 140, and to prune 70 % at epoch 3 would be to prune what has hardly been trained. Whatever counts epochs is
 * stretched, so that it happens after as many steps as in the paper; epochs of 140 steps and more are left as they are.
 * @returns settings for `planFor` and `chooseLambda`
 * @throws RangeError for a study without a training pair
 */
export function paperPace(
  study: Study,
): Required<Pick<PlanSettings, 'epochs' | 'patience' | 'plateau' | 'schedule'>> {
  const { batches, epochs, patience, plateau } = planFor(study, null);
  const pairs = pairsOf(study.training).count;
  const steps = batches === 'trajectory' ? study.training.length : Math.ceil(pairs / batches);
  const stretch = Math.max(1, PAPER_STEPS / steps);
  const stretched = (count: number): number => Math.round(stretch * count);
  const { first, then } = SIMULATED_SCHEDULE;
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
