/**
 * The kernel: the inner loops of the solve, its adjoint and Adam, on one linear memory.
 *
 * It exists twice. The WebAssembly build (`assembly/`, SIMD, float32) is the fast one; the typed-array twin is the same
 * arithmetic in plain TypeScript, used where SIMD is missing, and in float64 by the tests and the simulator.
 *
 * Everything is addressed by element offset into `floats` or `ints`. Matrices are row-major; the batch of pairs is
 * innermost, so an n x B state holds the B values of one gene side by side and each weight meets B contiguous numbers.
 * B, the batch, is always a multiple of LANES: shorter batches are padded with columns of zeros.
 */
export interface Kernel extends KernelOperations {
  readonly name: 'webassembly-simd' | 'typed-array-float32' | 'typed-array-float64';
  /** The memory as numbers. Read it anew after every allocation: growing the memory replaces the array. */
  readonly floats: Float32Array | Float64Array;
  /** The memory as whole numbers (the twin keeps a separate array; the offsets are its own). */
  readonly ints: Int32Array;
  /** A block of `length` zeros in `floats`; returns its offset. Blocks live as long as the kernel, but for `tidy`. */
  allocateFloats(length: number): Offset;
  /** A block of `length` zeros in `ints`; returns its offset. */
  allocateInts(length: number): Offset;
  /** What `work` returns, a thing of its own; the blocks that it allocated are taken back when it returns or throws. */
  tidy<T>(work: () => T): T;
}

/** An element offset into a kernel's memory. */
export type Offset = number;

/** Pairs are processed in groups of this many. */
export const LANES = 4;

/** The smallest multiple of LANES that is >= count. */
export function paddedBatch(count: number): number {
  return Math.ceil(count / LANES) * LANES;
}

/** All loops of the kernel; `assembly/` and `typed-array/` implement each under the same name. */
export interface KernelOperations {
  /** out (rows x B) += W (rows x cols) x (cols x B). */
  multiplyDense(weights: Offset, rows: number, cols: number, x: Offset, out: Offset, batch: number): void;
  /** out (cols x B) += W^T d, with d rows x B. */
  multiplyDenseTransposed(w: Offset, rows: number, cols: number, d: Offset, out: Offset, batch: number): void;
  /** multiplyDense for compressed sparse rows: `rowStart` and `columns` are offsets into `ints`. */
  multiplySparse(
    values: Offset,
    rowStart: Offset,
    columns: Offset,
    rows: number,
    x: Offset,
    out: Offset,
    batch: number,
  ): void;
  /** multiplyDenseTransposed for compressed sparse rows. */
  multiplySparseTransposed(
    values: Offset,
    rowStart: Offset,
    columns: Offset,
    rows: number,
    d: Offset,
    out: Offset,
    batch: number,
  ): void;
  /** out (rows x cols) += d x^T, with d rows x depth and x cols x depth. */
  outerDense(d: Offset, x: Offset, rows: number, cols: number, depth: number, out: Offset): void;
  /** outerDense at the stored entries only: out has the layout of the compressed values. */
  outerSparse(
    d: Offset,
    x: Offset,
    rowStart: Offset,
    columns: Offset,
    rows: number,
    depth: number,
    out: Offset,
  ): void;
  /** Writes `count` blocks (rows x B) side by side to out (rows x count B); `sources`, an offset into `ints`, says where they lie. */
  gather(sources: Offset, count: number, rows: number, batch: number, out: Offset): void;

  /** out = y + sum_t coefficients[t] k_t over `terms` blocks of `length` numbers that lie one after the other at k. */
  combine(out: Offset, y: Offset, k: Offset, length: number, coefficients: Offset, terms: number): void;
  /** out += factor x over `length` numbers. */
  axpy(out: Offset, x: Offset, length: number, factor: number): void;
  /** out (rows x B) = x with column b multiplied by factors[b]. */
  scaleColumns(out: Offset, x: Offset, factors: Offset, rows: number, batch: number): void;
  /**
   * Per-column error norms: norms[b] = sqrt(mean_i (e_ib / (absolute + relative max(|y_ib|, |z_ib|)))^2),
   * with e = sum_t coefficients[t] k_t as in `combine`.
   */
  errorNorms(
    norms: Offset,
    k: Offset,
    coefficients: Offset,
    terms: number,
    y: Offset,
    z: Offset,
    rows: number,
    batch: number,
    relative: number,
    absolute: number,
  ): void;

