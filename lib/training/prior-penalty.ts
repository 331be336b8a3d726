import * as tf from '@tensorflow/tfjs-node';
import type { Random } from '../math/random';
import { toDense, type SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { blockOf, phiP, phiS } from '../phoenix/tensor-field';
import type { Penalty } from './tensor-step';

/** Random expression vectors on which the field is compared with the prior. */
const SAMPLES = 10_000;

/** A penalty that holds tensors of its own: call `dispose` when the training ends. */
export interface OwnedPenalty {
  readonly penalty: Penalty;
  readonly dispose: () => void;
}

/**
 * PHOENIX's prior term (1 - tau) MSE(joint(X), X A), with X of N = 10 000 vectors of n genes drawn once from U(-0.5, 0.5) and
 * A the signed prior (row = regulator, column = target).
 *
 * The n x N residual is never formed. With columns as samples, F = phi_S(X) over a row of ones, W = [W_S b_S],
 * c_P = exp(W_P phi_P(X) + b_P) and T = A^T X,
 *
 *   |U_S W F + U_P c_P - T|^2 = <U_S^T U_S, W (F F^T) W^T> + <U_P^T U_P, c_P c_P^T> + |T|^2
 *                              + 2 <U_P, U_S W (F c_P^T)> - 2 <U_S, (F T^T)^T W^T> - 2 <U_P, A^T (X c_P^T)>:
 *
 * the sums branch enters through moments that are computed once, and only c_P (m x N) changes from step to step. Equal to
 * the plain expression by test, and several times faster.
 */
export function priorPenalty(
  shape: PhoenixShape,
  prior: SparseMatrix,
  tau: number,
  random: Random,
  samples = SAMPLES,
): OwnedPenalty {
  const { genes: n } = shape;
  const moments = tf.tidy(() => {
    const drawn = Float32Array.from({ length: n * samples }, () => random.uniform(-0.5, 0.5));
    const x = tf.tensor2d(drawn, [n, samples]);
    const a = tf.tensor2d(Float32Array.from(toDense(prior)), [n, n]);
    const f = tf.concat2d([phiS(x), tf.ones([1, samples])], 0);
    const mean = (left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor2D =>
      left.matMul<tf.Tensor2D>(right, false, true).div(samples);
    const target = a.matMul(x, true) as tf.Tensor2D;
    return {
      activationP: phiP(x),
      basis: tf.concat2d([f, x], 0),
      aTransposed: a.transpose<tf.Tensor2D>(),
      ff: mean(f, f),
      ft: mean(f, target),
      tt: target.square().sum<tf.Scalar>().div<tf.Scalar>(samples),
    };
  });

  const penalty: Penalty = (parameters) => {
    const block = (name: Parameters<typeof blockOf>[2]): tf.Tensor2D => blockOf(parameters, shape, name);
    const inner = (left: tf.Tensor, right: tf.Tensor): tf.Tensor => left.mul(right).sum();
    const { activationP, basis, aTransposed, ff, ft, tt } = moments;
    const w = tf.concat2d([block('wS'), block('bS')], 1);
    const uS = block('uS');
    const uP = block('uP');
    const cP = block('wP').matMul<tf.Tensor2D>(activationP).add<tf.Tensor2D>(block('bP')).exp();
    const basisByC = basis.matMul<tf.Tensor2D>(cP, false, true).div<tf.Tensor2D>(samples);
    const fByC = basisByC.slice([0, 0], [n + 1, shape.hidden]);
    const xByC = basisByC.slice([n + 1, 0], [n, shape.hidden]);
    const cByC = cP.matMul(cP, false, true).div(samples);
    const squares = inner(uS.matMul(uS, true), w.matMul<tf.Tensor2D>(ff).matMul(w, false, true))
      .add(inner(uP.matMul(uP, true), cByC))
      .add(tt);
    const products = inner(uP, uS.matMul(w.matMul(fByC)))
      .sub(inner(uS, ft.matMul(w, true, true)))
      .sub(inner(uP, aTransposed.matMul(xByC)));
    return squares.add(products.mul(2)).mul<tf.Scalar>((1 - tau) / n);
  };
  return { penalty, dispose: () => Object.values(moments).forEach((tensor) => tensor.dispose()) };
}
