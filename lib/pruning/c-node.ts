import * as tf from '@tensorflow/tfjs-node';
import { viewsOf, type PhoenixShape } from '../phoenix/parameters';
import { drawnAtEveryEvaluation } from './gated-parameters';
import type { PenaltyPlan } from './penalty-plan';

/**
 * The L1 norm of the paths from gene to gene (C-NODE): mean over all n^2 ordered pairs of |U_S| |W_S| + |U_P| |W_P|.
 * The mean needs no n x n product: the entries of |U| |W| sum to the column sums of |U| times the row sums of |W|.
 * One operation with its gradient written out, sign(w_kj) (column sum k of |U|) and sign(u_ik) (row sum k of |W|): on the tape
 * it costs more than the whole solve.
 * @param flat flat parameters, without gates
 */
export function pathL1(flat: tf.Tensor1D, shape: PhoenixShape): tf.Scalar {
  const { genes: n, hidden: m } = shape;
  const operation = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const values = (inputs[0] as tf.Tensor1D).dataSync<'float32'>();
    const views = viewsOf(values, shape);
    const branches = BRANCHES.map(([w, u]) => ({
      w,
      u,
      ofNeuron: { w: rowSums(views[w], m, n), u: columnSums(views[u], n, m) },
    }));
    const total = branches.reduce(
      (sum, { ofNeuron }) => sum + ofNeuron.w.reduce((dot, value, k) => dot + value * ofNeuron.u[k], 0),
      0,
    );
    const gradFunc = (dy: tf.Tensor): tf.Tensor => {
      const scale = dy.dataSync()[0] / n ** 2;
      const gradient = new Float32Array(values.length);
      const into = viewsOf(gradient, shape);
      for (const { w, u, ofNeuron } of branches) {
        const [ofW, weightsW, ofU, weightsU] = [into[w], views[w], into[u], views[u]];
        for (let k = 0, p = 0; k < m; k++) {
          const ofRow = scale * ofNeuron.u[k];
          for (let j = 0; j < n; j++, p++) ofW[p] = sign(weightsW[p]) * ofRow;
        }
        const ofColumn = ofNeuron.w.map((sum) => scale * sum);
        for (let i = 0, p = 0; i < n; i++) {
          for (let k = 0; k < m; k++, p++) ofU[p] = sign(weightsU[p]) * ofColumn[k];
        }
      }
      return tf.tensor1d(gradient);
    };
    return { value: tf.scalar(total / n ** 2), gradFunc };
  });
  return operation(flat) as tf.Scalar;
}

const BRANCHES = [
  ['wS', 'uS'],
  ['wP', 'uP'],
] as const;

/** Sums of absolute values by row. */
function rowSums(values: Float32Array, rows: number, cols: number): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0, p = 0; i < rows; i++) for (let j = 0; j < cols; j++, p++) sums[i] += Math.abs(values[p]);
  return sums;
}

/** Sums of absolute values by column. */
function columnSums(values: Float32Array, rows: number, cols: number): Float64Array {
  const sums = new Float64Array(cols);
  for (let i = 0, p = 0; i < rows; i++) for (let j = 0; j < cols; j++, p++) sums[j] += Math.abs(values[p]);
  return sums;
}

/** Math.sign costs ten times as much here. */
const sign = (value: number): number => (value > 0 ? 1 : value < 0 ? -1 : 0);

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
