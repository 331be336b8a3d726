import { cNodePlan } from '../pruning/c-node';
import { l0Plan } from '../pruning/l0';
import { pathRegPlan } from '../pruning/path-reg';
import type { PenaltyPlan } from '../pruning/penalty';
import type { Family } from '../datasets/datasets';

/** The strategies that prune by a penalty on the loss, by the names of the command line. */
export const PENALTY_STRATEGIES = ['l0', 'c-node', 'path-reg'] as const;
export type PenaltyStrategy = (typeof PENALTY_STRATEGIES)[number];

/**
 * How far from the lowest validation MSE of its grid a weight may be and count as close: on real data no model predicts 2 %
 * better than "nothing changes", and the simulated data's 5 % would let every weight pass.
 */
export const CLOSE: Readonly<Record<Family, number>> = {
  simulated: 0.05,
  'breast-cancer': 0.0025,
  'bone-marrow': 0.0025,
  own: 0.05,
};

/**
 * Each strategy's penalty, the weight it was tuned to, and the weight in the published code, by kind of data. Tuned: the
 * largest weight of a grid of decades whose validation MSE is close to the grid's lowest (`CLOSE`; seed 1, 60 epochs on SIM350
 * with 5 % noise and on BRCA-500, 240 on the B cell lineage, whole runs for C-NODE on SIM350; `tune-penalties.ts`,
 * data/results/tuning/penalties.json).
 *
 * Simulated: the lowest itself would leave all gates of L0 and PathReg open. C-NODE's loss still falls long after 60 epochs.
 *
 * Breast cancer: no weight can close a gate there. 300 epochs of 11 Adam steps at a rate of 1e-4 move log alpha by 0.33 at
 * most, and the nearest deterministic gate closes 2.4 below its start: what is sparse in L0 and PathReg are dead genes, or,
 * as published, the gates that one draw happens to find closed. Nor does any weight of C-NODE's grid matter to the error: the
 * largest has the lowest. BRCA-2000 takes the weights of BRCA-500.
 *
 * Bone marrow: PathReg alone is in the paper's tables and was tuned; L0 and C-NODE take the weights of breast cancer.
 * Own data take the weights of the simulated data.
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
    tuned: { simulated: 1e-2, 'breast-cancer': 1e-2, 'bone-marrow': 1e-2, own: 1e-2 },
    published: { simulated: 0, 'breast-cancer': 0, 'bone-marrow': 0, own: 0 },
  },
  'c-node': {
    plan: cNodePlan,
    tuned: { simulated: 1e-2, 'breast-cancer': 10, 'bone-marrow': 10, own: 1e-2 },
    published: { simulated: 1e-3, 'breast-cancer': 1e-3, 'bone-marrow': 1e-2, own: 1e-3 },
  },
  'path-reg': {
    plan: pathRegPlan,
    tuned: { simulated: 1e-4, 'breast-cancer': 1e-4, 'bone-marrow': 1e-2, own: 1e-4 },
    published: { simulated: 1e-4, 'breast-cancer': 1e-4, 'bone-marrow': 1e-3, own: 1e-4 },
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
