import * as tf from '@tensorflow/tfjs-node';
import { paddedBatch, type Kernel, type Offset } from '../kernels/kernel';
import { productLogSlope, productMoment } from '../kernels/typed-array/prior-moments';

/** Moments of c_P = exp(W_P phi_P(x) + b_P) over independent x_j ~ U(-0.5, 0.5). */
export interface ProductMomentTensors {
  /** E c_P, m x 1. */
  readonly single: tf.Tensor2D;
  /** E c_P c_P^T, m x m. */
  readonly pair: tf.Tensor2D;
  /** E c_P phi_S(x)^T, m x n. */
  readonly byPhi: tf.Tensor2D;
  /** E c_P x^T, m x n. */
  readonly byX: tf.Tensor2D;
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
 * One operation with a hand-written adjoint; the m^2 n factors of the pairs, 40 times as many as weights, are the kernel's.
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

  /** @param wP m x n @param bP m x 1; differentiable in both */
  of(wP: tf.Tensor2D, bP: tf.Tensor2D): ProductMomentTensors {
    const { m, n } = this;
    const operation = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
      const [weightTensor, biasTensor] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const weights = weightTensor.dataSync<'float32'>();
      const halvings = new Float64Array(weights.length);
      for (let k = 0; k < weights.length; k++) halvings[k] = Math.exp(-Math.LN2 * weights[k]);
      const moments = this.evaluate(weights, halvings, biasTensor.dataSync<'float32'>());
      const gradFunc = (dy: tf.Tensor): tf.Tensor[] => {
        const { ofWeights, ofBiases } = this.pullBack(weights, halvings, moments, dy.dataSync<'float32'>());
        return [tf.tensor2d(ofWeights, [m, n]), tf.tensor2d(ofBiases, [m, 1])];
      };
      return { value: tf.tensor1d(new Float32Array(moments)), gradFunc };
    });
    const all = operation(wP, bP) as tf.Tensor1D;
    const [single, pair, byPhi, byX] = all.split<tf.Tensor1D>([m, m * m, m * n, m * n]);
    return {
      single: single.reshape([m, 1]),
      pair: pair.reshape([m, m]),
      byPhi: byPhi.reshape([m, n]),
      byX: byX.reshape([m, n]),
    };
  }

  /** single (m), pair (m x m), byPhi (m x n), byX (m x n), one after the other. */
  private evaluate(weights: Float32Array, halvings: Float64Array, biases: Float32Array): Float64Array {
    const { kernel, m, n, stride } = this;
    const moments = new Float64Array(m + m * m + 2 * m * n);
    const [phis, xs] = [m + m * m, m + m * m + m * n];
    this.load(weights, halvings);
    kernel.logPairMoments(this.weights, this.halvings, m, stride, this.square);
    for (let k = 0; k < m; k++) {
      let log = biases[k];
      for (let j = k * n; j < (k + 1) * n; j++) log += Math.log(productMoment(weights[j], halvings[j]));
      const single = Math.exp(log);
      moments[k] = single;
      for (let j = k * n; j < (k + 1) * n; j++) {
        const moment = productMoment(weights[j], halvings[j]);
        moments[phis + j] = single * (productMoment(weights[j] + 1, halvings[j] / 2) / moment - 1);
        moments[xs + j] = single * (1.5 - productMoment(weights[j] - 1, halvings[j] * 2) / moment);
      }
      for (let l = 0; l < m; l++) {
        moments[m + k * m + l] = Math.exp(biases[k] + biases[l] + kernel.floats[this.square + k * m + l]);
      }
    }
    return moments;
  }

  private pullBack(
    weights: Float32Array,
    halvings: Float64Array,
    moments: Float64Array,
    adjoint: Float32Array,
  ): { ofWeights: Float32Array; ofBiases: Float32Array } {
    const { kernel, m, n, stride } = this;
    const [phis, xs] = [m + m * m, m + m * m + m * n];
    const ofWeights = new Float32Array(m * n);
    const ofBiases = new Float32Array(m);
    // Other weights may have been evaluated since.
    this.load(weights, halvings);
    const { floats } = kernel;
    for (let k = 0; k < m; k++) {
      for (let l = 0; l < m; l++) {
        const ofLog = adjoint[m + k * m + l] * moments[m + k * m + l];
        floats[this.square + k * m + l] = ofLog;
        ofBiases[k] += ofLog;
        ofBiases[l] += ofLog;
      }
    }
    floats.fill(0, this.gradient, this.gradient + m * stride);
    kernel.logPairMomentsBackward(this.weights, this.halvings, this.square, m, stride, this.gradient);
    for (let k = 0; k < m; k++) {
      const single = moments[k];
      let ofLogSingle = adjoint[k] * single;
      for (let j = k * n; j < (k + 1) * n; j++) {
        ofLogSingle += adjoint[phis + j] * moments[phis + j] + adjoint[xs + j] * moments[xs + j];
      }
      ofBiases[k] += ofLogSingle;
      for (let j = k * n; j < (k + 1) * n; j++) {
        const slope = productLogSlope(weights[j], halvings[j]);
        const upSlope = productLogSlope(weights[j] + 1, halvings[j] / 2) - slope;
        const downSlope = productLogSlope(weights[j] - 1, halvings[j] * 2) - slope;
        // What stands beside single in byPhi + 1 and 1.5 - byX: M(w + 1) / M(w) and M(w - 1) / M(w), times single.
        const up = moments[phis + j] + single;
        const down = 1.5 * single - moments[xs + j];
        ofWeights[j] =
          floats[this.gradient + k * stride + (j - k * n)] +
          ofLogSingle * slope +
          adjoint[phis + j] * up * upSlope -
          adjoint[xs + j] * down * downSlope;
      }
    }
    return { ofWeights, ofBiases };
  }

  /** Into the kernel, with rows padded by columns of w = 0. */
  private load(weights: Float32Array, halvings: Float64Array): void {
    const { kernel, m, n, stride } = this;
    const { floats } = kernel;
    for (let k = 0; k < m; k++) {
      floats.set(weights.subarray(k * n, (k + 1) * n), this.weights + k * stride);
      floats.set(halvings.subarray(k * n, (k + 1) * n), this.halvings + k * stride);
      floats.fill(1, this.halvings + k * stride + n, this.halvings + (k + 1) * stride);
    }
  }
}
