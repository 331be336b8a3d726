import type { EpochReport } from '../training/training-run';
import type { Experiment } from './experiment';
import type { Finished } from './run-experiment';

/** What the parent tells a worker. */
export type ToWorker =
  | { readonly kind: 'run'; readonly experiment: Experiment; readonly checkpoint: string | null }
  | { readonly kind: 'abort' };

/** What a worker tells its parent. */
export type FromWorker =
  | { readonly kind: 'study'; readonly source: string }
  | { readonly kind: 'epoch'; readonly report: EpochReport }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'finished'; readonly finished: Finished }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };
