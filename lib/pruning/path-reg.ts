import { BRANCHES, type PhoenixShape } from '../phoenix/parameters';
import { DRAWN_ONCE, drawnAtEveryEvaluation, gatesByMatrix, type OfGates } from './gated-parameters';
import type { PenaltyPlan } from './penalty-plan';

/** The path-L1 norm of PathReg weighs ten times its open paths, in the published settings for every data set. */
const PATH_L1_FACTOR = 10;

/**
 * Open paths from gene to gene (PathReg): mean over all ordered pairs (i, j) of the sum over hidden neurons k of both branches
 * of (gate of gene i) (gate of neuron k). With P(z > 0) for the gates this is the expected number of open paths a pair.
 * The gates belong to input units, so all targets j share them: the mean is mean_i(gene gates) sum_k(neuron gates).
 * @param gates all gates or their probabilities, in the order of `gateLayout`
 */
export function openPaths(gates: Float32Array, shape: PhoenixShape): OfGates {
  const gradient = new Float32Array(gates.length);
  const [values, slopes] = [gatesByMatrix(gates, shape), gatesByMatrix(gradient, shape)];
  let value = 0;
  for (const { w, u } of BRANCHES) {
    const [genes, neurons] = [sum(values[w]) / shape.genes, sum(values[u])];
    value += genes * neurons;
    slopes[w].fill(neurons / shape.genes);
    slopes[u].fill(genes);
  }
  return { value, gradient };
}

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);

/**
 * PathReg as published: MSE + weight (expected open paths) + 10 weight pathL1, T = 2/3, one draw of the gates a step,
 * deterministic gates after training.
 *
 * As the published code runs it: gates drawn anew at every evaluation of the field, the open paths of drawn gates instead of
 * their expectation, and the network read from one draw, where a gate that is rarely closed counts as closed in its share of
 * draws.
 */
export function pathRegPlan(weight: number, asPublishedCode: boolean): PenaltyPlan {
  return {
    gates: { temperature: 2 / 3, ...(asPublishedCode ? drawnAtEveryEvaluation('draw') : DRAWN_ONCE) },
    l0: 0,
    pathL1: PATH_L1_FACTOR * weight,
    paths: { weight, gates: asPublishedCode ? 'sampled' : 'expected' },
  };
}
