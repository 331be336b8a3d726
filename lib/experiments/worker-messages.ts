import { Model, type ModelParts } from '../phoenix/model';
import type { EpochReport, TrainedModel } from '../training/training-run';
import type { Experiment } from './experiment';
import type { Finished } from './run-experiment';

/** A finished experiment on its way between processes, where a model is no more than its parts. */
type TrainedParts = Omit<TrainedModel, 'model'> & { readonly model: ModelParts };
type FinishedParts = Pick<Finished, 'result'> & Readonly<Record<'best' | 'last', TrainedParts>>;

/** The same with models again. */
export function arrived({ result, best, last }: FinishedParts): Finished {
  const whole = (trained: TrainedParts): TrainedModel => ({ ...trained, model: new Model(trained.model) });
  return { result, best: whole(best), last: whole(last) };
}

/** What the parent tells a worker. */
export type ToWorker =
  | { readonly kind: 'run'; readonly experiment: Experiment; readonly checkpoint: string | null }
  | { readonly kind: 'abort' };

/** What a worker tells its parent. */
export type FromWorker =
  | { readonly kind: 'study'; readonly source: string }
  | { readonly kind: 'epoch'; readonly report: EpochReport }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'finished'; readonly finished: FinishedParts }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };
