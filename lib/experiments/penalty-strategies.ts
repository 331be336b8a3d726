import { cNodePlan } from '../pruning/c-node';
import { l0Plan } from '../pruning/l0';
import { pathRegPlan } from '../pruning/path-reg';
import type { PenaltyPlan } from '../pruning/penalty';
import type { Family } from './datasets';

/** The strategies that prune by a penalty on the loss, by the names of the command line. */
export const PENALTY_STRATEGIES = ['l0', 'c-node', 'path-reg'] as const;
export type PenaltyStrategy = (typeof PENALTY_STRATEGIES)[number];

/**
 * Each strategy's penalty, the weight it was tuned to on simulated data, and the weight in the published code. Tuned: the
 * largest weight of a grid of decades whose validation MSE is within 5 % of the grid's lowest (SIM350, 5 % noise, seed 1,
 * 60 epochs; `tune-penalties.ts`, data/results/tuning/penalties.json). The lowest itself would leave all gates of
 * L0 and PathReg open. C-NODE's choice is the end of its grid, and its loss was still falling at 60 epochs: a rough one.
 */
const PENALTIES: Record<
  PenaltyStrategy,
  {
    readonly plan: (weight: number, asPublishedCode: boolean) => PenaltyPlan;
    readonly tuned: Readonly<Record<Family, number>>;
    readonly published: Readonly<Record<Family, number>>;
  }
> = {
  l0: {
    plan: l0Plan,
    tuned: { simulated: 1e-2, 'breast-cancer': 1e-2, 'bone-marrow': 1e-2 },
    published: { simulated: 0, 'breast-cancer': 0, 'bone-marrow': 0 },
  },
  'c-node': {
    plan: cNodePlan,
    tuned: { simulated: 10, 'breast-cancer': 10, 'bone-marrow': 10 },
    published: { simulated: 1e-3, 'breast-cancer': 1e-3, 'bone-marrow': 1e-2 },
  },
  'path-reg': {
    plan: pathRegPlan,
    tuned: { simulated: 1e-4, 'breast-cancer': 1e-4, 'bone-marrow': 1e-4 },
    published: { simulated: 1e-4, 'breast-cancer': 1e-4, 'bone-marrow': 1e-3 },
  },
};

export function isPenaltyStrategy(strategy: string): strategy is PenaltyStrategy {
  return (PENALTY_STRATEGIES as readonly string[]).includes(strategy);
}

/** The penalty's weight where none is asked for; 0 for a strategy without a penalty. */
export function penaltyWeight(strategy: string, family: Family, asPublishedCode: boolean): number {
  if (!isPenaltyStrategy(strategy)) return 0;
  const { tuned, published } = PENALTIES[strategy];
  return (asPublishedCode ? published : tuned)[family];
}

/** The penalty of a strategy at this weight, as its paper defines it or as the published code runs it. */
export function penaltyPlan(
  strategy: PenaltyStrategy,
  weight: number,
  asPublishedCode: boolean,
): PenaltyPlan {
  return PENALTIES[strategy].plan(weight, asPublishedCode);
}
