import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Study } from '../studies/study';
import { requireWritable } from '../files/write-file';
import { strategyMeant } from '../strategies/misspelt';
import { strategyLabel } from '../strategies/strategies';
import { createKernel } from '../kernels/create-kernel';
import type { TrainingPlan } from '../training/plan';
import { discardCheckpoint, identityOf, train, type Trained } from '../training/train';
import { messageInCode } from '../training/training-failure';
import type { ModelMeasures, TrainedModel } from '../training/training-run';
import { finishable, type Interruption } from './interruptible';
import { LiveRuns } from './live-runs';

/** One training of a study. */
export interface StudyRun {
  /** Names and colours its curve: a strategy ("dash", "imp", "none" ...) or a label of one's own. What is trained the plan says. */
  readonly strategy: string;
  readonly plan: TrainingPlan;
  /** Default 1. */
  readonly seed?: number;
}

/**
 * Trains models on a study of any kind, one after the other in the notebook's process (a study that only this notebook has
 * cannot be loaded by a process of its own, as those of `trainLive` are), with the same display. Interrupting the kernel ends
 * the run under way after its epoch, with the models that it has (`stoppedBy` is then 'request'), and those after it at their first;
 * interrupting again stops them.
 * - `checkpoints`: a folder for checkpoints: the same cell, run again after a stop, goes on from there to the same models.
 *   They go when all runs are done; other settings have checkpoints of their own
 * - `onPruning`: measures a model just before every pruning event; the report of the event's epoch keeps it
 * @returns what each run gave, in their order
 * @throws Error that names the run which failed; TrainingAborted after a second interrupt
 */
export async function trainStudyLive(
  study: Study,
  runs: readonly StudyRun[],
  {
    title,
    onPruning,
    checkpoints,
  }: { title: string; onPruning?: (model: TrainedModel) => ModelMeasures; checkpoints?: string },
): Promise<Trained[]> {
  const files = runs.map((run) => checkpoints && join(checkpoints, checkpointName(study, run)));
  if (files[0] !== undefined) requireWritable(files[0]);
  const names = runs.map(({ strategy, seed = 1 }) => `${strategyLabel(strategy)}, seed ${seed}`);
  const live = new LiveRuns(
    runs.map(({ strategy, plan: { epochs, patience } }, k) => ({
      name: names[k],
      strategy,
      epochs,
      patience,
    })),
    title,
    misspelt(runs),
  );
  const trainOne = async (k: number, interruption: Interruption): Promise<Trained> => {
    const { plan, seed = 1 } = runs[k];
    const file = files[k];
    live.started(k);
    try {
      const trained = await train(study, plan, {
        seed,
        kernel: createKernel(),
        onEpoch: (report) => live.epoch(k, report),
        onPruning,
        ...interruption,
        ...(file !== undefined && { checkpoint: { file } }),
      });
      live.ended(k, trained.stoppedBy);
      return trained;
    } catch (error) {
      live.ended(k, error as Error);
      if (interruption.signal.aborted) throw error;
      throw new Error(`${names[k]} failed: ${messageInCode(error as Error)}`, { cause: error });
    }
  };
  try {
    const trained = await finishable(
      async (interruption) => {
        const trained: Trained[] = [];
        for (let k = 0; k < runs.length; k++) trained.push(await trainOne(k, interruption));
        return trained;
      },
      (stops) => (stops ? live.interrupted() : live.finishing()),
    );
    files.forEach((file, k) => {
      if (file !== undefined && trained[k].stoppedBy !== 'request') discardCheckpoint(file);
    });
    return trained;
  } finally {
    await live.end();
  }
}

/** What nearly names a strategy, and names none: any label will do, but this one gets no strategy's colour. */
function misspelt(runs: readonly StudyRun[]): string[] {
  return [...new Set(runs.map(({ strategy }) => strategy))].flatMap((label) => {
    const meant = strategyMeant(label);
    return meant === null ? [] : `"${label}" is no strategy and stands as a label: did you mean '${meant}'?`;
  });
}

/** One name for one training: runs that differ in their epochs alone have checkpoints of their own, too. */
function checkpointName(study: Study, { strategy, plan, seed = 1 }: StudyRun): string {
  const { configuration } = identityOf(study, plan, { seed });
  const hash = createHash('sha256').update(`${configuration} ${plan.epochs}`).digest('hex');
  return `${strategy}-seed${seed}-${hash.slice(0, 8)}.checkpoint`;
}
