import * as tf from '@tensorflow/tfjs-node';
import type { Random } from '../math/random';
import { toDense, type SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { jointOf } from '../phoenix/tensor-field';
import type { Penalty } from './tensor-step';

/** Random expression vectors on which the field is compared with the prior. */
const SAMPLES = 10_000;

/**
 * PHOENIX's prior term: (1 - tau) MSE(joint(X), X A), with X 10 000 x n drawn once from U(-0.5, 0.5) and A the signed prior
 * (row = regulator, column = target). Call `dispose` when the training ends.
 */
export function priorPenalty(
  shape: PhoenixShape,
  prior: SparseMatrix,
  tau: number,
  random: Random,
): { penalty: Penalty; dispose: () => void } {
  const { genes } = shape;
  const [samples, drawn] = tf.tidy(() => {
    const values = Float32Array.from({ length: SAMPLES * genes }, () => random.uniform(-0.5, 0.5));
    const x = tf.tensor2d(values, [SAMPLES, genes]);
    const a = tf.tensor2d(Float32Array.from(toDense(prior)), [genes, genes]);
    return [x.transpose(), x.matMul<tf.Tensor2D>(a).transpose()] as [tf.Tensor2D, tf.Tensor2D];
  });
  return {
    penalty: (parameters) =>
      jointOf(parameters, shape, samples)
        .sub(drawn)
        .square()
        .mean()
        .mul(1 - tau),
    dispose: () => {
      samples.dispose();
      drawn.dispose();
    },
  };
}
