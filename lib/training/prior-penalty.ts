import * as tf from '@tensorflow/tfjs-node';
import { gaussLegendre } from '../math/gauss-legendre';
import { toDense, type SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { blockOf } from '../phoenix/tensor-field';
import type { Penalty } from './tensor-step';

/** A penalty that holds tensors of its own: call `dispose` when the training ends. */
export interface OwnedPenalty {
  readonly penalty: Penalty;
  readonly dispose: () => void;
}

const { nodes, weights } = gaussLegendre(12);

/**
 * The integral over x ~ U(-0.5, 0.5) by quadrature. phi_S and phi_P are smooth there: with u = 0.5 - x in (0, 1),
 * phi_S = -u / (1 + u) and phi_P = -log(1 + u).
 */
const mean = (f: (x: number) => number): number =>
  nodes.reduce((sum, u, i) => sum + weights[i] * f(0.5 - u), 0);
const phiSOf = (x: number): number => (x - 0.5) / (1.5 - x);
const phiPOf = (x: number): number => Math.log1p(phiSOf(x));

/** Quadrature weights for E[exp(w phi_P)], E[phi_S exp(w phi_P)] and E[x exp(w phi_P)]. */
const INTEGRANDS = [(): number => 1, phiSOf, (x: number): number => x].map((f) =>
  nodes.map((u, i) => weights[i] * f(0.5 - u)),
);

/** Terms of the power series of log E exp(w phi_P(x)). It converges for |w| < 9.1; 12 terms serve to |w| = 3. */
const TERMS = 12;
/** Cumulants of phi_P over their factorials: log E exp(w phi_P) = sum_r SERIES[r] w^r. */
const SERIES = cumulantSeries(TERMS);

/**
 * PHOENIX's prior term (1 - tau) MSE(joint(X), X A), X ~ U(-0.5, 0.5), A the signed prior (row = regulator, column = target),
 * as its EXPECTATION over X. The published code estimates it on 10 000 draws; the genes of X are independent, so every
 * moment of joint(X) = U_S c_S + U_P c_P is a product of integrals over one gene, and none of the draws is needed:
 *
 *   n |.|^2 = <U_S^T U_S, E c_S c_S^T> + <U_P^T U_P, E c_P c_P^T> + |A|^2 / 12
 *             + 2 <U_P, U_S E c_S c_P^T> - 2 <U_S, A^T E x c_S^T> - 2 <U_P, A^T E x c_P^T>.
 *
 * With c_S = W_S phi_S + b_S the first moments are those of phi_S; with c_P = exp(W_P phi_P + b_P),
 * E c_k = exp(b_k) prod_j M(W_kj) and E c_k c_l = exp(b_k + b_l) prod_j M(W_kj + W_lj), M(w) = E exp(w phi_P), whose logarithm
 * is summed over genes as a power series in both weights at once: one matrix product of their powers.
 */
export function priorPenalty(shape: PhoenixShape, prior: SparseMatrix, tau: number): OwnedPenalty {
  const { genes: n } = shape;
  const dense = Float32Array.from(toDense(prior));
  const aTransposed = tf.tidy(() => tf.tensor2d(dense, [n, n]).transpose() as tf.Tensor2D);
  const squaredPrior = dense.reduce((sum, entry) => sum + entry * entry, 0) / 12;
  const phi = mean(phiSOf);
  const variance = mean((x) => (phiSOf(x) - phi) ** 2);
  const xPhi = mean((x) => x * phiSOf(x));

  const penalty: Penalty = (parameters) => {
    const block = (name: Parameters<typeof blockOf>[2]): tf.Tensor2D => blockOf(parameters, shape, name);
    const inner = (left: tf.Tensor, right: tf.Tensor): tf.Tensor => left.mul(right).sum();
    const outer = (left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor2D =>
      left.matMul(right, false, true) as tf.Tensor2D;
    const [wS, bS, uS, wP, bP, uP] = (['wS', 'bS', 'uS', 'wP', 'bP', 'uP'] as const).map(block);
    const meanS = wS.sum<tf.Tensor2D>(1, true).mul(phi).add<tf.Tensor2D>(bS);
    const { single, pair, byPhi, byX } = productMoments(wP, bP);
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

/** E c_P (m x 1), E c_P c_P^T (m x m), E c_P phi_S^T and E c_P x^T (m x n). */
function productMoments(
  wP: tf.Tensor2D,
  bP: tf.Tensor2D,
): { single: tf.Tensor2D; pair: tf.Tensor2D; byPhi: tf.Tensor2D; byX: tf.Tensor2D } {
  const [m, n] = wP.shape;
  const powers: tf.Tensor2D[] = [tf.onesLike(wP)];
  for (let r = 1; r < TERMS; r++) powers.push(powers[r - 1].mul<tf.Tensor2D>(wP));
  // log M(x + y) = sum_q G_q(x) y^q with G_q(x) = sum_r SERIES[r] C(r, q) x^(r - q): a product over genes and powers.
  const stacked = tf.stack(powers).reshape<tf.Tensor2D>([TERMS, m * n]);
  const shifted = binomialSeries().matMul(stacked).reshape<tf.Tensor3D>([TERMS, m, n]);
  const byGeneAndPower = (stack: tf.Tensor): tf.Tensor2D =>
    stack
      .reshape<tf.Tensor3D>([TERMS, m, n])
      .transpose<tf.Tensor3D>([1, 0, 2])
      .reshape<tf.Tensor2D>([m, TERMS * n]);
  const logPair = byGeneAndPower(shifted).matMul(byGeneAndPower(stacked), false, true) as tf.Tensor2D;
  const logM = shifted.slice([0, 0, 0], [1, m, n]).reshape([m, n]);
  const single = logM.sum(1, true).add(bP).exp() as tf.Tensor2D;
  const pair = logPair.add(bP).add(bP.transpose()).exp() as tf.Tensor2D;
  // One gene of the product is weighted by phi_S or x: E[f exp(w phi_P)] / M(w) in its place.
  const exponentials = tf
    .tensor2d(
      nodes.map((u) => phiPOf(0.5 - u)),
      [nodes.length, 1],
    )
    .mul(wP.reshape([1, m * n]))
    .exp() as tf.Tensor2D;
  const integrals = tf.tensor2d(INTEGRANDS).matMul<tf.Tensor2D>(exponentials);
  const [plain, phiWeighted, xWeighted] = [0, 1, 2].map((row) =>
    integrals.slice([row, 0], [1, m * n]).reshape([m, n]),
  );
  const normaliser = single.div(plain);
  return {
    single,
    pair,
    byPhi: phiWeighted.mul(normaliser),
    byX: xWeighted.mul(normaliser),
  };
}

/** Row q, column p: SERIES[p + q] C(p + q, q), what x^p contributes to G_q. */
function binomialSeries(): tf.Tensor2D {
  const entries = new Float32Array(TERMS * TERMS);
  for (let q = 0; q < TERMS; q++) {
    for (let p = 0; p + q < TERMS; p++) entries[q * TERMS + p] = SERIES[p + q] * binomial(p + q, q);
  }
  return tf.tensor2d(entries, [TERMS, TERMS]);
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

/** kappa_r / r! of phi_P for r below `terms`, by the recursion of cumulants from moments. */
function cumulantSeries(terms: number): number[] {
  const moments = Array.from({ length: terms }, (_, r) => mean((x) => phiPOf(x) ** r));
  const cumulants = [0];
  for (let r = 1; r < terms; r++) {
    let value = moments[r];
    for (let i = 1; i < r; i++) value -= binomial(r - 1, i - 1) * cumulants[i] * moments[r - i];
    cumulants.push(value);
  }
  let factorial = 1;
  return cumulants.map((value, r) => value / (factorial *= Math.max(r, 1)));
}
