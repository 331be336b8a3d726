import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeArrays } from '../files/array-file';
import type { Study } from '../studies/study';
import { Random } from '../math/random';
import { Model, type ModelParts } from '../phoenix/model';
import { normalisedWeights } from '../pruning/normalised-weights';
import { fullMask, maskOf, prune } from '../pruning/prune';
import {
  headerOf,
  isOfAnotherRun,
  readOwn,
  type CheckpointHeader,
  type CheckpointIdentity,
} from './checkpoint-identity';
import { oneStandardErrorRule } from './one-standard-error';
import type { TrainingPlan } from './plan';
import {
  discardCheckpoint,
  identityOf,
  stageFile,
  train,
  warningOnStderr,
  type Trained,
  type TrainOptions,
} from './train';
import type { EpochReport, TrainedModel } from './training-run';

/** The sparsities that the paper tries. */
export const POST_HOC_SPARSITIES = [0.5, 0.75, 0.83, 0.87, 0.9, 0.92, 0.95, 0.97, 0.99] as const;

/** Fine-tunings at each sparsity; they differ in the order of the data. */
export const POST_HOC_REPEATS = 3;

/** One fine-tuning. */
export interface FineTuning {
  /** Share of each matrix that was pruned. */
  readonly sparsity: number;
  readonly repeat: number;
  /** Of its best epoch. */
  readonly validationLoss: number;
  readonly bestEpoch: number;
  readonly stopEpoch: number;
  readonly seconds: number;
}

/** How the sparsity was chosen. */
export interface PostHocGrid {
  readonly fineTunings: readonly FineTuning[];
  readonly chosenSparsity: number;
  readonly lowestSparsity: number;
  /** Lowest mean validation loss plus its standard error. */
  readonly threshold: number;
  /** Epochs of the unpruned training. */
  readonly unprunedEpochs: number;
  /** Epochs over the grid, the mean of the repeats at each sparsity: what the paper counts. */
  readonly epochs: number;
}

/** A finished post hoc pruning: the unpruned training, then the chosen fine-tuning, epochs numbered on. */
export interface PostHocTrained extends Trained {
  readonly grid: PostHocGrid;
  /** The best repeat at each sparsity, in the order of the grid. */
  readonly winners: readonly TrainedModel[];
}

export interface PostHocOptions extends TrainOptions {
  readonly sparsities?: readonly number[];
  readonly repeats?: number;
}

/**
 * Post hoc pruning with fine-tuning: train unpruned; from the best epoch, for every sparsity of the grid, prune each matrix by
 * its normalised weights (W_P by |W|) in one stroke and train on with the same loop, three times with the data in other
 * orders; choose the sparsest whose mean validation loss is within one standard error of the lowest. The model is the
 * chosen sparsity's repeat with the lowest validation loss.
 *
 * `plan.tau` weighs the unpruned training, which may have PHOENIX's prior term as the unpruned baseline has; fine-tuning has
 * the data alone, as all pruning has.
 *
 * `onEpoch` counts epochs through all trainings. A stopped run resumes to the bit: finished trainings are kept in the
 * checkpoint file, the one under way in a second file beside it; finished fine-tunings are not told again.
 * @throws what `train` throws; RangeError for a sparsity outside [0, 1), or fewer than two repeats
 */
