import { paddedBatch, type Kernel, type Offset } from '../kernels/kernel';
import { gaussLegendre } from '../math/gauss-legendre';
import type { PhoenixShape } from '../phoenix/parameters';
import { ProductMoments } from './product-moments';

/** The blocks of the flat parameters that the hidden neurons are made of. */
export interface HiddenBlocks {
  readonly wS: Float32Array;
  readonly bS: Float32Array;
  readonly wP: Float32Array;
  readonly bP: Float32Array;
}

const { nodes, weights } = gaussLegendre(12);

/**
 * The integral over x ~ U(-0.5, 0.5) by quadrature. phi_S is smooth there: -u / (1 + u) with u = 0.5 - x in (0, 1).
 */
const mean = (f: (x: number) => number): number =>
  nodes.reduce((sum, u, i) => sum + weights[i] * f(0.5 - u), 0);
const phiSOf = (x: number): number => (x - 0.5) / (1.5 - x);

const PHI = mean(phiSOf);
const VARIANCE = mean((x) => (phiSOf(x) - PHI) ** 2);
const X_PHI = mean((x) => x * phiSOf(x));

/**
 * The moments of PHOENIX's hidden neurons c = (c_S, c_P), c_S = W_S phi_S(x) + b_S and c_P = exp(W_P phi_P(x) + b_P), over
 * independent x_j ~ U(-0.5, 0.5): E c c^T and E x c^T.
 *
 * c_S is linear in phi_S, so with r = E c_S and s = var phi_S
 *
 *   E c_S c_S^T = s W_S W_S^T + r r^T,   E c_S c_P^T = W_S (E c_P phi_S^T)^T + b_S (E c_P)^T,   E x c_S^T = E[x phi_S] W_S^T;
 *
 * the moments of c_P are those of `ProductMoments`.
 */
export class BranchMoments {
  /** 2 m, padded: rows and columns of `second`, columns of `mixed`. */
  readonly width: number;
  /** E c c^T, width x width. */
  readonly second: Offset;
  /** E x c^T, n x width. */
  readonly mixed: Offset;
  private readonly products: ProductMoments;
  /** W_S above E c_P phi_S^T, width x stride, and their gradient. */
  private readonly features: Offset;
  private readonly featureGradient: Offset;
  /** The gradient of E c_P x^T, m x stride. */
  private readonly ofX: Offset;
  private readonly square: Offset;
  private readonly meanS: Float64Array;

  constructor(
    private readonly kernel: Kernel,
    private readonly shape: PhoenixShape,
  ) {
    const { genes: n, hidden: m } = shape;
    this.width = paddedBatch(2 * m);
    const stride = paddedBatch(n);
    this.second = kernel.allocateFloats(this.width ** 2);
    this.square = kernel.allocateFloats(this.width ** 2);
    this.mixed = kernel.allocateFloats(n * this.width);
    this.features = kernel.allocateFloats(this.width * stride);
    this.featureGradient = kernel.allocateFloats(this.width * stride);
    this.ofX = kernel.allocateFloats(m * stride);
    this.products = new ProductMoments(kernel, m, n, this.features + m * stride);
    this.meanS = new Float64Array(m);
  }

  /** Fills `second` and `mixed`. */
  evaluate({ wS, bS, wP, bP }: HiddenBlocks): void {
    const { kernel, width, second, mixed, products, features, square, meanS } = this;
    const { genes: n, hidden: m } = this.shape;
    const { stride, single, pair, byX } = products;
    const { floats } = kernel;
    products.evaluate(wP, bP);
    for (let k = 0; k < m; k++) {
      floats.set(wS.subarray(k * n, (k + 1) * n), features + k * stride);
      let sum = 0;
      for (let j = 0; j < n; j++) {
        const weight = wS[k * n + j];
        sum += weight;
        floats[mixed + j * width + k] = X_PHI * weight;
        floats[mixed + j * width + m + k] = floats[byX + k * stride + j];
      }
      meanS[k] = PHI * sum + bS[k];
    }
    floats.fill(0, square, square + width ** 2);
    kernel.outerDense(features, features, width, width, stride, square);
    for (let k = 0; k < m; k++) {
      for (let l = 0; l < m; l++) {
        const at = k * width + l;
        const cross = floats[square + at + m] + bS[k] * single[l];
        floats[second + at] = VARIANCE * floats[square + at] + meanS[k] * meanS[l];
        floats[second + at + m] = cross;
        floats[second + (m + l) * width + k] = cross;
        floats[second + (m + k) * width + m + l] = pair[k * m + l];
      }
    }
  }

  /**
   * Adds factor times the gradient of <ofSecond, E c c^T> + <ofMixed, E x c^T> at what was evaluated last.
   * @param ofSecond width x width, symmetric @param ofMixed n x width, both in the kernel's memory
   * @param into the blocks of the gradient, @param blocks what was evaluated
   */
  addGradient(
    ofSecond: Offset,
    ofMixed: Offset,
    factor: number,
    { bS }: HiddenBlocks,
    into: HiddenBlocks,
  ): void {
    const { kernel, width, products, features, featureGradient, ofX, square, meanS } = this;
    const { genes: n, hidden: m } = this.shape;
    const { stride, single } = products;
    const { floats } = kernel;
    // d (W_S; byPhi) = (2 s G_SS, 2 G_SP; 2 G_PS, 0) (W_S; byPhi).
    for (let k = 0; k < m; k++) {
      for (let l = 0; l < m; l++) {
        const at = k * width + l;
        const cross = 2 * floats[ofSecond + at + m];
        floats[square + at] = 2 * VARIANCE * floats[ofSecond + at];
        floats[square + at + m] = cross;
        floats[square + (m + l) * width + k] = cross;
        floats[square + (m + k) * width + m + l] = 0;
      }
    }
    floats.fill(0, featureGradient, featureGradient + width * stride);
    kernel.multiplyDense(square, width, width, features, featureGradient, stride);
    const ofSingle = new Float64Array(m);
    const ofPair = new Float64Array(m * m);
    for (let k = 0; k < m; k++) {
      let ofMean = 0;
      for (let l = 0; l < m; l++) {
        const at = k * width + l;
        const cross = 2 * floats[ofSecond + at + m];
        ofMean += 2 * floats[ofSecond + at] * meanS[l];
        into.bS[k] += factor * cross * single[l];
        ofSingle[l] += cross * bS[k];
        ofPair[k * m + l] = floats[ofSecond + (m + k) * width + m + l];
      }
      into.bS[k] += factor * ofMean;
      for (let j = 0; j < n; j++) {
        into.wS[k * n + j] +=
          factor *
          (floats[featureGradient + k * stride + j] + PHI * ofMean + X_PHI * floats[ofMixed + j * width + k]);
        floats[ofX + k * stride + j] = floats[ofMixed + j * width + m + k];
      }
    }
    const ofProducts = products.pullBack(ofSingle, ofPair, featureGradient + m * stride, ofX);
    for (let k = 0; k < m; k++) {
      into.bP[k] += factor * ofProducts.bP[k];
      for (let j = 0; j < n; j++) into.wP[k * n + j] += factor * floats[ofProducts.wP + k * stride + j];
    }
  }
}
