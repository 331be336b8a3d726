import type { Tolerances } from '../ode/solver';
import type { PhoenixShape } from '../phoenix/parameters';
import type { Mixing } from '../pruning/dash-scores';
import type { WeightScores } from '../pruning/normalised-weights';
import type { PriorKnowledge, Lambdas } from '../pruning/prior-knowledge';
import type { PenaltyPlan } from '../pruning/penalty';
import type { PruningSchedule } from '../pruning/schedule';
import type { PlateauRule } from './plateau';

/** How much faster than the weights the multipliers v train, in the published code and here. */
export const MULTIPLIER_FACTOR = 5;
/** Where v of a stretched time, and of own data, is held: below 0 it would never return, and its gene would stand still for good. */
export const MULTIPLIER_FLOOR = 1e-3;

/**
 * How training solves the ODE unless it is told otherwise. On models as training leaves them (SIM350) the solutions are then
 * within 3e-5 to 6e-5 rms of the exact ones, as Dormand-Prince's at the same tolerances are within 1e-5 to 1e-4, at 0.4 to 0.7
 * of the evaluations; a thousandth of the noise of the data, and runs end where the other scheme's end.
 */
export const TRAINING_TOLERANCES = { scheme: 'krogstad', relative: 1e-3, absolute: 1e-5 } as const;

/** Which time the rates v are drawn in, where training sees another one than the data's. */
export const RATES_PER = ['stretched-time', 'data-time'] as const;
export type RatesPer = (typeof RATES_PER)[number];

/** A score of its own: at an event the lowest of the entries that remain in a matrix go. */
export interface PruningScore {
  /** What a checkpoint knows it by. */
  readonly name: string;
  /** @param weights normalised, by matrix */
  readonly of: (weights: WeightScores, knowledge: PriorKnowledge, shape: PhoenixShape) => WeightScores;
}

/** How a model is trained: everything that is not data and not randomness. */
export interface TrainingPlan {
  /** m, hidden neurons a branch. */
  readonly hidden: number;
  /** At most this many epochs. */
  readonly epochs: number;
  /** Adam's rate at the start, and again after every pruning event. */
  readonly learningRate: number;
  /** How much faster the gene multipliers v train. */
  readonly multiplierFactor: number;
  /**
   * Training sees all intervals multiplied by this; absent: 1. v is drawn and trained in that stretched time, so that data in
   * another unit, with the scale that undoes it, train alike. The model that is started from and the models that are handed
   * out have v in the data's time unit, so that nobody else needs to know. Of intervals of 1e-3 the field with v in (0, 1)
   * hardly notices, over intervals of 50 it has settled and is stiff.
   */
  readonly timeScale?: number;
  /** v is drawn from (0, 1) per unit of the stretched time (absent), or of the data's: a slow start where the scale is large. */
  readonly ratesPer?: RatesPer;
  /**
   * v of the stretched time is held at this or above after every step; absent or null: not held. relu(v) passes no gradient
   * below 0: a multiplier that gets there never returns, and its gene stands still for good.
   */
  readonly multiplierFloor?: number | null;
  readonly plateau: PlateauRule;
  /** Stop after this many epochs without a new minimum of the validation loss; null trains all epochs. */
  readonly patience: number | null;
  /** `trajectory`: one step a trajectory with all its pairs. A number: that many random pairs a step. */
  readonly batches: 'trajectory' | number;
  /** `firstStep: 'tangent'` halves the solves of pseudotime intervals, which are short. */
  readonly tolerances: Required<Pick<Tolerances, 'relative' | 'absolute'>> &
    Pick<Tolerances, 'firstStep' | 'scheme'>;
  /** Weight of the data in the loss; 1 - tau is the weight of PHOENIX's prior term. */
  readonly tau: number;
  /** null: nothing is pruned. */
  readonly pruning: {
    readonly schedule: PruningSchedule;
    readonly lambdas: Lambdas;
    /** How weights and prior are brought to one scale; as published where it is left out. */
    readonly mixing?: Mixing;
    /** Prunes by another score than DASH's. */
    readonly score?: PruningScore;
  } | null;
  /** What is added to the data loss. Models with gates start from Kaiming's weights, all others from PHOENIX's. */
  readonly penalty?: PenaltyPlan;
  /**
   * Copies a slip of the published code: after the first pruning event its reset of the learning rate gives U_P the faster
   * rate and v the plain one.
   */
  readonly asPublishedCode: boolean;
}

/** What a kind of data decides of a plan: the published code's settings, which differ between them. */
export interface TrainingSettings extends Pick<
  TrainingPlan,
  'epochs' | 'patience' | 'learningRate' | 'plateau' | 'batches' | 'tolerances'
> {
  readonly schedule: PruningSchedule;
}