export async function trainPostHoc(
  study: Study,
  plan: TrainingPlan,
  options: PostHocOptions,
): Promise<PostHocTrained> {
  const { sparsities = POST_HOC_SPARSITIES, repeats = POST_HOC_REPEATS, ...shared } = options;
  const odd = sparsities.find((sparsity) => !(sparsity >= 0 && sparsity < 1));
  if (odd !== undefined) throw new RangeError(`a sparsity lies in [0, 1), not at ${odd}`);
  if (sparsities.length === 0 || !(repeats >= 2)) {
    throw new RangeError(
      'a choice within one standard error needs at least one sparsity and two repeats of each',
    );
  }
  const { genes } = study;
  const shape = { genes: genes.length, hidden: plan.hidden };
  const unprunedPlan: TrainingPlan = { ...plan, pruning: null };
  const fineTuningPlan: TrainingPlan = { ...unprunedPlan, tau: 1 };
  const { checkpoint, onEpoch, seed } = shared;
  const identity: CheckpointIdentity = {
    configuration: sha256(JSON.stringify({ plan: unprunedPlan, seed, sparsities, repeats })),
    study: study.hash,
    source: study.source,
  };
  // One warning a run, not one a stage.
  let warned = false;
  const onWarning = (text: string): void => {
    if (!warned) (shared.onWarning ?? warningOnStderr)(text);
    warned = true;
  };
  let progress =
    checkpoint && existsSync(checkpoint.file)
      ? readProgress(checkpoint.file, identity, { shape, genes })
      : null;
  let resumedAfter = progress && epochsOf(progress);

  /** Trains one stage, with a checkpoint of its own; its epochs are counted on from those before. */
  const stage = async (
    stagePlan: TrainingPlan,
    extra: Partial<TrainOptions>,
    before: number,
  ): Promise<Trained> => {
    const settings = { ...shared, ...extra };
    if (checkpoint && progress !== null) {
      // Left by a stage before, which ended while the progress could not be written, or was killed between the two.
      const file = stageFile(checkpoint.file);
      if (existsSync(file) && isOfAnotherRun(file, identityOf(study, stagePlan, settings))) {
        discardCheckpoint(file);
      }
    }
    const trained = await train(study, stagePlan, {
      ...settings,
      onWarning,
      checkpoint: checkpoint && { ...checkpoint, file: stageFile(checkpoint.file) },
      onEpoch: (report) => onEpoch?.({ ...report, epoch: before + report.epoch }),
    });
    if (trained.resumedAfter !== null) resumedAfter = before + trained.resumedAfter;
    return trained;
  };
  /** Keeps what is finished; only then the stage's own checkpoint, till now all that there was of it, can go. */
  const keep = (next: Progress): Progress => {
    if (checkpoint) {
      try {
        writeProgress(checkpoint.file, next, identity);
        discardCheckpoint(stageFile(checkpoint.file));
      } catch (error) {
        onWarning(
          `${(error as Error).message}. The training goes on; while that lasts, a stop loses finished stages.`,
        );
      }
    }
    return next;
  };

  if (progress === null) {
    progress = keep({ unpruned: summaryOf(await stage(unprunedPlan, {}, 0)), fineTunings: [], winners: [] });
  } else {
    progress.unpruned.history.forEach((report) => onEpoch?.(report));
  }
  const dense = progress.unpruned.best.model;
  for (const [index, sparsity] of sparsities.entries()) {
    const start = pruneOnce(dense, sparsity);
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (progress.fineTunings.length > index * repeats + repeat) continue;
      const order = Random.fromSeed(seed, `fine-tuning ${repeat}`).bits();
      const trained: Trained = await stage(fineTuningPlan, { seed: order, start }, epochsOf(progress));
      const winners: Finished[] = [...progress.winners];
      if (repeat === 0 || trained.best.validationLoss < winners[index].best.validationLoss) {
        winners[index] = summaryOf(trained);
      }
      const { best, last, seconds } = trained;
      const fineTuning: FineTuning = {
        sparsity,
        repeat,
        validationLoss: best.validationLoss,
        bestEpoch: best.epoch,
        stopEpoch: last.epoch,
        seconds,
      };
      progress = keep({ ...progress, fineTunings: [...progress.fineTunings, fineTuning], winners });
    }
  }
  return { ...choose(progress, sparsities, repeats), resumedAfter };
}

/** Each matrix pruned to this sparsity by its normalised weights, W_P by |W|: the mask alone, training then sets the zeros. */
export function pruneOnce({ shape, parameters, genes }: Model, sparsity: number): Model {
  const weights = normalisedWeights(parameters, shape, 'magnitude');
  const mask = prune(fullMask(shape), weights, weights, sparsity, shape);
  return new Model({ shape, parameters, mask, genes });
}

/** What is kept of a finished training. */
type Finished = Pick<Trained, 'best' | 'last' | 'history' | 'stoppedBy' | 'seconds'>;

/** What is finished: fine-tunings by sparsity and repeat, and the best of each sparsity so far. */
interface Progress {
  readonly unpruned: Finished;
  readonly fineTunings: readonly FineTuning[];
  readonly winners: readonly Finished[];
}

