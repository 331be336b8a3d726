import { paddedBatch, type Kernel, type Offset } from '../kernels/kernel';

/**
 * The moments of PHOENIX's product branch c_P = exp(W_P phi_P(x) + b_P) over independent x_j ~ U(-0.5, 0.5), in closed form.
 *
 * With u = 0.5 - x, uniform on (0, 1), phi_S = -u / (1 + u) and phi_P = log(1 + phi_S) = -log(1 + u). So
 *
 *   M(w) = E exp(w phi_P) = int_0^1 (1 + u)^-w du = (2^(1-w) - 1) / (1 - w),
 *   E phi_S exp(w phi_P) = M(w + 1) - M(w),      E x exp(w phi_P) = 1.5 M(w) - M(w - 1),
 *
 * and the genes being independent, E c_k = exp(b_k) prod_j M(W_kj), E c_k c_l = exp(b_k + b_l) prod_j M(W_kj + W_lj).
 *
 * M, one factor a weight and m^2 n of the pairs, is the kernel's. Rows are neurons, of `stride` genes.
 */
export class ProductMoments {
  /** n, padded. */
  readonly stride: number;
  /** E c_P, m. */
  readonly single: Float64Array;
  /** E c_P c_P^T, m x m. */
  readonly pair: Float64Array;
  /** E c_P x^T, m x stride. */
  readonly byX: Offset;
  private readonly weights: Offset;
  private readonly halvings: Offset;
  /** M(w + 1) / M(w) and M(w - 1) / M(w). */
  private readonly up: Offset;
  private readonly down: Offset;
  private readonly logs: Offset;
  private readonly square: Offset;
  private readonly gradient: Offset;

  /** @param byPhi where E c_P phi_S(x)^T goes, m x stride */
  constructor(
    private readonly kernel: Kernel,
    private readonly m: number,
    private readonly n: number,
    private readonly byPhi: Offset,
  ) {
    this.stride = paddedBatch(n);
    this.single = new Float64Array(m);
    this.pair = new Float64Array(m * m);
    const rows = (): Offset => kernel.allocateFloats(m * this.stride);
    [this.byX, this.weights, this.halvings, this.up, this.down, this.gradient] = Array.from(
      { length: 6 },
      rows,
    );
    this.logs = kernel.allocateFloats(m);
    this.square = kernel.allocateFloats(m * m);
  }

  /** Fills `single`, `pair`, `byPhi` and `byX`. @param wP m x n @param bP m */
  evaluate(wP: Float32Array, bP: Float32Array): void {
    const { kernel, m, n, stride, weights, halvings, up, down, logs, square, byPhi, byX } = this;
    const { floats } = kernel;
    for (let k = 0; k < m; k++) floats.set(wP.subarray(k * n, (k + 1) * n), weights + k * stride);
    for (let p = 0; p < m * stride; p++) floats[halvings + p] = -Math.LN2 * floats[weights + p];
    kernel.exponentiate(halvings, m * stride);
    kernel.momentRatios(weights, halvings, m, stride, logs, up, down);
    kernel.logPairMoments(weights, halvings, m, stride, square);
    for (let k = 0; k < m; k++) {
      const single = Math.exp(bP[k] + floats[logs + k]);
      this.single[k] = single;
      for (let p = k * stride; p < k * stride + n; p++) {
        floats[byPhi + p] = single * (floats[up + p] - 1);
        floats[byX + p] = single * (1.5 - floats[down + p]);
      }
      for (let l = 0; l < m; l++) this.pair[k * m + l] = Math.exp(bP[k] + bP[l] + floats[square + k * m + l]);
    }
  }

  /**
   * The gradient, at what was evaluated last, of the moments' product with these adjoints.
   * @param ofSingle m @param ofPair m x m
   * @param ofPhi of byPhi, m x stride, 0 in the padding @param ofX of byX; both are overwritten
   * @returns of W_P, m x stride in the kernel's memory, and of b_P
   */
  pullBack(
    ofSingle: Float64Array,
    ofPair: Float64Array,
    ofPhi: Offset,
    ofX: Offset,
  ): { readonly wP: Offset; readonly bP: Float64Array } {
    const { kernel, m, n, stride, weights, halvings, up, down, logs, square, gradient, byPhi, byX } = this;
    const { floats } = kernel;
    const bP = new Float64Array(m);
    floats.fill(0, gradient, gradient + m * stride);
    for (let k = 0; k < m; k++) {
      for (let l = 0; l < m; l++) {
        const ofLog = ofPair[k * m + l] * this.pair[k * m + l];
        floats[square + k * m + l] = ofLog;
        bP[k] += ofLog;
        bP[l] += ofLog;
      }
    }
    kernel.logPairMomentsBackward(weights, halvings, square, m, stride, gradient);
    for (let k = 0; k < m; k++) {
      const single = this.single[k];
      let ofLog = ofSingle[k] * single;
      for (let p = k * stride; p < k * stride + n; p++) {
        ofLog += floats[ofPhi + p] * floats[byPhi + p] + floats[ofX + p] * floats[byX + p];
        floats[ofPhi + p] *= single;
        floats[ofX + p] *= -single;
      }
      bP[k] += ofLog;
      floats[logs + k] = ofLog;
    }
    kernel.momentRatiosBackward(weights, halvings, up, down, logs, ofPhi, ofX, m, stride, gradient);
    return { wP: gradient, bP };
  }
}
