import type * as tf from '@tensorflow/tfjs-node';
import type { PhoenixShape } from '../phoenix/parameters';
import { blocksOf } from '../phoenix/tensor-field';
import type { PenaltyPlan } from './penalty';

/**
 * The L1 norm of the paths from gene to gene (C-NODE): mean over all n^2 ordered pairs of |U_S| |W_S| + |U_P| |W_P|.
 * The mean needs no n x n product: the entries of |U| |W| sum to the column sums of |U| times the row sums of |W|.
 * @param flat flat parameters, without gates
 */
export function pathL1(flat: tf.Tensor1D, shape: PhoenixShape): tf.Scalar {
  const { wS, wP, uS, uP } = blocksOf(flat.abs(), shape);
  const branch = (w: tf.Tensor2D, u: tf.Tensor2D): tf.Scalar => u.sum(0).mul(w.sum(1)).sum<tf.Scalar>();
  return branch(wS, uS)
    .add(branch(wP, uP))
    .div(shape.genes ** 2);
}

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
    gates: asPublishedCode ? { temperature: 2 / 3, readOut: 'open' } : null,
    l0: 0,
    pathL1: weight,
    paths: null,
  };
}
