import type { Kernel, Offset } from '../kernels/kernel';
import { A, B, E, ERROR_ORDER, STAGES } from './dormand-prince';
import type { DifferentiableField, VectorField } from './field';
import { SolverError } from './solver-error';

/** How exactly to solve. */
export interface Tolerances {
  /** Per-step error allowed relative to the state; default 1e-3. */
  readonly relative?: number;
  /** Per-step error allowed absolutely; default 1e-5. */
  readonly absolute?: number;
  /** Accepted and rejected steps after which the solve gives up; default 1000. */
  readonly maxSteps?: number;
  /**
   * `estimated` (the default) guesses the first step from the field at the start and a little on, one evaluation more.
   * `tangent` goes as far as the derivative at the start changes the state by its own size, and leaves the rest to the error
   * control: a short interval is then one step of 7 evaluations instead of two of 14.
   */
  readonly firstStep?: 'estimated' | 'tangent';
}

/** What a solve cost. */
export interface SolveStatistics {
  readonly accepted: number;
  readonly rejected: number;
  /** Evaluations of the field, the two that choose the first step included. */
  readonly evaluations: number;
}

/** A growing step is held to this factor, a shrinking one to its inverse half, as in common practice. */
const LARGEST_GROWTH = 10;
const LARGEST_CUT = 0.2;
const SAFETY = 0.9;
/** Shorter steps than this cannot move a float32 time. */
const SHORTEST_STEP = 1e-6;

/**
 * Adaptive Dormand-Prince 5(4) for a batch of initial value problems with the same field, and its exact discrete adjoint.
 *
 * Every pair's interval is rescaled to s in [0, 1]: its derivative is multiplied by its own t1 - t0, so that pairs of
 * different length (negative and zero ones too) advance together. The error is measured pair by pair and the worst pair
 * controls the step.
 *
 * A solver owns its workspace in the kernel's memory for one field and one batch size: make it once, solve often.
 */
export class Solver {
  /** Start of the solve, end of the solve, lengths of the intervals: fill `start` and `intervals`, read `end`. */
  readonly start: Offset;
  readonly intervals: Offset;
  /** The adjoint: fill it with dL/d(end); `pullBack` turns it into dL/d(start). */
  readonly adjoint: Offset;

  private readonly length: number;
  private readonly states: [Offset, Offset];
  private readonly trial: Offset;
  /** Seven derivative blocks, one after the other. */
  private readonly stages: Offset;
  private readonly coefficients: Offset;
  private readonly norms: Offset;
  private readonly stageAdjoints: Offset;
  private readonly barred: Offset;
  private endState: Offset;
  /** Lengths of the accepted steps, for the adjoint. */
  private steps: number[] = [];

  constructor(
    private readonly kernel: Kernel,
    private readonly field: VectorField | DifferentiableField,
    /** Columns of the batch: a multiple of LANES. */
    private readonly batch: number,
    private readonly tolerances: Tolerances = {},
  ) {
    this.length = field.size * batch;
    const block = (): Offset => kernel.allocateFloats(this.length);
    this.start = block();
    this.states = [block(), block()];
    this.trial = block();
    this.stages = kernel.allocateFloats(7 * this.length);
    this.stageAdjoints = kernel.allocateFloats(STAGES * this.length);
    this.adjoint = block();
    this.barred = block();
    this.intervals = kernel.allocateFloats(batch);
    this.norms = kernel.allocateFloats(batch);
    this.coefficients = kernel.allocateFloats(8);
    this.endState = this.start;
  }

  /** Where the last solve left the state at s = 1. */
  get end(): Offset {
    return this.endState;
  }

  /** Solves from `start` over `intervals`. @throws SolverError when the field explodes or is too stiff. */
  solve(): SolveStatistics {
    return this.run(null);
  }

  /** Solves and remembers the accepted steps for `pullBack`. */
  solveRecorded(): SolveStatistics {
    if (!('record' in this.field))
      throw new TypeError('this field cannot be differentiated: it has no record()');
    return this.run(this.field);
  }

