import type { Pairs } from '../studies/pairs';
import type { SolveStatistics } from '../ode/solver';
import type { ParameterBlock } from '../phoenix/parameters';
import type { ModelUse } from '../phoenix/parametrisation';

/** The trainable vector and its optimiser (pruned entries 0): all that a step carries over to the next. */
export interface OptimiserState {
  /** The trainable vector: the flat parameters, and after them whatever else is trained (gates). */
  readonly parameters: Float32Array;
  /** Adam's first and second moments. */
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** Steps taken. */
  readonly steps: number;
  /** State of the random stream that the step draws from, where it draws. */
  readonly random?: readonly number[];
}

/** The rate of all blocks, but for the one block that trains faster. */
export interface Rates {
  readonly rate: number;
  readonly fastRate: number;
  readonly fastBlock: ParameterBlock;
  /** After the step no gene multiplier v is left below this; absent: v may fall as it will. */
  readonly multiplierFloor?: number;
}

/**
 * One optimiser step on a set of pairs. Two implementations: `KernelStep` takes the whole step in the kernel and serves
 * the penalty-free loss; `PenalisedStep` takes any penalty. Both equal, by test, a third one written in tfjs.
 */
export interface TrainingStep {
  /** One Adam step on the MSE over the pairs named by `order` (plus the penalty); returns the loss before the step. */
  step(pairs: Pairs, order: Int32Array, rates: Rates): { loss: number; statistics: SolveStatistics };
  /** MSE over all pairs with the present parameters. */
  meanSquaredError(pairs: Pairs): number;
  /** The flat parameters of the model as it is read for this use; for its predictions without one. */
  model(use?: ModelUse): Float32Array;
  state(): OptimiserState;
  /** Replaces parameters, moments and mask; pruned entries of all three vectors become 0 and stay so. */
  restore(state: OptimiserState, mask: Uint8Array | null): void;
}