  /**
   * The functions of an exponential step of h: eight blocks (rows x B each) one after the other at out, with
   * z_ib = h intervals_b relu(decay_i): z; phi_1, phi_2, phi_3 of -z/2; phi_1, phi_2, phi_3, phi_4 of -z. Here
   * phi_k(x) = int_0^1 e^((1-s) x) s^(k-1) / (k-1)! ds; nothing cancels, whatever z.
   */
  phiFunctions(out: Offset, decay: Offset, intervals: Offset, h: number, rows: number, batch: number): void;
  /**
   * One stage of Krogstad's scheme, as ode/krogstad.ts writes it. `stages` holds the blocks F_1, D_2, D_3, D_4, F_5; the block of
   * the stage before, which comes as F, becomes D. Stage 2: out = U_2; 3: out = U_3, from U_2 at `trial`; 4: out = U_4, from U_3;
   * 5: out = the end of the step, from U_4; 6: out = the error, from the end of the step at `trial`. `out` may be `trial`.
   */
  krogstadStage(
    stage: number,
    trial: Offset,
    out: Offset,
    y: Offset,
    stages: Offset,
    phi: Offset,
    intervals: Offset,
    h: number,
    rows: number,
    batch: number,
  ): void;
  /**
   * The adjoint of stage 4, 3, 2 or 1, in this order; between them the field pulls back. `work` holds seven blocks, the adjoints
   * of y, F_1, D_2, D_3, then of the stage's derivative (out) and of its state (out; in: of the stage after it), and of z.
   * Stage 4 starts from `adjoint`, that of the end of the step; stage 1 leaves that of its start there.
   */
  krogstadBackward(
    stage: number,
    adjoint: Offset,
    work: Offset,
    stages: Offset,
    phi: Offset,
    intervals: Offset,
    h: number,
    rows: number,
    batch: number,
  ): void;
  /** gradient_i += [decay_i > 0] sum_b h intervals_b zAdjoint_ib. */
  addDecayGradient(
    gradient: Offset,
    decay: Offset,
    zAdjoint: Offset,
    intervals: Offset,
    h: number,
    rows: number,
    batch: number,
  ): void;

  /** phi_S and phi_P of `length` expression values. */
  activate(g: Offset, phiS: Offset, phiP: Offset, length: number): void;
  /** stateAdjoint += barS phi_S'(g) + barP phi_P'(g) - gapAdjoint; phi_S' and phi_P' are recovered from phi_S. */
  activateBackward(
    barS: Offset,
    barP: Offset,
    phiS: Offset,
    gapAdjoint: Offset,
    stateAdjoint: Offset,
    length: number,
  ): void;
  /** out (rows x B): every column is `bias`. */
  broadcastRows(out: Offset, bias: Offset, rows: number, batch: number): void;
  /** sums[i] += sum_b x_ib. */
  addRowSums(sums: Offset, x: Offset, rows: number, batch: number): void;
  /** x = exp(x) in place. */
  exponentiate(x: Offset, length: number): void;
  /** out = x y, elementwise. */
  multiplyElements(out: Offset, x: Offset, y: Offset, length: number): void;
  /** gap = joint - g (in place of joint) and derivative = relu(v) gap, n x B. */
  close(joint: Offset, g: Offset, v: Offset, derivative: Offset, rows: number, batch: number): void;
  /** From the adjoint of the derivative: vGradient_i += [v_i > 0] sum_b bar_ib gap_ib, then gap = relu(v) bar in place. */
  closeBackward(bar: Offset, gap: Offset, v: Offset, vGradient: Offset, rows: number, batch: number): void;

  /** residual = factor (y - target) column by column, where weights[b] is 0 for a padded column; returns sum of weights (y - target)^2. */
  squaredResidual(
    y: Offset,
    target: Offset,
    weights: Offset,
    residual: Offset,
    rows: number,
    batch: number,
    factor: number,
  ): number;
  /** One Adam step on `length` parameters: `correction1` = 1 - beta1^t, `correction2` = 1 - beta2^t. */
  adam(
    parameters: Offset,
    gradient: Offset,
    first: Offset,
    second: Offset,
    length: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
  ): void;

  /**
   * Of each weight M(w + 1) / M(w) in `up` and M(w - 1) / M(w) in `down`, M(w) = (2^(1-w) - 1) / (1 - w), and of each row
   * logs_k = sum_j log M(W_kj); W rows x cols with cols a multiple of LANES; `halvings` holds 2^-W. See
   * training/product-moments.ts.
   */
  momentRatios(
    weights: Offset,
    halvings: Offset,
    rows: number,
    cols: number,
    logs: Offset,
    up: Offset,
    down: Offset,
  ): void;
  /** gradient (rows x cols) += the pull-back of ofLogs (rows), ofUp and ofDown (rows x cols) through momentRatios. */
  momentRatiosBackward(
    weights: Offset,
    halvings: Offset,
    up: Offset,
    down: Offset,
    ofLogs: Offset,
    ofUp: Offset,
    ofDown: Offset,
    rows: number,
    cols: number,
    gradient: Offset,
  ): void;
  /** out (rows x rows, symmetric): out_kl = sum_j log M(W_kj + W_lj), with M, W and `halvings` of momentRatios. */
  logPairMoments(weights: Offset, halvings: Offset, rows: number, cols: number, out: Offset): void;
  /** gradient (rows x cols) += the pull-back of `adjoint` (rows x rows) through logPairMoments. */
  logPairMomentsBackward(
    weights: Offset,
    halvings: Offset,
    adjoint: Offset,
    rows: number,
    cols: number,
    gradient: Offset,
  ): void;
}
