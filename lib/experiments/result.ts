import type { NetworkBaselines } from '../evaluation/baselines';
import type { NetworkScore } from '../evaluation/evaluate-network';
import type { PredictionError } from '../evaluation/prediction-error';
import type { PostHocGrid } from '../training/post-hoc';
import type { EpochReport } from '../training/training-run';
import type { Experiment } from './experiment';
import type { LibraryVersion } from './library-version';

/** The measures of one model; fractions, except the errors, which are mean squares of expression. */
export interface Measures {
  readonly epoch: number;
  readonly validationLoss: number;
  /** Share of exact zeros over the four matrices, rows of U scaled by relu(v) first. */
  readonly sparsity: number;
  /** Genes whose multiplier is not positive: nothing moves them. */
  readonly deadGenes: number;
  readonly averageOutDegree: number;
  /** Of [E != 0] against the true network over all ordered pairs; null where no truth is known. */
  readonly balancedAccuracy: number | null;
  readonly auroc: number | null;
  readonly auprc: number | null;
  readonly tpr: number | null;
  readonly tnr: number | null;
  /** Early precision over its expectation at random. */
  readonly earlyPrecisionRatio: number | null;
  /** Balanced accuracy at the threshold on |E| that Youden's index picks. */
  readonly balancedAccuracyAtYouden: number | null;
  /** The same measures over the pairs that the prior does not join. */
  readonly outsidePrior: NetworkScore | null;
  readonly testMse: PredictionError;
}

/** Trivial predictors, for the scale of the numbers above. */
export interface Baselines {
  readonly network: NetworkBaselines | null;
  /** g(t_i) as the prediction of g(t_{i+1}); for the roll-out, the start as the prediction of all later times. */
  readonly nothingChanges: PredictionError;
  /** Each gene's training mean. */
  readonly trainingMean: { readonly noisyPairs: number; readonly cleanPairs: number };
}

/** What an experiment came to: the measures of the best validation epoch, those of the last one, and all that made them. */
export interface ExperimentResult extends Omit<Measures, 'epoch'> {
  readonly configuration: Experiment;
  readonly study: { readonly name: string; readonly source: string; readonly hash: string };
  readonly machine: { readonly node: string; readonly processor: string; readonly kernel: string };
  /** The state of this library that made it; missing in results of its first days. */
  readonly library?: LibraryVersion;
  readonly bestEpoch: number;
  /** The last epoch; for post hoc pruning, as the paper counts: all epochs of the grid, one repeat each. */
  readonly stopEpoch: number;
  readonly stoppedBy: 'epochs' | 'patience';
  readonly last: Measures;
  readonly baselines: Baselines;
  /** Seconds of training. */
  readonly seconds: number;
  /** Post hoc pruning: all fine-tunings, and how the sparsity was chosen. */
  readonly postHoc?: PostHocGrid;
  readonly history: readonly EpochReport[];
}
