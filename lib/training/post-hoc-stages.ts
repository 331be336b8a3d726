import { existsSync } from 'node:fs';
import { writeArrays } from '../files/array-file';
import { Model, type ModelParts } from '../phoenix/model';
import { maskOf } from '../pruning/prune';
import type { Study } from '../studies/study';
import {
  headerOf,
  isOfAnotherRun,
  readOwn,
  type CheckpointHeader,
  type CheckpointIdentity,
} from './checkpoint-identity';
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

/** What is kept of a finished training. */
type Finished = Pick<Trained, 'best' | 'last' | 'history' | 'stoppedBy' | 'seconds'>;

/** What is finished: fine-tunings by sparsity and repeat, and the best of each sparsity so far. */
export interface Progress {
  readonly unpruned: Finished;
  readonly fineTunings: readonly FineTuning[];
  readonly winners: readonly Finished[];
}

/**
 * The trainings of a post hoc pruning, one after the other: the one under way has a checkpoint of its own, what is finished is
 * kept in the file that the caller named.
 */
export class Stages {
  /** The epoch, counted through all trainings, after which the run was resumed; null where it began anew. */
  resumedAfter: number | null = null;
  private warned = false;

  constructor(
    private readonly study: Study,
    private readonly options: TrainOptions,
    private readonly identity: CheckpointIdentity,
  ) {}

  /** What a stopped run had finished, or null. @param of the size of its models and their genes */
  found(of: Pick<ModelParts, 'shape' | 'genes'>): Progress | null {
    const { checkpoint } = this.options;
    if (!checkpoint || !existsSync(checkpoint.file)) return null;
    const progress = readProgress(checkpoint.file, this.identity, of);
    this.resumedAfter = epochsOf(progress);
    return progress;
  }

  /** Trains one stage; its epochs are counted on from those before. */
  async train(plan: TrainingPlan, extra: Partial<TrainOptions>, progress: Progress | null): Promise<Trained> {
    const { study } = this;
    const { checkpoint, onEpoch } = this.options;
    const settings = { ...this.options, ...extra };
    const before = progress === null ? 0 : epochsOf(progress);
    if (checkpoint && progress !== null) {
      // Left by a stage before, which ended while the progress could not be written, or was killed between the two.
      const file = stageFile(checkpoint.file);
      if (existsSync(file) && isOfAnotherRun(file, identityOf(study, plan, settings))) {
        discardCheckpoint(file);
      }
    }
    const trained = await train(study, plan, {
      ...settings,
      onWarning: (text) => this.warn(text),
      checkpoint: checkpoint && { ...checkpoint, file: stageFile(checkpoint.file) },
      onEpoch: (report) => onEpoch?.({ ...report, epoch: before + report.epoch }),
    });
    if (trained.stoppedBy === 'request') {
      throw new Error(
        `${checkpoint?.file} has a training of ${trained.last.epoch} epochs, more than the ${plan.epochs} of this run: name another ` +
          'file, or ask for as many epochs as before',
      );
    }
    if (trained.resumedAfter !== null) this.resumedAfter = before + trained.resumedAfter;
    return trained;
  }

  /** Keeps what is finished; only then the stage's own checkpoint, till now all that there was of it, can go. */
  keep(progress: Progress): Progress {
    const { checkpoint } = this.options;
    if (!checkpoint) return progress;
    try {
      writeProgress(checkpoint.file, progress, this.identity);
      discardCheckpoint(stageFile(checkpoint.file));
    } catch (error) {
      this.warn(
        `${(error as Error).message}. The training goes on; while that lasts, a stop loses finished stages.`,
      );
    }
    return progress;
  }

  /** One warning a run, not one a stage. */
  private warn(text: string): void {
    if (!this.warned) (this.options.onWarning ?? warningOnStderr)(text);
    this.warned = true;
  }
}

/** Epochs trained so far, over all finished trainings. */
function epochsOf({ unpruned, fineTunings }: Progress): number {
  return fineTunings.reduce((sum, { stopEpoch }) => sum + stopEpoch, unpruned.last.epoch);
}

/** What is kept of a training that is finished. */
export function summaryOf({ best, last, history, stoppedBy, seconds }: Trained): Finished {
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
