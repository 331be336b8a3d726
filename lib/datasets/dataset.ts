import type { Lambdas } from '../pruning/prior-knowledge';
import type { Study } from '../studies/study';
import type { TrainingPlan, TrainingSettings } from '../training/plan';
import type { OwnData } from './own-data';

/** What a data set reads of an experiment. */
export interface DataSettings {
  /** The paper's noise level, a fraction: 0.05 is its 5 % (sigma 0.025). 0 for real data, to which none is added. */
  readonly noise: number;
  /** Share of the prior's edges moved; the paper corrupts the prior as much as it noises the data. 0 for real data. */
  readonly priorCorruption: number;
  /** Draw the moved edges from the seed even where a published prior has as many; absent: take that one. */
  readonly priorDraw?: 'seed';
  readonly seed: number;
  /** Take generated data even where the published ones are at hand. */
  readonly generated: boolean;
  /** Breast cancer: a contiguous block of pairs validates; absent: random pairs, as published, whose neighbours train. */
  readonly validation?: 'block';
  /** Breast cancer: so many times on either side of the test times neither train nor validate; absent: none. */
  readonly testGap?: number;
  /** Take what the authors' large files hold in place of what stands in for it (`Dataset.authorsData`); absent: do not. */
  readonly authorsData?: true;
  /** Dataset own: the files, and the hash of the study that was read from them. Absent for all others. */
  readonly own?: OwnData;
}

/** The weight of one strategy's penalty on some data. */
export interface PenaltyWeights {
  /** The largest of `tried` that is close to the grid's lowest validation MSE (`Dataset.close`), or another data set's. */
  readonly tuned: number;
  /** In the published code. */
  readonly published: number;
  /** The grid of `tune-penalties.ts`: decades around the published weight. */
  readonly tried: readonly number[];
  /** Tuned on whole runs, where the loss falls long after the epochs of a trial. */
  readonly wholeRuns?: true;
}

/** A choice that a data set leaves: the authors' own data, or what stands in for them where their files are not at hand. */
export interface AuthorsData {
  /** The registered names of the files. */
  readonly files: readonly string[];
  /** What a run sees with them, and without. */
  readonly used: string;
  readonly without: string;
}

/** What a long training takes, as processor seconds say it on one core of a Xeon server. */
export interface Demands {
  readonly gigabytes: number;
  /** Of a run of all its epochs, by strategy, measurement included. */
  readonly hours: Readonly<Record<string, number>>;
}

/** Data that an experiment can be run on: all that the house asks of them. */
export interface Dataset<Name extends string = string> {
  readonly name: Name;
  /**
   * Null: simulated data, which take noise and a corrupted prior. Measured data are taken as they are, have two more baselines
   * and a path through pruning, and may be tested for pathways; their test set is cut out of the sample that trains, or
   * comes in batches of its own, which start afresh.
   */
  readonly measured: 'one sample' | 'batches' | null;
  /** What validates: single pairs, of which a block may be asked for, or something whole. */
  readonly validatesOn: 'pairs' | 'trajectories' | 'batches' | 'series';
  /** m, hidden neurons a branch; null where it follows from the study. */
  readonly hidden: number | null;
  readonly training: TrainingSettings;
  /** Own data alone: size and settings that follow from their study. */
  readonly suitedTo?: (
    study: Study,
  ) => TrainingSettings & Required<Pick<TrainingPlan, 'hidden' | 'multiplierFloor'>>;
  /** DASH's lambdas. */
  readonly lambdas: Lambdas;
  /** Penalty weights by strategy, where they are not the strategy's own, which are those of simulated data. */
  readonly penalties?: Readonly<Record<string, PenaltyWeights>>;
  /** How far from the lowest validation MSE of its grid a penalty's weight may be and count as close, as a fraction. */
  readonly close: number;
  /** Which of a run's two models is read: of the best validation epoch, or of the last one. */
  readonly read: 'best' | 'last';
  /** What stands under a table of these data: how to read it. */
  readonly notes: readonly string[];
  /** What the authors' large files can put in the place of something, where there is such a thing. */
  readonly authorsData?: AuthorsData;
  /** What a training takes, where it is long; absent: little, or not known beforehand. */
  readonly demands?: Demands;
  /** The study, published or a stand-in that says so. @throws Error naming file, line and gene */
  readonly load: (settings: DataSettings) => Promise<Study>;
}

/**
 * Tolerances of pseudotime intervals, which are so short that a first step along the tangent spans them: half the evaluations,
 * and losses that agree to 8 digits (to 5 on a time stretched by 100).
 */
export const SHORT_INTERVALS = { relative: 1e-3, absolute: 1e-5, firstStep: 'tangent' } as const;
