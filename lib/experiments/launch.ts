import { fork, type ChildProcess } from 'node:child_process';
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
  const { checkpoint } = options;
  const unlock = checkpoint === undefined ? undefined : lockRun(checkpoint);
  let worker = startWorker();
  let abortions = 0;
  /** Kept for a worker that is started again. */
  const told: ToWorker[] = [];
  const tell = (message: ToWorker): void => {
    told.push(message);
    send(worker, message);
  };
  tell({ kind: 'run', experiment, checkpoint: checkpoint ?? null });
  const finished = (async (): Promise<Outcome> => {
    try {
      let ending = await endingOf(worker, options);
      // An interrupt reaches the whole process group, and one that is only just starting has no handler yet: it has done nothing,
      // and what the interrupt asks for has been told to it or comes as an abort.
      if (ending.signal === 'SIGINT' && ending.outcome === null && abortions === 0) {
        worker = startWorker();
        for (const message of told) send(worker, message);
        ending = await endingOf(worker, options);
      }
      if (ending.outcome === null && abortions > 0) throw new TrainingAborted('stopped');
      return resultOf(ending);
    } finally {
      unlock?.();
    }
  })();
  // A caller that aborts and looks away must not bring the process down.
  finished.catch(() => undefined);
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

function startWorker(): ChildProcess {
  // Compiled, the worker is a .js file; run from source (by tsx) it is a .ts file and needs the same loader.
  const extension = extname(__filename);
  return fork(join(__dirname, `worker${extension}`), [], {
    serialization: 'advanced',
    execArgv: extension === '.ts' ? process.execArgv.filter((word) => !word.startsWith('--test')) : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // One process a core: threads of its own would only wait for each other's.
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1', ...process.env },
  });
}

/** One that has ended is told nothing; its end is seen by itself. */
function send(worker: ChildProcess, message: ToWorker): void {
  if (worker.connected) worker.send(message, () => undefined);
}

/** How a worker ended. */
interface Ending {
  /** What it said it came to, or null. */
  readonly outcome: Outcome | Error | null;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Its last words on stderr. */
  readonly complaints: string;
}

/** Hears what a worker says until it has ended. Rejects where it cannot be started. */
function endingOf(
  worker: ChildProcess,
  { onEpoch, onWarning = warningOnStderr }: LaunchOptions,
): Promise<Ending> {
  let complaints = '';
  worker.stderr?.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2000)));
  let outcome: Outcome | Error | null = null;
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'epoch') onEpoch?.(message.report);
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
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    // 'close' comes when the process is gone and its last message and last words on stderr have been read.
    worker.on('close', (code, signal) => resolve({ outcome, code, signal, complaints }));
  });
}

/** @throws what went wrong */
function resultOf({ outcome, code, signal, complaints }: Ending): Outcome {
  if (outcome instanceof Error) throw outcome;
  if (outcome !== null) return outcome;
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  // What a system does that runs out of memory.
  const hint = signal === 'SIGKILL' ? ' (memory may have run out: give it fewer jobs)' : '';
  throw new Error(`the training process ended ${how} before its result${hint}. ${complaints.trim()}`.trim());
}

/** A linear model of a worker, whole again. */
function arrivedFit(fitted: FittedParts): FittedModel {
  return { ...fitted, model: new LinearModel(...fitted.model) };
}

/** A trained model of a worker, whole again. */
function arrived(trained: TrainedParts): TrainedModel {
  return { ...trained, model: new Model(trained.model) };
}
