import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../data/sources';
import type { EpochReport } from '../training/training-run';
import { experimentName, type Experiment } from './experiment';
import { readResults, resultsFolder, storeResult, type StoredResult } from './result-store';
import { runAll } from './run-all';
import { hasModels, saveModels } from './save-models';
import { secondsLeft } from './time-left';

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
  readonly onProgress?: (progress: GridProgress) => void;
  readonly onEnd?: (experiment: Experiment, outcome: StoredResult | Error) => void;
}

/** What a grid came to. */
export interface Reproduced {
  /** All stored results, by `experimentName`. */
  readonly stored: ReadonlyMap<string, StoredResult>;
  readonly failures: readonly { readonly experiment: Experiment; readonly error: Error }[];
}

/** The experiments without a stored result, or without models where a folder of them is given, each once, in their order. */
export function missingOf(
  experiments: readonly Experiment[],
  stored: ReadonlyMap<string, StoredResult>,
  models?: string,
): Experiment[] {
  const byName = new Map(experiments.map((experiment) => [experimentName(experiment), experiment]));
  return [...byName]
    .filter(
      ([name, experiment]) => !stored.has(name) || (models !== undefined && !hasModels(experiment, models)),
    )
    .map(([, experiment]) => experiment);
}

/**
 * Runs the experiments that have no stored result yet, and stores each as it finishes. A run that was stopped goes on from its
 * checkpoint; one that fails stops no other.
 * @throws TrainingAborted once everything has stopped after an abort; Error for a damaged result file
 */
export async function reproduce(
  experiments: readonly Experiment[],
  options: ReproduceOptions = {},
): Promise<Reproduced> {
  const { results = resultsFolder(), runs = join(projectFolder(), 'data', 'runs') } = options;
  const { jobs = availableParallelism(), onProgress, onEnd, signal, models } = options;
  const stored = new Map(readResults(results));
  const missing = missingOf(experiments, stored, models);
  const total = new Set(experiments.map(experimentName)).size;
  const running = new Map<number, RunningExperiment & { readonly started: number }>();
  const failures: { experiment: Experiment; error: Error }[] = [];
  let ended = 0;
  const tell = (): void => {
    if (onProgress === undefined) return;
    const under = [...running.values()];
    const waiting = missing.slice(ended + under.length);
    const elapsed = under.map(({ experiment, started }) => ({
      experiment,
      elapsed: (performance.now() - started) / 1000,
    }));
    onProgress({
      total,
      done: total - missing.length + ended - failures.length,
      failed: failures.length,
      running: under,
      secondsLeft: secondsLeft(waiting, elapsed, jobs, [...stored.values()]),
    });
  };

  tell();
  await runAll(missing, {
    jobs,
    signal,
    checkpointOf: (experiment) => join(runs, `${experimentName(experiment)}.checkpoint`),
    onStart: (index) => {
      running.set(index, { experiment: missing[index], report: null, started: performance.now() });
      tell();
    },
    onEpoch: (index, report) => {
      const before = running.get(index);
      if (before !== undefined) running.set(index, { ...before, report });
      tell();
    },
    onEnd: (index, outcome) => {
      running.delete(index);
      if (signal?.aborted) return;
      ended++;
      const experiment = missing[index];
      if (outcome instanceof Error) {
        failures.push({ experiment, error: outcome });
        onEnd?.(experiment, outcome);
      } else {
        // The models first: a result without them would be trained again.
        if (models !== undefined) saveModels(outcome, models);
        const result = storeResult(outcome.result, results);
        stored.set(experimentName(experiment), result);
        onEnd?.(experiment, result);
      }
      tell();
    },
  });
  return { stored, failures };
}