function choose(
  { unpruned, fineTunings, winners }: Progress,
  sparsities: readonly number[],
  repeats: number,
): Omit<PostHocTrained, 'resumedAfter'> {
  const sparsestFirst = sparsities.map((_, k) => k).sort((a, b) => sparsities[b] - sparsities[a]);
  const at = (k: number): readonly FineTuning[] => fineTunings.slice(k * repeats, (k + 1) * repeats);
  const choice = oneStandardErrorRule(
    sparsestFirst.map((k) => at(k).map(({ validationLoss }) => validationLoss)),
  );
  const chosen = sparsestFirst[choice.chosen];
  const { best, last, history, stoppedBy } = winners[chosen];
  const unprunedEpochs = unpruned.last.epoch;
  const numberedOn = <T extends { readonly epoch: number }>(one: T): T => ({
    ...one,
    epoch: unprunedEpochs + one.epoch,
  });
  return {
    best: numberedOn(best),
    last: numberedOn(last),
    history: [
      ...unpruned.history,
      ...history.map((report, k) =>
        numberedOn({ ...report, pruned: k === 0 ? sparsities[chosen] : report.pruned }),
      ),
    ],
    stoppedBy,
    winners: winners.map((winner) => numberedOn(winner.best)),
    seconds: unpruned.seconds + fineTunings.reduce((sum, { seconds }) => sum + seconds, 0),
    grid: {
      fineTunings,
      chosenSparsity: sparsities[chosen],
      lowestSparsity: sparsities[sparsestFirst[choice.lowest]],
      threshold: choice.threshold,
      unprunedEpochs,
      epochs: Math.round(fineTunings.reduce((sum, { stopEpoch }) => sum + stopEpoch, 0) / repeats),
    },
  };
}

/** Epochs trained so far, over all finished trainings. */
function epochsOf({ unpruned, fineTunings }: Progress): number {
  return fineTunings.reduce((sum, { stopEpoch }) => sum + stopEpoch, unpruned.last.epoch);
}

function summaryOf({ best, last, history, stoppedBy, seconds }: Trained): Finished {
  return { best, last, history, stoppedBy, seconds };
}

interface StoredEpoch {
  readonly epoch: number;
  readonly validationLoss: number;
}

interface StoredTraining extends Pick<Finished, 'stoppedBy' | 'seconds'> {
  readonly best: StoredEpoch;
  readonly last: StoredEpoch;
  readonly history: readonly EpochReport[];
}

interface Header extends CheckpointHeader {
  readonly kind: 'post hoc';
  readonly fineTunings: readonly FineTuning[];
  /** The unpruned training, then the winners by sparsity. */
  readonly trainings: readonly StoredTraining[];
}

function writeProgress(file: string, progress: Progress, identity: CheckpointIdentity): void {
  const trainings = [progress.unpruned, ...progress.winners];
  const header: Header = {
    ...headerOf('post hoc', identity),
    fineTunings: progress.fineTunings,
    trainings: trainings.map(({ best, last, ...rest }) => ({
      ...rest,
      best: { epoch: best.epoch, validationLoss: best.validationLoss },
      last: { epoch: last.epoch, validationLoss: last.validationLoss },
    })),
  };
  const arrays = trainings.flatMap(({ best, last }, k) => [
    [`best${k}`, best.model.parameters] as const,
    [`last${k}`, last.model.parameters] as const,
    [`mask${k}`, maskOf(last.model)] as const,
  ]);
  writeArrays(file, header, Object.fromEntries<Float32Array | Uint8Array>(arrays));
}

function readProgress(
  file: string,
  identity: CheckpointIdentity,
  of: Pick<ModelParts, 'shape' | 'genes'>,
): Progress {
  const { header, arrays } = readOwn<Header>(file, 'post hoc', identity);
  const { fineTunings, trainings } = header;
  const [unpruned, ...winners] = trainings.map(({ best, last, ...rest }, k): Finished => {
    const mask = arrays[`mask${k}`] as Uint8Array;
    const model = (stored: StoredEpoch, name: string): TrainedModel => ({
      ...stored,
      model: new Model({ ...of, parameters: arrays[`${name}${k}`] as Float32Array, mask }),
    });
    return { ...rest, best: model(best, 'best'), last: model(last, 'last') };
  });
  return { unpruned, fineTunings, winners };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
