import { availableParallelism } from 'node:os';
import { requireWritable } from '../../files/write-file';
import { discardCheckpoint } from '../../training/train';
import type { EpochReport } from '../../training/training-run';
import { checkpointFile, runsFolder } from '../../experiments/checkpoint-file';
import { experimentName, type Experiment } from '../../experiments/experiment';
import type { ExperimentResult } from '../../experiments/result';
import {
  readResults,
  resultFile,
  resultsFolder,
  storeResult,
  type StoredResult,
} from '../../experiments/result-store';
import { runAll } from '../../experiments/run-all';
import { KEPT_EPOCHS, modelFile, saveModels } from '../../experiments/save-models';
import { missingOf, secondsLeft } from './inventory';

/** A run under way. */
export interface RunningExperiment {
  readonly experiment: Experiment;
  /** Its last epoch, or null while the data load. */
  readonly report: EpochReport | null;
}

/** How far a grid is. */
export interface GridProgress {
  readonly total: number;
  /** Those stored before included. */
  readonly done: number;
  readonly failed: number;
  readonly running: readonly RunningExperiment[];
  /** Judged by the finished runs; null before there are any. */
  readonly secondsLeft: number | null;
}

export interface ReproduceOptions {
  /** Runs side by side, each in a process of its own; one a core by default. */
  readonly jobs?: number;
  /** Aborting stops every run after its epoch, checkpoint written. */
  readonly signal?: AbortSignal;
  /** Where results are (default data/results), and checkpoints (default data/runs). */
  readonly results?: string;
  readonly runs?: string;
  /** Keep the models of every run there; a run with a stored result but without them is trained again. */
  readonly models?: string;
  /** Forget the checkpoints of unfinished runs; stored results stay. */
  readonly fresh?: boolean;
  readonly onProgress?: (progress: GridProgress) => void;
  readonly onWarning?: (experiment: Experiment, text: string) => void;
  readonly onEnd?: (experiment: Experiment, outcome: StoredResult | Error) => void;
}

/** What a grid came to. */
export interface Reproduced {
  /** All stored results, by `experimentName`. */
  readonly stored: ReadonlyMap<string, StoredResult>;
  readonly failures: readonly Failure[];
}

/** A run that failed, or one that could not be stored: the result is then here, and nowhere else. */
export interface Failure {
  readonly experiment: Experiment;
  readonly error: Error;
  readonly unsaved?: ExperimentResult;
}

/**
 * Runs the experiments that have no stored result yet, and stores each as it finishes. A run that was stopped goes on from its
 * checkpoint, which stays until its result is stored; one that fails stops no other.
 * @throws TrainingAborted once everything has stopped after an abort; Error for a damaged result file, and before any training
 *   where results, models or checkpoints cannot be written
 */
export async function reproduce(
  experiments: readonly Experiment[],
  options: ReproduceOptions = {},
): Promise<Reproduced> {
  const { results = resultsFolder(), runs = runsFolder(), models, signal, onProgress, onEnd } = options;
  const { jobs = availableParallelism(), onWarning } = options;
  const stored = new Map(readResults(results));
  const missing = missingOf(experiments, stored, models);
  const total = new Set(experiments.map(experimentName)).size;
  const running = new Map<number, RunningExperiment & { readonly started: number }>();
  const failures: Failure[] = [];
  const unsaved = new Map<number, ExperimentResult>();
  let ended = 0;
  const tell = (): void => {
    const now = performance.now();
    const under = [...running.values()].map((run) => ({ ...run, elapsed: (now - run.started) / 1000 }));
    onProgress?.({
      total,
      done: total - missing.length + ended - failures.length,
      failed: failures.length,
      running: under,
      secondsLeft: secondsLeft(missing.slice(ended + under.length), under, jobs, [...stored.values()]),
    });
  };

  if (missing.length > 0) requirePlaces(missing[0], results, runs, models);
  if (options.fresh) missing.forEach((experiment) => discardCheckpoint(checkpointFile(experiment, runs)));
  tell();
  await runAll(missing, {
    jobs,
    signal,
    checkpointOf: (experiment) => checkpointFile(experiment, runs),
    onStart: (index) => {
      running.set(index, { experiment: missing[index], report: null, started: performance.now() });
      tell();
    },
    onEpoch: (index, report) => {
      const before = running.get(index);
      if (before !== undefined) running.set(index, { ...before, report });
      tell();
    },
    ...(onWarning && { onWarning: (index, text) => onWarning(missing[index], text) }),
    keep: (index, finished) => {
      try {
        // The models first: a result without them would be trained again.
        if (models !== undefined && 'best' in finished) saveModels(finished, models);
        stored.set(experimentName(missing[index]), storeResult(finished.result, results));
      } catch (error) {
        unsaved.set(index, finished.result);
        throw error;
      }
    },
    onEnd: (index, outcome) => {
      running.delete(index);
      const experiment = missing[index];
      const result = stored.get(experimentName(experiment));
      if (outcome instanceof Error) {
        if (signal?.aborted) return;
        failures.push({ experiment, error: outcome, unsaved: unsaved.get(index) });
        onEnd?.(experiment, outcome);
      } else if (result !== undefined) onEnd?.(experiment, result);
      ended++;
      tell();
    },
  });
  return { stored, failures };
}

/** Fails before any training where what it comes to could not be written in the end. */
function requirePlaces(experiment: Experiment, results: string, runs: string, models?: string): void {
  requireWritable(resultFile(experiment, results));
  requireWritable(checkpointFile(experiment, runs));
  if (models === undefined) return;
  for (const epoch of KEPT_EPOCHS) requireWritable(modelFile(experiment, epoch, models));
}
