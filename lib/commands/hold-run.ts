import { checkpointFile, lockRun, stoppedWithOtherEpochs } from '../experiments/checkpoint-file';
import type { Experiment } from '../experiments/experiment';
import { strategyNamed } from '../strategies/strategies';
import type { Study } from '../studies/study';
import { discardCheckpoint, hasCheckpoint } from '../training/train';
import { WrongUse } from './command';
import type { EXPERIMENT_OPTIONS } from './experiment-options';
import type { Values } from './options';

type Asked = Pick<Values<typeof EXPERIMENT_OPTIONS>, 'checkpoint' | 'checkpointSeconds' | 'fresh' | 'finish'>;

/** A run that this process alone trains. */
export interface HeldRun {
  readonly file: string;
  /** Lets others train it. */
  readonly release: () => void;
}

/** Where a run keeps its checkpoint, unless it was stopped under another number of epochs. */
export const placeOf = (experiment: Experiment, { checkpoint }: Pick<Asked, 'checkpoint'>): string =>
  checkpoint ?? checkpointFile(experiment);

/**
 * Takes a run for this process, and says on stderr where it goes on from: its own checkpoint, or that of the same run with another
 * number of epochs.
 * @throws Error where another process trains it, or where it is to be finished and there is no checkpoint
 */
export function holdRun(experiment: Experiment, study: Study, asked: Asked): HeldRun {
  const own = placeOf(experiment, asked);
  const looksFurther = asked.checkpoint === undefined && !asked.fresh && !hasCheckpoint(own);
  const file = (looksFurther && stoppedWithOtherEpochs(experiment, study)?.file) || own;
  const release = lockRun(file);
  try {
    if (asked.fresh) discardCheckpoint(file);
    if (hasCheckpoint(file)) {
      process.stderr.write(`${asked.finish ? 'finishing' : 'resuming from'} ${file} (--fresh starts anew)\n`);
    } else if (asked.finish) {
      throw new Error(
        `there is nothing to finish: no checkpoint of this run in ${file}. One is written every ` +
          `${asked.checkpointSeconds ?? 15} s and at an interrupt; the same command without --finish trains it`,
      );
    }
    return { file, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** @throws WrongUse for a strategy of which nothing can be finished early, and for a checkpoint that is to be forgotten */
export function requireFinishable({ strategy }: Experiment, { fresh, finish }: Asked): void {
  if (!finish) return;
  const { linear, postHoc } = strategyNamed(strategy);
  if (fresh)
    throw new WrongUse('--finish ends a run with its checkpoint, which --fresh forgets: leave one out');
  if (linear) throw new WrongUse(`--finish ends a training early, and ${strategy} has none`);
  if (postHoc) {
    throw new WrongUse(
      `${strategy} chooses among its trainings and has no model before the last of them ends: --finish cannot end it early`,
    );
  }
}