  /**
   * The exact discrete adjoint of the last recorded solve: replays its accepted steps backwards (the control of the step
   * size is not differentiated), turns `adjoint` from dL/d(end) into dL/d(start) and leaves the parameters' gradient with
   * the field.
   */
  pullBack(): void {
    const { kernel, length, batch } = this;
    const field = this.field as DifferentiableField;
    for (let step = this.steps.length - 1; step >= 0; step--) {
      const h = this.steps[step];
      // k_i enters the result with weight h b_i and the start of every later stage j with h a_ji.
      kernel.floats.fill(0, this.stageAdjoints, this.stageAdjoints + STAGES * length);
      for (let i = STAGES - 1; i >= 0; i--) {
        kernel.floats.fill(0, this.barred, this.barred + length);
        if (B[i] !== 0) kernel.axpy(this.barred, this.adjoint, length, h * B[i]);
        for (let j = i + 1; j < STAGES; j++) {
          kernel.axpy(this.barred, this.stageAdjoints + j * length, length, h * A[j][i]);
        }
        kernel.scaleColumns(this.barred, this.barred, this.intervals, field.size, batch);
        field.pullBack(this.barred, this.stageAdjoints + i * length, batch, step * STAGES + i);
      }
      for (let i = 0; i < STAGES; i++) {
        kernel.axpy(this.adjoint, this.stageAdjoints + i * length, length, 1);
      }
    }
    field.finish(batch, this.steps.length * STAGES);
  }

  private run(recorder: DifferentiableField | null): SolveStatistics {
    const { kernel, length, batch, field } = this;
    const maxSteps = this.tolerances.maxSteps ?? 1000;
    let [state, next] = this.states;
    kernel.floats.copyWithin(state, this.start, this.start + length);
    let evaluations = 0;
    const derive = (from: Offset, stage: number, slot: number): void => {
      const out = this.stages + stage * length;
      if (recorder) recorder.record(from, out, batch, slot);
      else field.evaluate(kernel.floats, from, out, batch);
      kernel.scaleColumns(out, out, this.intervals, field.size, batch);
      evaluations++;
    };

    this.steps = [];
    derive(state, 0, 0);
    let h: number;
    if (this.tolerances.firstStep === 'tangent') {
      h = this.tangentStep(state);
    } else {
      h = this.firstStep(state);
      evaluations++;
    }
    let position = 0;
    let rejected = 0;
    while (position < 1) {
      if (this.steps.length + rejected >= maxSteps)
        throw this.failure(state, position, h, `${maxSteps} steps`);
      const last = position + h >= 1 - SHORTEST_STEP;
      if (last) h = 1 - position;
      const firstSlot = this.steps.length * STAGES;
      for (let stage = 1; stage < STAGES; stage++) {
        this.setCoefficients(A[stage], h);
        kernel.combine(this.trial, state, this.stages, length, this.coefficients, stage);
        derive(this.trial, stage, firstSlot + stage);
      }
      this.setCoefficients(B, h);
      kernel.combine(next, state, this.stages, length, this.coefficients, STAGES);
      derive(next, STAGES, firstSlot + STAGES);
      const error = this.worstNorm(E, h, 7, state, next);
      if (error <= 1) {
        this.steps.push(h);
        position = last ? 1 : position + h;
        [state, next] = [next, state];
        kernel.floats.copyWithin(this.stages, this.stages + STAGES * length, this.stages + 7 * length);
        h *= Math.min(LARGEST_GROWTH, Math.max(LARGEST_CUT, SAFETY * error ** (-1 / ERROR_ORDER)));
      } else {
        rejected++;
        // A NaN error (the trial step overflowed) compares false above and is cut like a large one.
        h *= Number.isFinite(error)
          ? Math.max(LARGEST_CUT, SAFETY * error ** (-1 / ERROR_ORDER))
          : LARGEST_CUT;
        if (h < SHORTEST_STEP) throw this.failure(state, position, h, 'a vanishing step');
        // The first stage's slot stays as recorded; the other stages of this step are recorded again.
      }
    }
    this.endState = state;
    return { accepted: this.steps.length, rejected, evaluations };
  }

