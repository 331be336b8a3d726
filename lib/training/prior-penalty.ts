import * as tf from '@tensorflow/tfjs-node';
import type { Kernel } from '../kernels/kernel';
import { gaussLegendre } from '../math/gauss-legendre';
import { toDense, type SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { blocksOf } from '../phoenix/tensor-field';

import { ProductMoments } from './product-moments';
import type { Penalty } from './tensor-step';

/** A penalty that holds tensors of its own: call `dispose` when the training ends. */
export interface OwnedPenalty {
  readonly penalty: Penalty;
  readonly dispose: () => void;
}

const { nodes, weights } = gaussLegendre(12);

/**
 * The integral over x ~ U(-0.5, 0.5) by quadrature. phi_S is smooth there: -u / (1 + u) with u = 0.5 - x in (0, 1).
 */
const mean = (f: (x: number) => number): number =>
  nodes.reduce((sum, u, i) => sum + weights[i] * f(0.5 - u), 0);
const phiSOf = (x: number): number => (x - 0.5) / (1.5 - x);

/**
 * PHOENIX's prior term (1 - tau) MSE(joint(X), X A), X ~ U(-0.5, 0.5), A the signed prior (row = regulator, column = target),
 * as its EXPECTATION over X. The published code estimates it on 10 000 draws; the genes of X are independent, so every
 * moment of joint(X) = U_S c_S + U_P c_P is a product of integrals over one gene, and none of the draws is needed:
 *
 *   n |.|^2 = <U_S^T U_S, E c_S c_S^T> + <U_P^T U_P, E c_P c_P^T> + |A|^2 / 12
 *             + 2 <U_P, U_S E c_S c_P^T> - 2 <U_S, A^T E x c_S^T> - 2 <U_P, A^T E x c_P^T>.
 *
 * With c_S = W_S phi_S + b_S the first moments are those of phi_S; those of c_P are in `product-moments.ts`.
 */
export function priorPenalty(
  kernel: Kernel,
  shape: PhoenixShape,
  prior: SparseMatrix,
  tau: number,
): OwnedPenalty {
  const { genes: n, hidden: m } = shape;
  const moments = new ProductMoments(kernel, m, n);
  const dense = Float32Array.from(toDense(prior));
  const aTransposed = tf.tidy(() => tf.tensor2d(dense, [n, n]).transpose() as tf.Tensor2D);
  const squaredPrior = dense.reduce((sum, entry) => sum + entry * entry, 0) / 12;
  const phi = mean(phiSOf);
  const variance = mean((x) => (phiSOf(x) - phi) ** 2);
  const xPhi = mean((x) => x * phiSOf(x));

  const penalty: Penalty = (parameters) => {
    const inner = (left: tf.Tensor, right: tf.Tensor): tf.Tensor => left.mul(right).sum();
    const outer = (left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor2D =>
      left.matMul(right, false, true) as tf.Tensor2D;
    const { wS, bS, uS, wP, bP, uP } = blocksOf(parameters, shape);
    const meanS = wS.sum<tf.Tensor2D>(1, true).mul(phi).add<tf.Tensor2D>(bS);
    const { single, pair, byPhi, byX } = moments.of(wP, bP);
    const sS = outer(wS, wS).mul(variance).add(outer(meanS, meanS));
    // E c_S c_P^T: c_S is linear in phi_S.
    const sP = outer(wS, byPhi).add(outer(bS, single));
    const squares = inner(uS.matMul(uS, true), sS)
      .add(inner(uP.matMul(uP, true), pair))
      .add(squaredPrior);
    const products = inner(uP, uS.matMul(sP))
      .sub(inner(uS, aTransposed.matMul(wS, false, true)).mul(xPhi))
      .sub(inner(uP, aTransposed.matMul(byX, false, true)));
    return squares.add(products.mul(2)).mul<tf.Scalar>((1 - tau) / n);
  };
  return { penalty, dispose: () => aTransposed.dispose() };
}
