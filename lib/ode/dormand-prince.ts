import type { Kernel, Offset } from '../kernels/kernel';
import { power } from '../math/power';
import type { ErrorNorms } from './error-norms';
import type { DifferentiableField, VectorField } from './field';
import type { Derive, Scheme } from './scheme';

/*
 * The Dormand-Prince pair of order 5(4): J. R. Dormand and P. J. Prince, "A family of embedded Runge-Kutta formulae",
 * J. Comp. Appl. Math. 6 (1980) 19-26, Table 2. Seven stages; the last one is the first of the next step (FSAL).
 */

/** Stages that enter the step's result. */
export const STAGES = 6;

/** Row i holds a_{i+1, 1..i}: how stage i + 1 starts from the earlier ones. */
export const A: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
];

/** The fifth-order weights; also the position of the seventh stage. */
export const B: readonly number[] = [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84];

/** Fifth-order minus fourth-order weights, over all seven stages: the error estimate. */
export const E: readonly number[] = [
  71 / 57600,
  0,
  -71 / 16695,
  71 / 1920,
  -17253 / 339200,
  22 / 525,
  -1 / 40,
];

/** Shorter first steps than this cannot move a float32 time. */
const SHORTEST = 1e-6;

/** The explicit scheme of order 5 for any field; each derivative is multiplied by its pair's interval. */
export class DormandPrince implements Scheme {
  readonly stages = STAGES;
  readonly errorOrder = 5;
  private readonly length: number;
  private readonly trial: Offset;
  /** Seven derivative blocks, one after the other. */
  private readonly blocks: Offset;
  private readonly stageAdjoints: Offset;
  private readonly barred: Offset;
  private readonly coefficients: Offset;

  constructor(
    private readonly kernel: Kernel,
    private readonly field: VectorField | DifferentiableField,
    private readonly batch: number,
    private readonly intervals: Offset,
    private readonly norms: ErrorNorms,
    private readonly tangent: boolean,
  ) {
    this.length = field.size * batch;
    this.trial = kernel.allocateFloats(this.length);
    this.blocks = kernel.allocateFloats(7 * this.length);
    this.stageAdjoints = kernel.allocateFloats(STAGES * this.length);
    this.barred = kernel.allocateFloats(this.length);
    this.coefficients = kernel.allocateFloats(8);
  }

  begin(state: Offset, derive: Derive): void {
    this.derive(derive, state, 0, 0);
  }

  attempt(state: Offset, next: Offset, h: number, firstSlot: number, derive: Derive): void {
    const { kernel, length } = this;
    for (let stage = 1; stage < STAGES; stage++) {
      this.setCoefficients(A[stage], h);
      kernel.combine(this.trial, state, this.blocks, length, this.coefficients, stage);
      this.derive(derive, this.trial, stage, firstSlot + stage);
    }
    this.setCoefficients(B, h);
    kernel.combine(next, state, this.blocks, length, this.coefficients, STAGES);
    this.derive(derive, next, STAGES, firstSlot + STAGES);
  }

  errors(state: Offset, next: Offset, h: number): Float64Array {
    return this.norms.of(this.blocks, E, h, state, next);
  }

  error(place: number, h: number): number {
    const { kernel, blocks, length } = this;
    return E.reduce((sum, weight, t) => sum + h * weight * kernel.floats[blocks + t * length + place], 0);
  }

  accept(): void {
    const { blocks, length } = this;
    this.kernel.floats.copyWithin(blocks, blocks + STAGES * length, blocks + 7 * length);
  }

  speed(place: number): number {
    return this.kernel.floats[this.blocks + place];
  }

  pullBack(step: number, h: number, adjoint: Offset): void {
    const { kernel, length, batch } = this;
    const field = this.field as DifferentiableField;
    // k_i enters the result with weight h b_i and the start of every later stage j with h a_ji.
    kernel.floats.fill(0, this.stageAdjoints, this.stageAdjoints + STAGES * length);
    for (let i = STAGES - 1; i >= 0; i--) {
      kernel.floats.fill(0, this.barred, this.barred + length);
      if (B[i] !== 0) kernel.axpy(this.barred, adjoint, length, h * B[i]);
      for (let j = i + 1; j < STAGES; j++) {
        kernel.axpy(this.barred, this.stageAdjoints + j * length, length, h * A[j][i]);
      }
      kernel.scaleColumns(this.barred, this.barred, this.intervals, field.size, batch);
      field.pullBack(this.barred, this.stageAdjoints + i * length, batch, step * STAGES + i);
    }
    for (let i = 0; i < STAGES; i++) kernel.axpy(adjoint, this.stageAdjoints + i * length, length, 1);
  }

  firstStep(state: Offset): { h: number; evaluations: number } {
    return this.tangent
      ? { h: this.tangentStep(state), evaluations: 0 }
      : { h: this.estimatedStep(state), evaluations: 1 };
  }

  /** The rule of Hairer, Norsett and Wanner, "Solving ODEs I", II.4, for the worst pair. */
  private estimatedStep(state: Offset): number {
    const { kernel, length, batch, field } = this;
    const euler = this.blocks + length;
    const difference = this.blocks + 2 * length;
    const slopes = this.norms.of(this.blocks, [1], 1, state, state);
    const sizes = this.norms.of(state, [1], 1, state, state);
    let guess = 1;
    for (let b = 0; b < batch; b++) {
      if (slopes[b] > 1e-5 && sizes[b] > 1e-5) guess = Math.min(guess, (0.01 * sizes[b]) / slopes[b]);
      else if (slopes[b] > 1e-5) guess = Math.min(guess, 1e-2 / slopes[b]);
    }
    kernel.floats.copyWithin(this.trial, state, state + length);
    kernel.axpy(this.trial, this.blocks, length, guess);
    field.evaluate(kernel.floats, this.trial, euler, batch);
    kernel.scaleColumns(euler, euler, this.intervals, field.size, batch);
    kernel.floats.copyWithin(difference, euler, euler + length);
    kernel.axpy(difference, this.blocks, length, -1);
    const bends = this.norms.of(this.blocks, [0, 0, 1], 1 / guess, state, state);
    let h = 1;
    for (let b = 0; b < batch; b++) {
      const steepest = Math.max(slopes[b], bends[b]);
      if (steepest > 1e-15) h = Math.min(h, power(0.01 / steepest, 1 / this.errorOrder));
    }
    h = Math.min(1, 100 * guess, h);
    return Number.isFinite(h) && h > SHORTEST ? h : SHORTEST * 10;
  }

  /**
   * The step after which the tangent has changed the worst pair by its own size. A longer one may overshoot so far that its
   * error looks small beside where it lands.
   */
  private tangentStep(state: Offset): number {
    const slopes = this.norms.of(this.blocks, [1], 1, state, state);
    const sizes = this.norms.of(state, [1], 1, state, state);
    const h = slopes.reduce(
      (least, slope, b) => (slope > sizes[b] ? Math.min(least, sizes[b] / slope) : least),
      1,
    );
    return Math.max(h, 10 * SHORTEST);
  }

  private derive(derive: Derive, from: Offset, stage: number, slot: number): void {
    const out = this.blocks + stage * this.length;
    derive(from, out, slot);
    this.kernel.scaleColumns(out, out, this.intervals, this.field.size, this.batch);
  }

  private setCoefficients(weights: readonly number[], factor: number): void {
    const { floats } = this.kernel;
    for (let t = 0; t < weights.length; t++) floats[this.coefficients + t] = factor * weights[t];
  }
}
