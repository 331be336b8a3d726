import type { Kernel, Offset } from '../kernels/kernel';

/** Per-column norms of errors, in units of what is allowed: absolute + relative max(|y|, |z|) a number. */
export class ErrorNorms {
  private readonly norms: Offset;
  private readonly coefficients: Offset;

  constructor(
    private readonly kernel: Kernel,
    private readonly size: number,
    private readonly batch: number,
    private readonly relative: number,
    private readonly absolute: number,
  ) {
    this.norms = kernel.allocateFloats(batch);
    this.coefficients = kernel.allocateFloats(8);
  }

  /** Root mean square over the rows of factor sum_t weights[t] block t, the blocks lying one after the other. */
  of(blocks: Offset, weights: readonly number[], factor: number, y: Offset, z: Offset): Float64Array {
    const { kernel, size, batch, coefficients, relative, absolute } = this;
    for (let t = 0; t < weights.length; t++) kernel.floats[coefficients + t] = factor * weights[t];
    kernel.errorNorms(
      this.norms,
      blocks,
      coefficients,
      weights.length,
      y,
      z,
      size,
      batch,
      relative,
      absolute,
    );
    return Float64Array.from(kernel.floats.subarray(this.norms, this.norms + batch));
  }
}
