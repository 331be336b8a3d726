import { availableParallelism } from 'node:os';
import { discardCheckpoint, TrainingAborted } from '../training/train';
import type { EpochReport } from '../training/training-run';
import type { Experiment } from './experiment';
import { launchExperiment, type Launched } from './launch';
import type { Outcome } from './run-linear';

/** Whom to tell, how many at a time, how to stop. */
export interface RunAllOptions {
  /** Runs at a time, each in a process of its own; one a core by default. */
  readonly jobs?: number;
  readonly onStart?: (index: number) => void;
  readonly onEpoch?: (index: number, report: EpochReport) => void;
  readonly onWarning?: (index: number, text: string) => void;
  /** Stores what a run came to; only then its checkpoint goes. Where this throws, the run has failed. */
  readonly keep?: (index: number, finished: Outcome) => void;
  readonly onEnd?: (index: number, outcome: Outcome | Error) => void;
  /** Aborting it ends what runs after its epoch, with the model that it has, and what waits after its first. */
  readonly finish?: AbortSignal;
  /** Aborting stops what runs after its epoch, and starts nothing more. */
  readonly signal?: AbortSignal;
  /** Where each run keeps its checkpoint, or undefined for none. Without `keep` it goes when all have ended. */
  readonly checkpointOf?: (experiment: Experiment) => string | undefined;
}

/**
 * Runs experiments side by side, in their order. One that fails stops no other: its place holds the error.
 * @throws TrainingAborted once everything has stopped after an abort
 */
export async function runAll(
  experiments: readonly Experiment[],
  options: RunAllOptions = {},
): Promise<(Outcome | Error)[]> {
  const { jobs = availableParallelism(), signal, finish, keep, onWarning } = options;
  const outcomes = new Array<Outcome | Error>(experiments.length);
  const running = new Set<Launched>();
  const abort = (): void => running.forEach((launched) => launched.abort());
  signal?.addEventListener('abort', abort);
  const end = (): void => running.forEach((launched) => launched.finish());
  finish?.addEventListener('abort', end);
  let next = 0;
  const serve = async (): Promise<void> => {
    while (next < experiments.length && !signal?.aborted) {
      const index = next++;
      const experiment = experiments[index];
      options.onStart?.(index);
      let launched: Launched | undefined;
      try {
        launched = launchExperiment(experiment, {
          onEpoch: (report) => options.onEpoch?.(index, report),
          ...(onWarning && { onWarning: (text) => onWarning(index, text) }),
          checkpoint: options.checkpointOf?.(experiment),
        });
        running.add(launched);
        if (finish?.aborted) launched.finish();
        const finished = await launched.finished;
        keep?.(index, finished);
        if (keep) discard(options.checkpointOf?.(experiment));
        outcomes[index] = finished;
      } catch (error) {
        outcomes[index] = error as Error;
      }
      if (launched) running.delete(launched);
      options.onEnd?.(index, outcomes[index]);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, experiments.length) }, serve));
  } finally {
    signal?.removeEventListener('abort', abort);
    finish?.removeEventListener('abort', end);
  }
  const stopped = outcomes.find((outcome) => outcome instanceof TrainingAborted);
  if (signal?.aborted || stopped !== undefined) {
    throw new TrainingAborted('the training was interrupted; every process has stopped');
  }
  // What was ended early goes on from its checkpoint another time.
  const whole = (outcome: Outcome | Error): boolean =>
    !(outcome instanceof Error) && outcome.result.stoppedBy !== 'request';
  if (!keep) experiments.forEach((one, k) => whole(outcomes[k]) && discard(options.checkpointOf?.(one)));
  return outcomes;
}

/** What the checkpoint was for is safe: one that cannot be deleted makes no failure of a finished run. */
function discard(checkpoint: string | undefined): void {
  try {
    if (checkpoint !== undefined) discardCheckpoint(checkpoint);
  } catch {
    // It stays.
  }
}
