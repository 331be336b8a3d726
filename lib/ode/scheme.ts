import type { Offset } from '../kernels/kernel';

/** How a solve derives: writes f(state) to `derivative`, recorded under `slot` where it is to be differentiated. */
export type Derive = (state: Offset, derivative: Offset, slot: number) => void;

/**
 * One way to step from y(s) to y(s + h), with an estimate of its error: a solver owns one for its field and batch. The
 * derivative at the start of a step is that at the end of the one before ("first same as last").
 */
export interface Scheme {
  /** Evaluations of an attempt, and slots of the field's records a step. */
  readonly stages: number;
  /** The error estimate behaves as h to this power. */
  readonly errorOrder: number;
  /** Evaluates the field where the solve starts. */
  begin(state: Offset, derive: Derive): void;
  /** The step to try first, in (0, 1], null for that of the solve before; it may evaluate the field once more, at no slot. */
  firstStep(state: Offset): { readonly h: number | null; readonly evaluations: number };
  /** Writes to `next` where a step of h from `state` leads. */
  attempt(state: Offset, next: Offset, h: number, firstSlot: number, derive: Derive): void;
  /** The error of the last attempt, column by column, in units of what is allowed: at most 1 is accepted. */
  errors(state: Offset, next: Offset, h: number): Float64Array;
  /** The estimated error of one number of the last attempt, of any sign, not yet in those units. */
  error(place: number, h: number): number;
  /** Takes the last attempt as step number `step`, to be pulled back, or null where nothing will be. */
  accept(step: number | null): void;
  /** How fast a number of the state moves at the start of the present step, per interval. */
  speed(place: number): number;
  /** Turns the adjoint of the end of an accepted step into that of its start. */
  pullBack(step: number, h: number, adjoint: Offset): void;
}
