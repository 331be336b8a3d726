import type { PhoenixShape } from '../phoenix/parameters';
import { EffectRows } from './effect-rows';

/**
 * The effects E of every gene on every gene at once: n x n, row-major, row = regulator i, column = target j, as
 * `EffectRows` defines them. For networks that are drawn; above a few thousand genes take the rows one by one instead.
 *
 * @param parameters flat vector of a PHOENIX model (see `layoutOf`)
 * @throws RangeError if the vector does not fit the shape
 */
export function effectsOf(parameters: Float32Array, shape: PhoenixShape): Float32Array {
  const all = new Float32Array(shape.genes * shape.genes);
  new EffectRows(parameters, shape).forEach((regulator, effects) => {
    all.set(effects, regulator * shape.genes);
  });
  return all;
}

/** The effects with every column divided by the sum of its absolute values; an empty column stays 0. */
export function scaledEffects(effects: Float32Array, genes: number): Float32Array {
  const sums = new Float64Array(genes);
  for (let k = 0; k < effects.length; k++) sums[k % genes] += Math.abs(effects[k]);
  return effects.map((effect, k) => (effect === 0 ? 0 : effect / sums[k % genes]));
}
