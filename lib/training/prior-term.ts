import type { Kernel, Offset } from '../kernels/kernel';
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
 * The gradient is written out: d U = 2 U E c c^T - 2 A^T E x c^T, and what `BranchMoments` pulls back of U^T U and of -2 A U.
 * A stays sparse.
 */
export class PriorTerm {
  private readonly moments: BranchMoments;
  /** U and half its gradient, n x width. */
  private readonly u: Offset;
  private readonly ofU: Offset;
  private readonly ofMixed: Offset;
  private readonly gram: Offset;
  /** -A in compressed rows. */
  private readonly values: Offset;
  private readonly rowStart: Offset;
  private readonly columns: Offset;
  private readonly squaredPrior: number;
  private readonly weight: number;

  constructor(
    private readonly kernel: Kernel,
    private readonly shape: PhoenixShape,
    prior: SparseMatrix,
    tau: number,
  ) {
    const { genes: n } = shape;
    this.moments = new BranchMoments(kernel, shape);
    const { width } = this.moments;
    this.u = kernel.allocateFloats(n * width);
    this.ofU = kernel.allocateFloats(n * width);
    this.ofMixed = kernel.allocateFloats(n * width);
    this.gram = kernel.allocateFloats(width ** 2);
    this.values = kernel.allocateFloats(prior.values.length);
    this.rowStart = kernel.allocateInts(n + 1);
    this.columns = kernel.allocateInts(prior.columns.length);
    kernel.floats.set(
      prior.values.map((entry) => -entry),
      this.values,
    );
    kernel.ints.set(prior.rowStart, this.rowStart);
    kernel.ints.set(prior.columns, this.columns);
    this.squaredPrior = prior.values.reduce((sum, entry) => sum + entry * entry, 0) / 12;
    this.weight = (1 - tau) / n;
  }

  /** Adds the term's gradient at the flat parameters to `gradient` and returns its value. */
  addGradient(flat: Float32Array, gradient: Float32Array): number {
    const { kernel, shape, moments, u, ofU, ofMixed, gram, values, rowStart, columns, weight } = this;
    const { genes: n, hidden: m } = shape;
    const { width, second, mixed } = moments;
    const blocks = viewsOf(flat, shape);
    const into = viewsOf(gradient, shape);
    moments.evaluate(blocks);
    const { floats } = kernel;
    for (let i = 0; i < n; i++) {
      floats.set(blocks.uS.subarray(i * m, (i + 1) * m), u + i * width);
      floats.set(blocks.uP.subarray(i * m, (i + 1) * m), u + i * width + m);
    }
    floats.fill(0, gram, gram + width ** 2);
    for (const block of [ofU, ofMixed]) floats.fill(0, block, block + n * width);
    kernel.multiplyDenseTransposed(u, n, width, u, gram, width);
    kernel.multiplySparseTransposed(values, rowStart, columns, n, mixed, ofU, width);
    kernel.multiplySparse(values, rowStart, columns, n, u, ofMixed, width);
    let value = this.squaredPrior;
    for (let k = 0; k < width ** 2; k++) value += floats[gram + k] * floats[second + k];
    for (let k = 0; k < n * width; k++) {
      value += 2 * floats[u + k] * floats[ofU + k];
      floats[ofMixed + k] *= 2;
    }
    kernel.multiplyDense(u, n, width, second, ofU, width);
    moments.addGradient(gram, ofMixed, weight, blocks, into);
    for (let i = 0, p = 0; i < n; i++) {
      for (let k = i * width; k < i * width + m; k++, p++) {
        into.uS[p] += 2 * weight * floats[ofU + k];
        into.uP[p] += 2 * weight * floats[ofU + k + m];
      }
    }
    return weight * value;
  }
}
