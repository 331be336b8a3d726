import type { GatePlan } from './gated-parameters';

/** What is added to the data loss: the weight of each term; a weight of 0 leaves the term out. Plain data. */
export interface PenaltyPlan {
  /** Gates on the input units of each matrix, or null. */
  readonly gates: GatePlan | null;
  /** Of the expected share of open weights (`expectedL0`). */
  readonly l0: number;
  /** Of the paths' L1 norm (`pathL1`), taken on the weights without their gates. */
  readonly pathL1: number;
  /** Of the open paths, from the gates' probabilities or from the step's sample (`openPaths`). */
  readonly paths: { readonly weight: number; readonly gates: 'expected' | 'sampled' } | null;
}
