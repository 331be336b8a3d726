import { BRANCHES, viewsOf, type PhoenixShape } from '../phoenix/parameters';
import { drawnAtEveryEvaluation } from './gated-parameters';
import type { PenaltyPlan } from './penalty-plan';

/**
 * The L1 norm of the paths from gene to gene (C-NODE): mean over all n^2 ordered pairs of |U_S| |W_S| + |U_P| |W_P|.
 * The mean needs no n x n product: the entries of |U| |W| sum to the column sums of |U| times the row sums of |W|. By that its
 * derivative by w_kj is sign(w_kj) (column sum k of |U|), by u_ik sign(u_ik) (row sum k of |W|), over n^2.
 * @param flat flat parameters, without gates
 * @param gradient takes `weight` times the gradient, added to what it holds
 * @returns `weight` times the norm
 */
export function addPathL1(
  flat: Float32Array,
  shape: PhoenixShape,
  weight: number,
  gradient: Float32Array,
): number {
  const { genes: n, hidden: m } = shape;
  const [weights, into] = [viewsOf(flat, shape), viewsOf(gradient, shape)];
  const scale = weight / n ** 2;
  let total = 0;
  for (const { w, u } of BRANCHES) {
    const [inputs, outputs, ofInputs, ofOutputs] = [weights[w], weights[u], into[w], into[u]];
    const [ofRows, ofColumns] = [rowSums(inputs, m, n), columnSums(outputs, n, m)];
    for (let k = 0, p = 0; k < m; k++) {
      total += ofRows[k] * ofColumns[k];
      const slope = scale * ofColumns[k];
      for (let j = 0; j < n; j++, p++) ofInputs[p] += sign(inputs[p]) * slope;
    }
    for (let i = 0, p = 0; i < n; i++) {
      for (let k = 0; k < m; k++, p++) ofOutputs[p] += sign(outputs[p]) * scale * ofRows[k];
    }
  }
  return scale * total;
}

/** Sums of absolute values by row. */
function rowSums(values: Float32Array, rows: number, cols: number): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0, p = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < cols; j++, p++) sum += Math.abs(values[p]);
    sums[i] = sum;
  }
  return sums;
}

/** Sums of absolute values by column. */
function columnSums(values: Float32Array, rows: number, cols: number): Float64Array {
  const sums = new Float64Array(cols);
  for (let i = 0, p = 0; i < rows; i++) for (let j = 0; j < cols; j++, p++) sums[j] += Math.abs(values[p]);
  return sums;
}

/** Without a branch, as Math.sign has it: a processor guesses half of them wrong. */
const sign = (value: number): number => Number(value > 0) - Number(value < 0);

/**
 * C-NODE as published: MSE + weight pathL1, no gates.
 *
 * An L1 norm under Adam shrinks weights and makes none exactly 0, so all its sparsity comes from dead genes: each multiplier
 * v <= 0 empties one row of U_S and U_P, 1 / (2 n) of all weights. The paper's 6.2 % are 43 dead genes of 350.
 *
 * As the published code runs it: hard concrete gates at T = 2/3 in training, which are left out when the weights are read.
 */
export function cNodePlan(weight: number, asPublishedCode: boolean): PenaltyPlan {
  return {
    gates: asPublishedCode ? { temperature: 2 / 3, ...drawnAtEveryEvaluation('open') } : null,
    l0: 0,
    pathL1: weight,
    paths: null,
  };
}
