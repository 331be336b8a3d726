import { paddedBatch, type Kernel, type Offset } from '../kernels/kernel';
import { gaussLegendre } from '../math/gauss-legendre';
import type { PhoenixShape } from '../phoenix/parameters';
import { ProductMoments, type ProductMomentValues } from './product-moments';

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
 * the moments of c_P are those of `ProductMoments`. In the kernel's memory, neurons innermost and padded to `width`.
 */
export class BranchMoments {
  /** 2 m, padded: the columns of `second` and `mixed`. */
  readonly width: number;
  /** E c c^T, width x width. */
  readonly second: Offset;
  /** E x c^T, n x width. */
  readonly mixed: Offset;
  private readonly products: ProductMoments;
  /** By gene: (W_S, E c_P phi_S^T), n x width. */
  private readonly features: Offset;
  private readonly featureGradient: Offset;
  private readonly square: Offset;
  private blocks: HiddenBlocks | null = null;
  private ofProduct: ProductMomentValues | null = null;
  private readonly meanS: Float64Array;

  constructor(
    private readonly kernel: Kernel,
    private readonly shape: PhoenixShape,
  ) {
    const { genes: n, hidden: m } = shape;
    this.width = paddedBatch(2 * m);
    this.second = kernel.allocateFloats(this.width ** 2);
    this.square = kernel.allocateFloats(this.width ** 2);
    this.mixed = kernel.allocateFloats(n * this.width);
    this.features = kernel.allocateFloats(n * this.width);
    this.featureGradient = kernel.allocateFloats(n * this.width);
    this.products = new ProductMoments(kernel, m, n);
    this.meanS = new Float64Array(m);
  }

  /** Fills `second` and `mixed`. */
  evaluate(blocks: HiddenBlocks): void {
    const { kernel, width, second, mixed, features, square, meanS } = this;
    const { genes: n, hidden: m } = this.shape;
    const { wS, bS, wP, bP } = blocks;
    const ofProduct = this.products.of(wP, bP);
    const { single, pair, byPhi, byX } = ofProduct;
    const { floats } = kernel;
    for (let k = 0; k < m; k++) {
      let sum = 0;
      for (let j = 0; j < n; j++) {
        const [to, from] = [j * width + k, k * n + j];
        sum += wS[from];
        floats[features + to] = wS[from];
        floats[features + to + m] = byPhi[from];
        floats[mixed + to] = X_PHI * wS[from];
        floats[mixed + to + m] = byX[from];
      }
      meanS[k] = PHI * sum + bS[k];
    }
    floats.fill(0, square, square + width ** 2);
    kernel.multiplyDenseTransposed(features, n, width, features, square, width);
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
    this.blocks = blocks;
    this.ofProduct = ofProduct;
  }

  /**
   * The gradient of <ofSecond, E c c^T> + <ofMixed, E x c^T> at what was evaluated last.
   * @param ofSecond width x width, symmetric @param ofMixed n x width, both in the kernel's memory
   */
  pullBack(
    ofSecond: Offset,
    ofMixed: Offset,
  ): { readonly [block in keyof HiddenBlocks]: Float32Array | Float64Array } {
    const { kernel, width, features, featureGradient, square, meanS, blocks, ofProduct } = this;
    const { genes: n, hidden: m } = this.shape;
    if (blocks === null || ofProduct === null) throw new Error('pullBack follows evaluate');
    const { wP, bS } = blocks;
    const { floats } = kernel;
    // d (W_S, byPhi) = (W_S, byPhi) (2 s G_SS, 2 G_SP; 2 G_PS, 0), gene by gene.
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
    floats.fill(0, featureGradient, featureGradient + n * width);
    kernel.multiplyDense(features, n, width, square, featureGradient, width);
    const gradient = { wS: new Float32Array(m * n), bS: new Float32Array(m) };
    const adjoint = {
      single: new Float64Array(m),
      pair: new Float64Array(m * m),
      byPhi: new Float64Array(m * n),
      byX: new Float64Array(m * n),
    };
    for (let k = 0; k < m; k++) {
      let ofMean = 0;
      for (let l = 0; l < m; l++) {
        const at = k * width + l;
        const cross = floats[ofSecond + at + m];
        ofMean += 2 * floats[ofSecond + at] * meanS[l];
        gradient.bS[k] += 2 * cross * ofProduct.single[l];
        adjoint.single[l] += 2 * cross * bS[k];
        adjoint.pair[k * m + l] = floats[ofSecond + (m + k) * width + m + l];
      }
      gradient.bS[k] += ofMean;
      for (let j = 0; j < n; j++) {
        const [from, to] = [j * width + k, k * n + j];
        gradient.wS[to] = floats[featureGradient + from] + PHI * ofMean + X_PHI * floats[ofMixed + from];
        adjoint.byPhi[to] = floats[featureGradient + from + m];
        adjoint.byX[to] = floats[ofMixed + from + m];
      }
    }
    return { ...gradient, ...this.products.pullBack(wP, ofProduct, adjoint) };
  }
}
