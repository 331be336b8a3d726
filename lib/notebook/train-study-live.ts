import type { Study } from '../data/study';
import { strategyLabel } from '../figures/strategy-styles';
import { createKernel } from '../kernels/create-kernel';
import type { TrainingPlan } from '../training/plan';
import { train, type Trained } from '../training/train';
import type { ModelMeasures, Snapshot } from '../training/training-run';
import { interruptible } from './interruptible';
import { LiveRuns } from './live-runs';

/** One training of a study. */
export interface StudyRun {
  /** Names and colours its curve ("dash", "imp", "none" ...). */
  readonly strategy: string;
  readonly plan: TrainingPlan;
  /** Default 1. */
  readonly seed?: number;
}

/**
 * Trains models on a study of any kind, one after the other in the notebook's process (a study that only this notebook has
 * cannot be loaded by a process of its own, as those of `trainLive` are), with the same display. Interrupting the kernel stops
 * it after the epoch under way.
 * @param onPruning measures a model just before every pruning event; the report of the event's epoch keeps it
 * @returns what each run gave, in their order
 * @throws Error that names the run which failed; TrainingAborted after an interrupt
 */
export async function trainStudyLive(
  study: Study,
  runs: readonly StudyRun[],
  { title, onPruning }: { title: string; onPruning?: (model: Snapshot) => ModelMeasures },
): Promise<Trained[]> {
  const names = runs.map(({ strategy, seed = 1 }) => `${strategyLabel(strategy)}, seed ${seed}`);
  const live = new LiveRuns(
    runs.map(({ strategy, plan: { epochs, patience } }, k) => ({
      name: names[k],
      strategy,
      epochs,
      patience,
    })),
    title,
  );
  const trainOne = async (k: number, signal: AbortSignal): Promise<Trained> => {
    const { plan, seed = 1 } = runs[k];
    live.started(k);
    try {
      const trained = await train(study, plan, {
        seed,
        kernel: createKernel(),
        onEpoch: (report) => live.epoch(k, report),
        onPruning,
        signal,
      });
      live.ended(k, null);
      return trained;
    } catch (error) {
      live.ended(k, error as Error);
      if (signal.aborted) throw error;
      throw new Error(`${names[k]} failed: ${(error as Error).message}`, { cause: error });
    }
  };
  try {
    return await interruptible(
      async (signal) => {
        const trained: Trained[] = [];
        for (let k = 0; k < runs.length; k++) trained.push(await trainOne(k, signal));
        return trained;
      },
      () => live.interrupted(),
    );
  } finally {
    await live.end();
  }
}
