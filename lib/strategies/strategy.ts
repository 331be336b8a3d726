import type { Dataset, PenaltyWeights } from '../datasets/dataset';
import type { Lambdas } from '../pruning/prior-knowledge';
import type { Mixing } from '../pruning/dash-scores';
import type { PruningSchedule } from '../pruning/schedule';
import type { TrainingPlan } from '../training/plan';

/** What a strategy reads of an experiment. */
export interface StrategySettings extends Lambdas {
  /** How weights and prior are brought to one scale in a score (strategy dash). */
  readonly mixing: Mixing;
  /** Weight of the strategy's penalty in the loss (strategies l0, c-node, path-reg); 0 for those that have none. */
  readonly penaltyWeight: number;
  /** Copy the published code where it departs from the paper: a slip in resetting the learning rates, and its penalties. */
  readonly asPublishedCode: boolean;
}

/** A way to a sparse model: all that the house asks of it. */
export interface Strategy<Name extends string = string> {
  readonly name: Name;
  /** Its name as the paper writes it. */
  readonly label: string;
  /** How it is drawn in every figure: a colour of Okabe and Ito (2008), safe for colour-blind readers, and a Vega-Lite shape or path. */
  readonly colour: string;
  readonly shape: string;
  /** Its part of the training plan: what is pruned when, or what is added to the loss. */
  readonly plan: (
    settings: StrategySettings,
    schedule: PruningSchedule,
  ) => Pick<TrainingPlan, 'pruning' | 'penalty'>;
  /** Weight of the data in the loss where a prior is known; PHOENIX's prior term has the rest. Absent: 1. */
  readonly tau?: number;
  /** How much prior is in its scores. Absent: none. */
  readonly lambdas?: (dataset: Dataset) => Lambdas;
  /** Lambdas and mixing may be set. */
  readonly mixes?: true;
  /** It prunes by a penalty, whose weight on simulated data, and on others that give none, this is. */
  readonly penalty?: PenaltyWeights;
  /** Trained unpruned, pruned once and fine-tuned, on a grid of sparsities (`trainPostHoc`). */
  readonly postHoc?: true;
  /** It trains the network that data and prior make plausible (`evidenceOf`), in a model that can hold no other (`modelOfNetwork`). */
  readonly evidence?: true;
  /** It trains no PHOENIX: a linear model by lasso, of the data alone or with a discount for the prior's pairs (`fitLasso`). */
  readonly linear?: 'data' | 'prior';
}

/** The plan of a strategy that prunes by events: by DASH's score with these lambdas, (0, 0) being magnitude, (1, 1) the prior. */
export const byScore: Strategy['plan'] = ({ lambda1, lambda2, mixing }, schedule) => ({
  pruning: { schedule, lambdas: { lambda1, lambda2 }, mixing },
});

/** The weights of a strategy's penalty on a data set; null for a strategy without a penalty. */
export function penaltyWeights(strategy: Strategy, dataset: Dataset): PenaltyWeights | null {
  return (strategy.penalty && (dataset.penalties?.[strategy.name] ?? strategy.penalty)) ?? null;
}
