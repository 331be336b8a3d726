import type { Offset } from '../kernels/kernel';

/**
 * An autonomous vector field dy/dt = f(y) on a batch: states and derivatives are size x batch, row-major with the batch
 * innermost, at element offsets of a kernel's memory.
 */
export interface VectorField {
  /** The number of equations. */
  readonly size: number;
  /** Writes f(state) to `derivative`. */
  evaluate(memory: Float32Array | Float64Array, state: Offset, derivative: Offset, batch: number): void;
}

/**
 * A field that can be differentiated backwards. `record` evaluates like `evaluate` and keeps, under a slot number, what
 * `pullBack` needs at that point; nothing of the field is computed again on the way back.
 */
export interface DifferentiableField extends VectorField {
  record(state: Offset, derivative: Offset, batch: number, slot: number): void;
  /** stateAdjoint += J(state of slot)^T derivativeAdjoint; gradients of the parameters are kept for `finish`. */
  pullBack(derivativeAdjoint: Offset, stateAdjoint: Offset, batch: number, slot: number): void;
  /** Called once after the pull-backs of slots 0 .. slots - 1: adds them up into the gradient of the parameters. */
  finish(batch: number, slots: number): void;
}

/**
 * A field dy/dt = max(decay, 0) (joint(y) - y), row by row, whose decay towards the joint term can be solved exactly.
 */
export interface DecayingField extends DifferentiableField {
  /** The rates of decay, one a row; negative ones count as 0. */
  readonly decay: Offset;
  /** Their gradient: a scheme that solves the decay adds here what `pullBack` does not see. */
  readonly decayGradient: Offset;
}
