import type { Neurons } from './packing';
import { parameterCount, type PhoenixShape } from './parameters';

/**
 * What a model is read for: to choose the epoch and the rate (`validation`), to predict, be stored and be trained on
 * (`prediction`), or to say which edges there are (`network`). One model, but for gates that differ from use to use.
 */
export type ModelUse = 'validation' | 'prediction' | 'network';

/** What a model is read for beside prediction. */
export const OTHER_USES = ['validation', 'network'] as const satisfies readonly ModelUse[];
export type OtherUse = (typeof OTHER_USES)[number];

/**
 * What the trainable vector stands for: the flat PHOENIX parameters come first in it, and whatever else is trained with
 * them (gates) follows. The solve never sees the vector, only the flat parameters made of it.
 */
export interface Parametrisation {
  /** Length of the trainable vector. */
  readonly length: number;
  /** Draws anew what is random in it; called once at the start of every optimiser step. */
  redraw(): void;
  /** The flat parameters of the present step: what is solved with. */
  flatOf(vector: Float32Array): Float32Array;
  /**
   * The hidden neurons whose output counts in the present step; null for all. The others' parameters have no part in the flat
   * model nor, through the gradient of the flat parameters, in dL/d(vector): they need not be computed.
   */
  openNeurons(vector: Float32Array): Neurons | null;
  /** dL/d(vector) from dL/d(flat parameters) of the present step; the array may be the same one at every call. */
  pullBack(vector: Float32Array, ofFlat: Float32Array): Float32Array;
  /** The flat parameters of the model that is read for one of its uses: nothing in them changes from call to call. */
  forReadOut(vector: Float32Array, use: ModelUse): Float32Array;
  /** The state of its random stream, for the checkpoint; null where nothing is random. */
  randomState(): readonly number[] | null;
  restoreRandomState(state: readonly number[]): void;
}

/** The vector is the flat parameters. */
export function plainParametrisation(shape: PhoenixShape): Parametrisation {
  return {
    length: parameterCount(shape),
    redraw: () => undefined,
    flatOf: (vector) => vector,
    openNeurons: () => null,
    pullBack: (_vector, ofFlat) => ofFlat,
    forReadOut: (vector) => vector,
    randomState: () => null,
    restoreRandomState: () => undefined,
  };
}
