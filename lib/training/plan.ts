import type { Tolerances } from '../ode/solver';
import type { Mixing, PriorShares } from '../pruning/dash-scores';
import type { PenaltyPlan } from '../pruning/penalty';
import type { PruningSchedule } from '../pruning/schedule';
import type { PlateauRule } from './plateau';

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
  readonly plateau: PlateauRule;
  /** Stop after this many epochs without a new minimum of the validation loss; null trains all epochs. */
  readonly patience: number | null;
  /** `trajectory`: one step a trajectory with all its pairs. A number: that many random pairs a step. */
  readonly batches: 'trajectory' | number;
  readonly tolerances: Required<Pick<Tolerances, 'relative' | 'absolute'>>;
  /** Weight of the data in the loss; 1 - tau is the weight of PHOENIX's prior term. */
  readonly tau: number;
  /** null: nothing is pruned. */
  readonly pruning: {
    readonly schedule: PruningSchedule;
    readonly shares: PriorShares;
    /** How weights and prior are brought to one scale; as published where it is left out. */
    readonly mixing?: Mixing;
  } | null;
  /** What is added to the data loss, with or without gates. Such models start from Kaiming's weights, not PHOENIX's. */
  readonly penalty?: PenaltyPlan;
  /**
   * Copies a slip of the published code: after the first pruning event its reset of the learning rate gives U_P the faster
   * rate and v the plain one.
   */
  readonly asPublishedCode: boolean;
}
