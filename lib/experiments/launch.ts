import { fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { LinearModel } from '../evidence/linear-model';
import { Model } from '../phoenix/model';
import { TrainingAborted, warningOnStderr } from '../training/train';
import { TrainingFailure } from '../training/training-failure';
import type { EpochReport, TrainedModel } from '../training/training-run';
import { lockRun } from './checkpoint-file';
import type { Experiment } from './experiment';
import type { FittedModel } from './measure-model';
import type { Outcome } from './run-linear';
import type { FittedParts, FromWorker, ToWorker, TrainedParts } from './worker';

/** An experiment under way in a process of its own. */
export interface Launched {
  /** Resolves when it is done; rejects with what went wrong (TrainingAborted after an abort). */
  readonly finished: Promise<Outcome>;
  /** Ends it after the epoch under way, with the model that it has. */
  finish(): void;
  /** Stops after the epoch under way; a second call stops at once. */
  abort(): void;
}

/** Whom to tell of a launched experiment. */
export interface LaunchOptions {
  readonly onEpoch?: (report: EpochReport) => void;
  /** Told what the run warns of; without it a warning goes to stderr. */
  readonly onWarning?: (text: string) => void;
  /** Where to keep what a stopped run resumes from. Discard it once the result is safe. */
  readonly checkpoint?: string;
}

/**
 * Starts an experiment in a worker process: it has a core, a tfjs and a memory to itself, the caller stays responsive, and
 * it dies with the caller.
 * @throws Error when another process trains the run with this checkpoint
 */
export function launchExperiment(experiment: Experiment, options: LaunchOptions = {}): Launched {
  const { checkpoint, onWarning = warningOnStderr } = options;
  const unlock = checkpoint === undefined ? undefined : lockRun(checkpoint);
  // Compiled, the worker is a .js file; run from source (by tsx) it is a .ts file and needs the same loader.
  const extension = extname(__filename);
  const worker = fork(join(__dirname, `worker${extension}`), [], {
    serialization: 'advanced',
    execArgv: extension === '.ts' ? process.execArgv.filter((word) => !word.startsWith('--test')) : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // One process a core: threads of its own would only wait for each other's.
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1', ...process.env },
  });
  let complaints = '';
  worker.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2000)));
  let abortions = 0;

  let outcome: Outcome | Error | null = null;
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'epoch') options.onEpoch?.(message.report);
    else if (message.kind === 'warning') onWarning(message.text);
    else if (message.kind === 'finished') {
      const { result, best, last } = message.finished;
      outcome = { result, best: arrived(best), last: arrived(last) };
    } else if (message.kind === 'fitted') {
      outcome = { result: message.result, fitted: arrivedFit(message.fitted) };
    } else if (message.name === 'TrainingAborted') outcome = new TrainingAborted(message.message);
    else if (message.remedies) outcome = new TrainingFailure(message.message, message.remedies);
    else outcome = new Error(message.message);
  });
  const finished = new Promise<Outcome>((resolve, reject) => {
    worker.on('error', reject);
    // 'close' comes when the process is gone and its last message and last words on stderr have been read.
    worker.on('close', (code, signal) => {
      unlock?.();
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      // What a system does that runs out of memory.
      const hint = signal === 'SIGKILL' ? ' (memory may have run out: give it fewer jobs)' : '';
      if (outcome === null && abortions > 0) outcome = new TrainingAborted('stopped');
      outcome ??= new Error(
        `the training process ended ${how} before its result${hint}. ${complaints.trim()}`.trim(),
      );
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    });
  });
  // A caller that aborts and looks away must not bring the process down.
  finished.catch(() => undefined);

  const tell = (message: ToWorker): void => {
    if (worker.connected) worker.send(message);
  };
  tell({ kind: 'run', experiment, checkpoint: checkpoint ?? null });
  return {
    finished,
    finish: () => tell({ kind: 'finish' }),
    abort(): void {
      abortions++;
      if (abortions === 1) tell({ kind: 'abort' });
      else worker.kill('SIGKILL');
    },
  };
}

/** A linear model of a worker, whole again. */
function arrivedFit(fitted: FittedParts): FittedModel {
  return { ...fitted, model: new LinearModel(...fitted.model) };
}

/** A trained model of a worker, whole again. */
function arrived(trained: TrainedParts): TrainedModel {
  return { ...trained, model: new Model(trained.model) };
}
