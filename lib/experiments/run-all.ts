import { availableParallelism } from 'node:os';
import { TrainingAborted } from '../training/train';
import type { EpochReport } from '../training/training-run';
import type { Experiment } from './experiment';
import { launchExperiment, type Launched } from './launch';
import type { Finished } from './run-experiment';

/** Whom to tell, how many at a time, how to stop. */
export interface RunAllOptions {
  /** Runs at a time, each in a process of its own; one a core by default. */
  readonly jobs?: number;
  readonly onStart?: (index: number) => void;
  readonly onStudy?: (index: number, source: string) => void;
  readonly onEpoch?: (index: number, report: EpochReport) => void;
  readonly onEnd?: (index: number, outcome: Finished | Error) => void;
  /** Aborting stops what runs after its epoch, and starts nothing more. */
  readonly signal?: AbortSignal;
  /** Where each run keeps its checkpoint, or undefined for none. */
  readonly checkpointOf?: (experiment: Experiment) => string | undefined;
}

/**
 * Runs experiments side by side, in their order. One that fails stops no other: its place holds the error.
 * @throws TrainingAborted once everything has stopped after an abort
 */
export async function runAll(
  experiments: readonly Experiment[],
  options: RunAllOptions = {},
): Promise<(Finished | Error)[]> {
  const { jobs = availableParallelism(), signal } = options;
  const outcomes = new Array<Finished | Error>(experiments.length);
  const running = new Set<Launched>();
  const abort = (): void => running.forEach((launched) => launched.abort());
  signal?.addEventListener('abort', abort);
  let next = 0;
  const serve = async (): Promise<void> => {
    while (next < experiments.length && !signal?.aborted) {
      const index = next++;
      const experiment = experiments[index];
      options.onStart?.(index);
      const launched = launchExperiment(experiment, {
        onStudy: (source) => options.onStudy?.(index, source),
        onEpoch: (report) => options.onEpoch?.(index, report),
        checkpoint: options.checkpointOf?.(experiment),
      });
      running.add(launched);
      try {
        outcomes[index] = await launched.finished;
      } catch (error) {
        outcomes[index] = error as Error;
      }
      running.delete(launched);
      options.onEnd?.(index, outcomes[index]);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, experiments.length) }, serve));
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  const stopped = outcomes.find((outcome) => outcome instanceof TrainingAborted);
  if (signal?.aborted || stopped !== undefined) {
    throw new TrainingAborted('the training was interrupted; every process has stopped');
  }
  return outcomes;
}