  /** The first step by the rule of Hairer, Norsett and Wanner, "Solving ODEs I", II.4, for the worst pair. */
  private firstStep(state: Offset): number {
    const { kernel, length, batch, field } = this;
    const euler = this.stages + length;
    const difference = this.stages + 2 * length;
    const slopes = this.norms1(state, 1, 1);
    const sizes = this.stateNorms(state);
    let guess = 1;
    for (let b = 0; b < batch; b++) {
      if (slopes[b] > 1e-5 && sizes[b] > 1e-5) guess = Math.min(guess, (0.01 * sizes[b]) / slopes[b]);
      else if (slopes[b] > 1e-5) guess = Math.min(guess, 1e-2 / slopes[b]);
    }
    kernel.floats.copyWithin(this.trial, state, state + length);
    kernel.axpy(this.trial, this.stages, length, guess);
    field.evaluate(kernel.floats, this.trial, euler, batch);
    kernel.scaleColumns(euler, euler, this.intervals, field.size, batch);
    kernel.floats.copyWithin(difference, euler, euler + length);
    kernel.axpy(difference, this.stages, length, -1);
    const bends = this.norms1(state, 1 / guess, 3);
    let h = 1;
    for (let b = 0; b < batch; b++) {
      const steepest = Math.max(slopes[b], bends[b]);
      if (steepest > 1e-15) h = Math.min(h, (0.01 / steepest) ** (1 / ERROR_ORDER));
    }
    h = Math.min(1, 100 * guess, h);
    return Number.isFinite(h) && h > SHORTEST_STEP ? h : SHORTEST_STEP * 10;
  }

  /**
   * The step after which the tangent has changed the worst pair by its own size. A longer one may overshoot so far that its
   * error looks small beside where it lands.
   */
  private tangentStep(state: Offset): number {
    const slopes = this.norms1(state, 1, 1);
    const sizes = this.stateNorms(state);
    const h = slopes.reduce(
      (least, slope, b) => (slope > sizes[b] ? Math.min(least, sizes[b] / slope) : least),
      1,
    );
    return Math.max(h, 10 * SHORTEST_STEP);
  }

  /** Per-pair norms of factor times stage block `terms` (the last of the first `terms`). */
  private norms1(state: Offset, factor: number, terms: number): Float64Array {
    const weights = new Array<number>(terms).fill(0);
    weights[terms - 1] = 1;
    this.setCoefficients(weights, factor);
    return this.readNorms(this.stages, terms, state, state);
  }

  private stateNorms(state: Offset): Float64Array {
    this.setCoefficients([1], 1);
    return this.readNorms(state, 1, state, state);
  }

  /** The largest of the pairs' norms; NaN where one of them is. */
  private worstNorm(weights: readonly number[], h: number, terms: number, y: Offset, z: Offset): number {
    this.setCoefficients(weights, h);
    return Math.max(...this.readNorms(this.stages, terms, y, z));
  }

  private readNorms(blocks: Offset, terms: number, y: Offset, z: Offset): Float64Array {
    const { kernel, batch } = this;
    const { relative = 1e-3, absolute = 1e-5 } = this.tolerances;
    const { size } = this.field;
    kernel.errorNorms(this.norms, blocks, this.coefficients, terms, y, z, size, batch, relative, absolute);
    return Float64Array.from(kernel.floats.subarray(this.norms, this.norms + batch));
  }

  private setCoefficients(weights: readonly number[], factor: number): void {
    const floats = this.kernel.floats;
    for (let t = 0; t < weights.length; t++) floats[this.coefficients + t] = factor * weights[t];
  }

  private failure(state: Offset, position: number, h: number, reason: string): SolverError {
    const { kernel, batch, field } = this;
    const floats = kernel.floats;
    // The pair with the worst error of the last trial step, and its row that moves fastest.
    const pair = largest(batch, (b) => floats[this.norms + b]);
    const row = largest(field.size, (i) => Math.abs(floats[this.stages + i * batch + pair]));
    const worst = row * batch + pair;
    const value = floats[state + worst];
    const speed = floats[this.stages + worst];
    return new SolverError(
      `the ODE solve stopped at ${(100 * position).toFixed(2)} % of its interval after ${reason} (last step ${h.toExponential(1)}): ` +
        `row ${row} of ${field.size}, pair ${pair}, is at ${value.toPrecision(4)} and changes by ${speed.toPrecision(4)} an interval. ` +
        'The field explodes or is too stiff: lower the learning rate, look for wrong values in the data of that gene, or loosen the tolerances.',
      pair,
      row,
      position,
    );
  }
}

/** The index of the largest of `count` values; NaN counts as larger than any. */
function largest(count: number, value: (index: number) => number): number {
  let best = 0;
  for (let k = 1; k < count && !Number.isNaN(value(best)); k++) if (!(value(k) <= value(best))) best = k;
  return best;
}
