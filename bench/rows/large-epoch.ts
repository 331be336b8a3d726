import { createKernel } from '../../lib/kernels/create-kernel';
import type { TrainingPlan } from '../../lib/training/plan';
import { TrainingRun } from '../../lib/training/training-run';
import { LARGE_PLAN, largeStudy } from '../large-study';
import { OURS, PAPER, textOf } from '../solvers';
import { takeTurns } from './turns';

/** Epochs on random data of the breast cancer study's shape, one a turn: dense, or pruned once to 90 % before the first. */
function planOf(hidden: number, sparse: boolean, solving: TrainingPlan['tolerances']): TrainingPlan {
  const never = Number.MAX_SAFE_INTEGER;
  return {
    ...LARGE_PLAN,
    hidden,
    tolerances: solving,
    pruning: sparse
      ? {
          schedule: { first: { epoch: 1, amount: 0.9 }, then: { every: never, amount: 0 } },
          // By weight alone: which weights go makes no difference to the time.
          lambdas: { lambda1: 0, lambda2: 0 },
        }
      : null,
  };
}

/** node large-epoch.ts GENES HIDDEN dense|sparse ours|paper */
async function main([genes, hidden, model, choice]: readonly string[]): Promise<void> {
  const solving = choice === 'ours' ? OURS : { ...PAPER, firstStep: 'tangent' as const };
  const plan = planOf(Number(hidden), model === 'sparse', solving);
  const run = new TrainingRun(largeStudy(Number(genes)), plan, 1, createKernel());
  const { trainingLoss, evaluations } = run.runEpoch();
  const opening = { firstLoss: trainingLoss, evaluations, error: null, note: textOf(solving) };
  await takeTurns(opening, () => void run.runEpoch());
}

void main(process.argv.slice(2));
