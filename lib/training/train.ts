import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Study } from '../studies/study';
import type { Kernel } from '../kernels/kernel';
import type { Model } from '../phoenix/model';
import { maskOf } from '../pruning/prune';
import { readCheckpoint } from './checkpoint';
import type { CheckpointIdentity } from './checkpoint-identity';
import { CheckpointKeeper, type CheckpointPlace } from './checkpoint-keeper';
import type { TrainingPlan } from './plan';
import {
  TrainingRun,
  type EpochReport,
  type ModelMeasures,
  type StopReason,
  type TrainedModel,
} from './training-run';

/** What goes with a plan: randomness, where to compute, whom to tell. */
export interface TrainOptions {
  readonly seed: number;
  readonly kernel: Kernel;
  /** Told after every epoch, also of those that a checkpoint brought back. */
  readonly onEpoch?: (report: EpochReport) => void;
  /** Told after every step, how many of the epoch's are done: an epoch of a large model may take minutes. */
  readonly onStep?: (done: number, of: number) => void;
  /** Measures the model just before every pruning event; the report of the event's epoch holds what it returns. */
  readonly onPruning?: (model: TrainedModel) => ModelMeasures;
  /** Aborting stops after the epoch under way; a checkpoint, where there is one, is written first. */
  readonly signal?: AbortSignal;
  /**
   * Where to keep what a stopped run resumes from, the finished model included. Discard it once the result is stored. Where it
   * cannot be written the training goes on.
   */
  readonly checkpoint?: CheckpointPlace;
  /**
   * Ends the run with the epochs that it has, as if its plan had no more: at once with what its checkpoint holds, or, given a
   * signal, after the epoch under way when that is aborted. Only after a pruning event that the schedule spares a last epoch is one
   * more trained.
   */
  readonly finish?: boolean | AbortSignal;
  /** Told once if checkpoints cannot be written; without it a warning goes to stderr. */
  readonly onWarning?: (text: string) => void;
  /** A model to train on from, pruned or not; without it the seed draws one. */
  readonly start?: Model;
}

/** A finished training. */
export interface Trained {
  /** The best validation epoch (from the first pruning event on, where the strategy prunes), and the last epoch. */
  readonly best: TrainedModel;
  readonly last: TrainedModel;
  readonly history: readonly EpochReport[];
  readonly stoppedBy: StopReason;
  /** Seconds of training, those before a resumed stop included. */
  readonly seconds: number;
  /** The epoch after which this run was resumed, or null. */
  readonly resumedAfter: number | null;
}

/** The run was aborted through its signal. */
export class TrainingAborted extends Error {
  override readonly name = 'TrainingAborted';
}

/**
 * Trains a model to its stop (spec of the paper's sections 3, 5): the same study, plan, seed and machine give the same bits,
 * through any number of stops and resumes. A checkpoint resumes with other epochs, too: what has gone beyond them ends at once.
 * @throws TrainingAborted when the signal aborts; TrainingFailure when the model explodes; Error for a checkpoint of
 *   another run, or where there is none to finish
 */
export async function train(study: Study, plan: TrainingPlan, options: TrainOptions): Promise<Trained> {
  const {
    seed,
    kernel,
    onEpoch,
    onStep,
    onPruning,
    signal,
    checkpoint,
    finish = false,
    start,
    onWarning = warningOnStderr,
  } = options;
  const run = new TrainingRun(study, plan, seed, kernel, start);
  const identity = identityOf(study, plan, options);
  const resumed = checkpoint && existsSync(checkpoint.file) ? resume(run, checkpoint.file, identity) : null;
  if (finish === true && resumed === null) {
    throw new Error(
      `there is nothing to finish: ${checkpoint?.file ?? 'no checkpoint is named, and it'} is not there`,
    );
  }
  const asked = (): boolean =>
    run.reports.length > 0 && (typeof finish === 'boolean' ? finish : finish.aborted && !signal?.aborted);
  const ended = (): StopReason | null => run.finished ?? (asked() && run.mayEnd ? 'request' : null);
  if (resumed !== null) run.reports.forEach((report) => onEpoch?.(report));
  const resumedAfter = resumed === null ? null : run.reports.length;
  const started = performance.now() - 1000 * (resumed ?? 0);
  const seconds = (): number => (performance.now() - started) / 1000;
  const keeper = checkpoint && new CheckpointKeeper(checkpoint, identity, resumedAfter, onWarning);

  let stoppedBy = ended();
  while (stoppedBy === null) {
    const measures = onPruning && run.prunesNext ? onPruning(run.lastModel) : undefined;
    const report = run.runEpoch(measures, onStep);
    onEpoch?.(report);
    // Lets messages in: an abort, above all.
    await setImmediate();
    stoppedBy = ended();
    const aborted = signal?.aborted ?? false;
    if (keeper && (keeper.due || aborted || stoppedBy !== null)) keeper.save(run.state(), seconds());
    if (aborted && stoppedBy === null) {
      const epoch = run.reports.length;
      throw new TrainingAborted(`stopped after epoch ${epoch}${keeper?.lossAfter(epoch) ?? ''}`);
    }
  }
  return {
    best: run.bestModel,
    last: run.lastModel,
    history: run.reports,
    stoppedBy,
    seconds: seconds(),
    resumedAfter,
  };
}

/** What a checkpoint of this training has to have been made with. How many epochs are asked for is no part of it. */
export function identityOf(
  study: Study,
  plan: TrainingPlan,
  { seed, start }: Pick<TrainOptions, 'seed' | 'start'>,
): CheckpointIdentity {
  return {
    configuration: hashOf({ plan: { ...plan, epochs: undefined }, seed, start: start && hashOfModel(start) }),
    study: study.hash,
    source: study.source,
  };
}

/** Where warnings go that nobody asked for. */
export const warningOnStderr = (text: string): void => process.emitWarning(text);

/** Whether a run, or a stage of it, left a checkpoint there. */
export function hasCheckpoint(file: string): boolean {
  return [file, stageFile(file)].some(existsSync);
}

/** Removes the checkpoint of a run whose result is safe, and that of a stage of it. */
export function discardCheckpoint(file: string): void {
  for (const one of [file, stageFile(file)]) rmSync(one, { force: true });
}

/** Where a stage of a run of several trainings keeps its own checkpoint. */
export function stageFile(file: string): string {
  return `${file}.stage`;
}

/** Restores the run and returns the seconds it had trained. */
function resume(run: TrainingRun, file: string, identity: CheckpointIdentity): number {
  const { state, seconds } = readCheckpoint(file, identity, run);
  run.restore(state);
  return seconds;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function hashOfModel(model: Model): string {
  const hash = createHash('sha256');
  for (const part of [model.parameters, maskOf(model)]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.digest('hex');
}
