import { paddedBatch, type Kernel, type Offset } from '../kernels/kernel';
import { productLogSlope, productMoment } from '../kernels/typed-array/prior-moments';

/** Moments of c_P = exp(W_P phi_P(x) + b_P) over independent x_j ~ U(-0.5, 0.5), or what is summed against them. */
export interface ProductMomentValues {
  /** E c_P, m. */
  readonly single: Float64Array;
  /** E c_P c_P^T, m x m. */
  readonly pair: Float64Array;
  /** E c_P phi_S(x)^T, m x n. */
  readonly byPhi: Float64Array;
  /** E c_P x^T, m x n. */
  readonly byX: Float64Array;
}

/**
 * The moments of PHOENIX's product branch in closed form.
 *
 * With u = 0.5 - x, uniform on (0, 1), phi_S = -u / (1 + u) and phi_P = log(1 + phi_S) = -log(1 + u). So
 *
 *   M(w) = E exp(w phi_P) = int_0^1 (1 + u)^-w du = (2^(1-w) - 1) / (1 - w),
 *   E phi_S exp(w phi_P) = M(w + 1) - M(w),      E x exp(w phi_P) = 1.5 M(w) - M(w - 1),
 *
 * and the genes being independent, E c_k = exp(b_k) prod_j M(W_kj), E c_k c_l = exp(b_k + b_l) prod_j M(W_kj + W_lj).
 *
 * The m^2 n factors of the pairs, 40 times as many as weights, are the kernel's.
 */
export class ProductMoments {
  private readonly stride: number;
  private readonly weights: Offset;
  private readonly halvings: Offset;
  private readonly gradient: Offset;
  private readonly square: Offset;

  constructor(
    private readonly kernel: Kernel,
    private readonly m: number,
    private readonly n: number,
  ) {
    this.stride = paddedBatch(n);
    this.weights = kernel.allocateFloats(m * this.stride);
    this.halvings = kernel.allocateFloats(m * this.stride);
    this.gradient = kernel.allocateFloats(m * this.stride);
    this.square = kernel.allocateFloats(m * m);
  }

  /** @param wP m x n @param bP m */
  of(wP: Float32Array, bP: Float32Array): ProductMomentValues {
    const { kernel, m, n, stride } = this;
    const moments = {
      single: new Float64Array(m),
      pair: new Float64Array(m * m),
      byPhi: new Float64Array(m * n),
      byX: new Float64Array(m * n),
    };
    const { single, pair, byPhi, byX } = moments;
    const halvings = this.load(wP);
    kernel.logPairMoments(this.weights, this.halvings, m, stride, this.square);
    const logPairs = kernel.floats.subarray(this.square, this.square + m * m);
    for (let k = 0; k < m; k++) {
      let log = bP[k];
      for (let j = k * n; j < (k + 1) * n; j++) {
        const moment = productMoment(wP[j], halvings[j]);
        log += Math.log(moment);
        byPhi[j] = productMoment(wP[j] + 1, halvings[j] / 2) / moment - 1;
        byX[j] = 1.5 - productMoment(wP[j] - 1, halvings[j] * 2) / moment;
      }
      single[k] = Math.exp(log);
      for (let j = k * n; j < (k + 1) * n; j++) {
        byPhi[j] *= single[k];
        byX[j] *= single[k];
      }
      for (let l = 0; l < m; l++) pair[k * m + l] = Math.exp(bP[k] + bP[l] + logPairs[k * m + l]);
    }
    return moments;
  }

  /**
   * The gradient of <adjoint, moments>.
   * @param moments of these weights and biases
   */
  pullBack(
    wP: Float32Array,
    moments: ProductMomentValues,
    adjoint: ProductMomentValues,
  ): { readonly wP: Float64Array; readonly bP: Float64Array } {
    const { kernel, m, n, stride } = this;
    const halvings = this.load(wP);
    const ofWeights = new Float64Array(m * n);
    const ofBiases = new Float64Array(m);
    const { floats } = kernel;
    for (let k = 0; k < m; k++) {
      for (let l = 0; l < m; l++) {
        const ofLog = adjoint.pair[k * m + l] * moments.pair[k * m + l];
        floats[this.square + k * m + l] = ofLog;
        ofBiases[k] += ofLog;
        ofBiases[l] += ofLog;
      }
    }
    floats.fill(0, this.gradient, this.gradient + m * stride);
    kernel.logPairMomentsBackward(this.weights, this.halvings, this.square, m, stride, this.gradient);
    for (let k = 0; k < m; k++) {
      const single = moments.single[k];
      const ofPairs = this.gradient + k * (stride - n);
      let ofLogSingle = adjoint.single[k] * single;
      for (let j = k * n; j < (k + 1) * n; j++) {
        ofLogSingle += adjoint.byPhi[j] * moments.byPhi[j] + adjoint.byX[j] * moments.byX[j];
      }
      ofBiases[k] += ofLogSingle;
      for (let j = k * n; j < (k + 1) * n; j++) {
        const slope = productLogSlope(wP[j], halvings[j]);
        const upSlope = productLogSlope(wP[j] + 1, halvings[j] / 2) - slope;
        const downSlope = productLogSlope(wP[j] - 1, halvings[j] * 2) - slope;
        // What stands beside single in byPhi + 1 and 1.5 - byX: M(w + 1) / M(w) and M(w - 1) / M(w), times single.
        const up = moments.byPhi[j] + single;
        const down = 1.5 * single - moments.byX[j];
        ofWeights[j] =
          floats[ofPairs + j] +
          ofLogSingle * slope +
          adjoint.byPhi[j] * up * upSlope -
          adjoint.byX[j] * down * downSlope;
      }
    }
    return { wP: ofWeights, bP: ofBiases };
  }

  /** Weights and 2^-weight into the kernel, with rows padded by columns of w = 0; returns 2^-weight, m x n. */
  private load(wP: Float32Array): Float64Array {
    const { kernel, m, n, stride } = this;
    const { floats } = kernel;
    const halvings = new Float64Array(m * n);
    for (let j = 0; j < m * n; j++) halvings[j] = Math.exp(-Math.LN2 * wP[j]);
    for (let k = 0; k < m; k++) {
      floats.set(wP.subarray(k * n, (k + 1) * n), this.weights + k * stride);
      floats.set(halvings.subarray(k * n, (k + 1) * n), this.halvings + k * stride);
      floats.fill(1, this.halvings + k * stride + n, this.halvings + (k + 1) * stride);
    }
    return halvings;
  }
}
