import { WEIGHT_MATRICES, type PhoenixShape } from '../phoenix/parameters';
import {
  DRAWN_ONCE,
  drawnAtEveryEvaluation,
  gatesByMatrix,
  type GatePlan,
  type OfGates,
} from './gated-parameters';
import type { PenaltyPlan } from './penalty-plan';

/**
 * The expected L0 norm (Louizos et al. 2018): the sum over gates of P(z > 0) times the weights it carries, m for a gene's gate
 * and n for a hidden neuron's, divided by all 4 n m weights. So it is the expected share of weights that are not 0.
 * @param open P(z > 0) of all gates, in the order of `gateLayout`
 */
export function expectedL0(open: Float32Array, shape: PhoenixShape): OfGates {
  const gradient = new Float32Array(open.length);
  const [probabilities, slopes] = [gatesByMatrix(open, shape), gatesByMatrix(gradient, shape)];
  let value = 0;
  for (const matrix of WEIGHT_MATRICES) {
    // Each matrix has n m weights, spread evenly over its gates: its share of open weights is the mean of its gates.
    const share = 1 / (WEIGHT_MATRICES.length * slopes[matrix].length);
    value += probabilities[matrix].reduce((sum, open) => sum + share * open, 0);
    slopes[matrix].fill(share);
  }
  return { value, gradient };
}

/**
 * L0 as published: MSE + weight expectedL0, T = 2/3, deterministic gates after training.
 *
 * As the published code runs it: gates at T = 1/50, no penalty at all, and sparsity counted on one draw of the gates. At that
 * temperature a gate is a coin whose gradient all but vanishes, so log alpha stays where it started and the sparsity is
 * that of the initial drop rates: P(z = 0) = sigmoid(-log((1 - d) / d) - log(11) / 50) is 0.192 for genes (d = 0.2) and
 * 0.488 for hidden neurons (d = 0.5), 34.0 % on average, before dead genes. The paper's tables have 33.8, 34.7, 31.9 and 34.9 %.
 */
export function l0Plan(weight: number, asPublishedCode: boolean): PenaltyPlan {
  const gates: GatePlan = asPublishedCode
    ? { temperature: 1 / 50, ...drawnAtEveryEvaluation('draw') }
    : { temperature: 2 / 3, ...DRAWN_ONCE };
  return { gates, l0: weight, pathL1: 0, paths: null };
}
