import * as tf from '@tensorflow/tfjs-node';
import type { Kernel } from '../kernels/kernel';
import type { SparseMatrix } from '../math/sparse-matrix';
import { viewsOf, type PhoenixShape } from '../phoenix/parameters';
import { BranchMoments } from './branch-moments';

/**
 * PHOENIX's prior term (1 - tau) MSE(joint(X), X A), X ~ U(-0.5, 0.5), A the signed prior (row = regulator, column = target),
 * as its EXPECTATION over X. The published code estimates it on 10 000 draws; the genes of X are independent, so every
 * moment of joint(X) = U c, with U = (U_S, U_P) and c = (c_S, c_P), is a product of integrals over one gene, and none of the
 * draws is needed:
 *
 *   n MSE = <U^T U, E c c^T> - 2 <U, A^T E x c^T> + |A|^2 / 12.
 *
 * One operation with its gradient written out: d U = 2 U E c c^T - 2 A^T E x c^T, and what `BranchMoments` pulls back of U^T U
 * and of -2 A U. On the tape it takes three times as long. A stays sparse.
 */
export function priorPenalty(
  kernel: Kernel,
  shape: PhoenixShape,
  prior: SparseMatrix,
  tau: number,
): (flat: tf.Tensor1D) => tf.Scalar {
  const { genes: n, hidden: m } = shape;
  const moments = new BranchMoments(kernel, shape);
  const { width } = moments;
  const u = kernel.allocateFloats(n * width);
  const ofU = kernel.allocateFloats(n * width);
  const ofMixed = kernel.allocateFloats(n * width);
  const gram = kernel.allocateFloats(width ** 2);
  const values = kernel.allocateFloats(prior.values.length);
  const rowStart = kernel.allocateInts(n + 1);
  const columns = kernel.allocateInts(prior.columns.length);
  kernel.floats.set(prior.values, values);
  kernel.ints.set(prior.rowStart, rowStart);
  kernel.ints.set(prior.columns, columns);
  const squaredPrior = prior.values.reduce((sum, entry) => sum + entry * entry, 0) / 12;
  const weight = (1 - tau) / n;

  const valueAndGradient = (flat: Float32Array): { value: number; gradient: Float32Array } => {
    const blocks = viewsOf(flat, shape);
    const gradient = new Float32Array(flat.length);
    const into = viewsOf(gradient, shape);
    moments.evaluate(blocks);
    const { floats } = kernel;
    for (let i = 0; i < n; i++) {
      floats.set(blocks.uS.subarray(i * m, (i + 1) * m), u + i * width);
      floats.set(blocks.uP.subarray(i * m, (i + 1) * m), u + i * width + m);
    }
    for (const [from, length] of [
      [gram, width ** 2],
      [ofU, n * width],
      [ofMixed, n * width],
    ]) {
      floats.fill(0, from, from + length);
    }
    kernel.multiplyDenseTransposed(u, n, width, u, gram, width);
    kernel.multiplySparseTransposed(values, rowStart, columns, n, moments.mixed, ofU, width);
    kernel.multiplySparse(values, rowStart, columns, n, u, ofMixed, width);
    let value = squaredPrior;
    for (let k = 0; k < width ** 2; k++) value += floats[gram + k] * floats[moments.second + k];
    for (let k = 0; k < n * width; k++) value -= 2 * floats[u + k] * floats[ofU + k];
    // U E c c^T - A^T E x c^T, and -2 A U.
    for (let k = 0; k < n * width; k++) {
      floats[ofU + k] = -floats[ofU + k];
      floats[ofMixed + k] *= -2;
    }
    kernel.multiplyDense(u, n, width, moments.second, ofU, width);
    const ofHidden = moments.pullBack(gram, ofMixed);
    for (const block of ['wS', 'bS', 'wP', 'bP'] as const) into[block].set(ofHidden[block]);
    for (let i = 0, p = 0; i < n; i++) {
      for (let k = 0; k < m; k++, p++) {
        into.uS[p] = 2 * floats[ofU + i * width + k];
        into.uP[p] = 2 * floats[ofU + i * width + m + k];
      }
    }
    for (let k = 0; k < gradient.length; k++) gradient[k] *= weight;
    return { value: weight * value, gradient };
  };

  return (flat) => {
    const operation = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
      const { value, gradient } = valueAndGradient((inputs[0] as tf.Tensor1D).dataSync<'float32'>());
      return {
        value: tf.scalar(value),
        gradFunc: (dy: tf.Tensor) => tf.tensor1d(gradient).mul(dy),
      };
    });
    return operation(flat) as tf.Scalar;
  };
}
