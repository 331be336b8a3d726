import type { Kernel, Offset } from '../kernels/kernel';
import { power } from '../math/power';
import { DormandPrince } from './dormand-prince';
import { ErrorNorms } from './error-norms';
import type { DecayingField, DifferentiableField, VectorField } from './field';
import { Krogstad } from './krogstad';
import type { Scheme } from './scheme';
import { SolverError } from './solver-error';

/** The schemes by name; `krogstad` is for fields that decay (`DecayingField`). */
export const SCHEMES = ['krogstad', 'dormand-prince'] as const;
export type SchemeName = (typeof SCHEMES)[number];

/** How exactly to solve. */
export interface Tolerances {
  /** Per-step error allowed relative to the state; default 1e-3. */
  readonly relative?: number;
  /** Per-step error allowed absolutely; default 1e-5. */
  readonly absolute?: number;
  /** Accepted and rejected steps after which the solve gives up; default 1000. */
  readonly maxSteps?: number;
  /** How a step is taken; Dormand-Prince by default, which every field admits. Training names its own (`TRAINING_TOLERANCES`). */
  readonly scheme?: SchemeName;
  /**
   * Of Dormand-Prince: `estimated` (the default) guesses the first step from the field at the start and a little on, one evaluation more.
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

/** What is allowed by default. */
const RELATIVE = 1e-3;
const ABSOLUTE = 1e-5;
/** A growing step is held to this factor, a shrinking one to its inverse half, as in common practice. */
const LARGEST_GROWTH = 10;
const LARGEST_CUT = 0.2;
const SAFETY = 0.9;
/** A step may be stretched by this to be the last: the error control's own margin. */
const STRETCH = 1.1;
/** Shorter steps than this cannot move a float32 time. */
const SHORTEST_STEP = 1e-6;

/**
 * Adaptive solution of a batch of initial value problems with the same field, and its exact discrete adjoint.
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
  private readonly scheme: Scheme;
  private endState: Offset;
  /** Lengths of the accepted steps, for the adjoint. */
  private steps: number[] = [];
  /** Where a scheme leaves it open, a solve begins with the step that suited the start of the one before. */
  private firstTry = 1;

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
    this.adjoint = block();
    this.intervals = kernel.allocateFloats(batch);
    this.endState = this.start;
    const { relative = RELATIVE, absolute = ABSOLUTE, scheme = 'dormand-prince', firstStep } = tolerances;
    const norms = new ErrorNorms(kernel, field.size, batch, relative, absolute);
    if (scheme === 'krogstad') {
      if (!('decay' in field)) throw new TypeError('this field has no decay: krogstad solves none without');
      this.scheme = new Krogstad(kernel, field as DecayingField, batch, this.intervals, norms);
    } else {
      const tangent = firstStep === 'tangent';
      this.scheme = new DormandPrince(kernel, field, batch, this.intervals, norms, tangent);
    }
  }

  /** Where the last solve left the state at s = 1. */
  get end(): Offset {
    return this.endState;
  }

  /** Forgets the solves before: what follows depends on nothing of them. */
  restart(): void {
    this.firstTry = 1;
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
    const { steps, scheme, adjoint } = this;
    for (let step = steps.length - 1; step >= 0; step--) scheme.pullBack(step, steps[step], adjoint);
    (this.field as DifferentiableField).finish(this.batch, steps.length * scheme.stages);
  }

  private run(recorder: DifferentiableField | null): SolveStatistics {
    const { kernel, length, batch, field, scheme } = this;
    const maxSteps = this.tolerances.maxSteps ?? 1000;
    let [state, next] = this.states;
    kernel.floats.copyWithin(state, this.start, this.start + length);
    let evaluations = 0;
    const derive = (from: Offset, out: Offset, slot: number): void => {
      if (recorder) recorder.record(from, out, batch, slot);
      else field.evaluate(kernel.floats, from, out, batch);
      evaluations++;
    };

    this.steps = [];
    scheme.begin(state, derive);
    const first = scheme.firstStep(state);
    evaluations += first.evaluations;
    let position = 0;
    let h = evened(first.h ?? this.firstTry, 1);
    let rejected = 0;
    while (position < 1) {
      const last = position + h >= 1 - SHORTEST_STEP;
      if (last) h = 1 - position;
      // The first stage's slot stays as recorded when an attempt is rejected; the others are recorded again.
      scheme.attempt(state, next, h, this.steps.length * scheme.stages, derive);
      const errors = scheme.errors(state, next, h);
      const error = Math.max(...errors);
      const through = last && error <= 1;
      if (!through && this.steps.length + rejected + 1 >= maxSteps)
        throw this.failure(state, next, position, h, errors, `${maxSteps} steps`);
      const change = SAFETY * power(error, -1 / scheme.errorOrder);
      if (error <= 1) {
        scheme.accept(recorder && this.steps.length);
        if (this.steps.length === 0) this.firstTry = Math.min(1, h * Math.min(LARGEST_GROWTH, change));
        this.steps.push(h);
        position = last ? 1 : position + h;
        [state, next] = [next, state];
        h = evened(h * Math.min(LARGEST_GROWTH, Math.max(LARGEST_CUT, change)), 1 - position);
      } else {
        rejected++;
        // A NaN error (the trial step overflowed) compares false above and is cut like a large one.
        const shorter = h * (Number.isFinite(error) ? Math.max(LARGEST_CUT, change) : LARGEST_CUT);
        if (shorter < SHORTEST_STEP) throw this.failure(state, next, position, h, errors, 'a vanishing step');
        h = evened(shorter, 1 - position, 1);
      }
    }
    this.endState = state;
    return { accepted: this.steps.length, rejected, evaluations };
  }

  /** The pair with the worst error of the last trial step, and of it the row whose error is largest. */
  private failure(
    state: Offset,
    next: Offset,
    position: number,
    step: number,
    errors: Float64Array,
    reason: string,
  ): SolverError {
    const { batch, field, scheme, tolerances } = this;
    const { floats } = this.kernel;
    const { relative = RELATIVE, absolute = ABSOLUTE } = tolerances;
    const pair = largest(batch, (b) => errors[b]);
    const row = largest(field.size, (i) => {
      const place = i * batch + pair;
      const size = Math.max(Math.abs(floats[state + place]), Math.abs(floats[next + place]));
      return Math.abs(scheme.error(place, step)) / (absolute + relative * size);
    });
    const place = row * batch + pair;
    const [value, speed] = [floats[state + place], scheme.speed(place)];
    return new SolverError({ pair, row, rows: field.size, position, reason, step, value, speed });
  }
}

/** h, or what ends the interval where a little more does, or half the rest where two steps end it: no crumb is left over. */
function evened(h: number, remaining: number, stretch = STRETCH): number {
  const steps = Math.ceil(remaining / (stretch * h));
  return steps === 1 || steps === 2 ? remaining / steps : h;
}

/** The index of the largest of `count` values; NaN counts as larger than any. */
function largest(count: number, value: (index: number) => number): number {
  let best = 0;
  for (let k = 1; k < count && !Number.isNaN(value(best)); k++) if (!(value(k) <= value(best))) best = k;
  return best;
}
