// First, before what takes long to load.
import { wasInterrupted } from './hold-interrupts';
import type { LinearModel } from '../evidence/linear-model';
import type { ModelParts } from '../phoenix/model';
import { TrainingFailure, type Remedies } from '../training/training-failure';
import type { EpochReport, TrainedModel } from '../training/training-run';
import type { Experiment } from './experiment';
import type { FittedModel } from './measure-model';
import type { ExperimentResult } from './result';
import { strategyNamed } from '../strategies/strategies';
import { runExperiment, type Finished } from './run-experiment';
import { runLinear } from './run-linear';

/** A trained model on its way between processes, where a model is no more than its parts. */
export type TrainedParts = Omit<TrainedModel, 'model'> & { readonly model: ModelParts };
/** A linear model likewise, by what makes it. */
export type FittedParts = Omit<FittedModel, 'model'> & {
  readonly model: ConstructorParameters<typeof LinearModel>;
};
type FinishedParts = Pick<Finished, 'result'> & Readonly<Record<'best' | 'last', TrainedParts>>;

/** What the parent tells a worker. */
export type ToWorker =
  | { readonly kind: 'run'; readonly experiment: Experiment; readonly checkpoint: string | null }
  | { readonly kind: 'finish' }
  | { readonly kind: 'abort' };

/** What a worker tells its parent. */
export type FromWorker =
  | { readonly kind: 'epoch'; readonly report: EpochReport }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'finished'; readonly finished: FinishedParts }
  | { readonly kind: 'fitted'; readonly result: ExperimentResult; readonly fitted: FittedParts }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly message: string;
      readonly remedies?: Remedies;
    };

// The process that trains one experiment. It ends with its parent: when the channel closes there is no one to report to.
const abort = new AbortController();
const finish = new AbortController();

/** Resolves when the message has left this process. */
const tell = (message: FromWorker): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected && process.send) process.send(message, () => resolve());
    else resolve();
  });

process.on('message', (message: ToWorker) => {
  if (message.kind === 'abort') abort.abort();
  else if (message.kind === 'finish') finish.abort();
  else void work(message);
});
// An interrupt from the terminal or from Jupyter reaches the whole process group: the parent says what to do then. One that it ends
// with has the checkpoint written first.
const leave = (): void => {
  if (wasInterrupted()) abort.abort();
  else process.exit(1);
};
process.on('disconnect', leave);

async function work({ experiment, checkpoint }: Extract<ToWorker, { kind: 'run' }>): Promise<void> {
  try {
    if (strategyNamed(experiment.strategy).linear) {
      const { result, fitted } = await runLinear(experiment);
      const { genes, decay, coefficients, intercepts } = fitted.model;
      const model: FittedParts['model'] = [genes, decay, coefficients, intercepts];
      await tell({ kind: 'fitted', result, fitted: { ...fitted, model } });
      return;
    }
    const { result, best, last } = await runExperiment(experiment, {
      signal: abort.signal,
      finish: finish.signal,
      onEpoch: (report) => void tell({ kind: 'epoch', report }),
      onWarning: (text) => void tell({ kind: 'warning', text }),
      ...(checkpoint !== null && { checkpoint: { file: checkpoint } }),
    });
    await tell({ kind: 'finished', finished: { result, best, last } });
  } catch (error) {
    const { name, message } = error as Error;
    const remedies = error instanceof TrainingFailure ? error.remedies : undefined;
    await tell({ kind: 'failed', name, message, remedies });
  } finally {
    process.removeListener('disconnect', leave);
    process.disconnect?.();
  }
}
