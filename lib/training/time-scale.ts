import type { Pairs } from '../studies/pairs';
import { layoutOf, type PhoenixShape } from '../phoenix/parameters';

/** The pairs with their intervals in stretched time; their values are shared. */
export function stretched(pairs: Pairs, timeScale: number): Pairs {
  return timeScale === 1
    ? pairs
    : { ...pairs, intervals: pairs.intervals.map((interval) => timeScale * interval) };
}

/**
 * A copy of a vector that begins with the flat parameters, v multiplied by `factor`. Only the product of v and the time enters
 * the field: `factor` = timeScale takes a model from stretched time to the data's, 1 / timeScale back.
 */
export function withMultipliersScaled(
  parameters: Float32Array,
  shape: PhoenixShape,
  factor: number,
): Float32Array {
  const copy = parameters.slice();
  const { offset, length } = layoutOf(shape).v;
  for (let p = offset; p < offset + length; p++) copy[p] *= factor;
  return copy;
}
