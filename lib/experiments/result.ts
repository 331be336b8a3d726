import type { NetworkBaselines } from '../evaluation/baselines';
import type { Reliability } from '../evidence/reliability';
import type { LassoChoice } from '../evidence/lasso';
import type { EdgeQuality } from '../evaluation/edge-quality';
import type { NetworkScore } from '../evaluation/network-score';
import type { PredictionError } from '../evaluation/prediction-error';
import type { PostHocGrid } from '../training/post-hoc';
import type { OtherUse } from '../phoenix/parametrisation';
import type { EpochReport, StopReason } from '../training/training-run';
import type { Experiment } from './experiment';
import type { EvidenceRecord } from './weigh-prior';
import type { LibraryVersion } from './library-version';

/**
 * The measures of one model; fractions, except the errors, which are mean squares of expression. Those of its edges are absent
 * where no truth is known, and in results of before they were taken.
 */
export interface Measures extends Partial<EdgeQuality> {
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
  /**
   * Over the rows of the regulators whose targets were measured, and over those of their pairs that the prior does not join
   * (null without such a true edge): elsewhere a missing edge is only an untested one. Absent where all rows are known.
   */
  readonly assayed?: NetworkScore | null;
  readonly assayedOutsidePrior?: NetworkScore | null;
  readonly testMse: PredictionError;
  /**
   * The same of the models that were validated and whose edges are counted, where gates are read in another way for that; null
   * where such a model explodes. Absent where all are one model, and in results of before it was measured.
   */
  readonly testMseOfReadings?: Readonly<Partial<Record<OtherUse, PredictionError | null>>>;
  /** On the held-out simulated trajectories; absent where the study has none, and in results made before it had. */
  readonly heldOutMse?: PredictionError;
}

/** Trivial predictors, for the scale of the numbers above. */
export interface Baselines {
  readonly network: NetworkBaselines | null;
  /** g(t_i) as the prediction of g(t_{i+1}); for the roll-out, the start as the prediction of all later times. */
  readonly nothingChanges: PredictionError;
  /** Each gene's training mean. */
  readonly trainingMean: { readonly noisyPairs: number; readonly cleanPairs: number };
  /** Real data: each gene by its own AR(1) over the training pairs, and on the line through its last two values. */
  readonly autoregression?: number;
  readonly linearExtrapolation?: number;
  /** "Nothing changes" on the held-out simulated trajectories. */
  readonly heldOutNothingChanges?: PredictionError;
}

/** A model on its way, just before a pruning event or at the end: one point of the curves over sparsity. */
export interface PathPoint {
  readonly epoch: number;
  readonly sparsity: number;
  readonly deadGenes: number;
  readonly averageOutDegree: number;
  /** Over all ordered pairs, and over the rows of the assayed regulators; null where there is nothing to compare with. */
  readonly balancedAccuracy: number | null;
  readonly assayedBalancedAccuracy: number | null;
  readonly validationLoss: number;
  /** From each recorded test value to the next. */
  readonly testMse: number;
}

/** What an experiment came to: the measures of the best validation epoch, those of the last one, and all that made them. */
export interface ExperimentResult extends Omit<Measures, 'epoch'> {
  readonly configuration: Experiment;
  readonly study: {
    readonly name: string;
    readonly source: string;
    readonly hash: string;
    /** What is substituted or missing in it; absent where nothing is. */
    readonly remarks?: readonly string[];
  };
  readonly machine: { readonly node: string; readonly processor: string; readonly kernel: string };
  /** The state of this library that made it; missing in results of its first days. */
  readonly library?: LibraryVersion;
  readonly bestEpoch: number;
  /** The last epoch; for post hoc pruning, as the paper counts: all epochs of the grid, one repeat each. */
  readonly stopEpoch: number;
  /** `request`: the run was finished early, and its configuration has the epochs that were trained. */
  readonly stoppedBy: StopReason;
  readonly last: Measures;
  /**
   * Data whose test set is several series, as batches of cells: the squared error of each pair, a mean over the genes, an array a
   * series, of the model that is read of these data (`Dataset.read`). Absent for other data, and in results of before it was kept.
   */
  readonly testPairErrors?: readonly (readonly number[])[];
  readonly baselines: Baselines;
  /** Seconds of training. */
  readonly seconds: number;
  /** Post hoc pruning: all fine-tunings, and how the sparsity was chosen. */
  readonly postHoc?: PostHocGrid;
  /**
   * Real data, strategies with pruning events: the model before each event and at the last epoch. Post hoc pruning: the best
   * repeat at each sparsity of its grid; missing in its older results.
   */
  readonly path?: readonly PathPoint[];
  /** Strategies lasso and lasso-prior: what validation chose. Their sparsity is that of the network, and they have no epochs. */
  readonly lasso?: LassoChoice;
  /** Strategy evidence: how much of the prior the data support, and what it made of it. */
  readonly priorReliability?: Reliability;
  readonly evidence?: EvidenceRecord;
  readonly history: readonly EpochReport[];
}
