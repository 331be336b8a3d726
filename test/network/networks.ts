import { fromDense, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { type MatrixRows, rowsOf } from '../../lib/math/matrix-rows';
import { Network } from '../../lib/network/network';
import { Model } from '../../lib/phoenix/model';
import type { PhoenixShape } from '../../lib/phoenix/parameters';

/** The network of a model given by its flat parameters. */
export function networkOf(
  parameters: Float32Array,
  shape: PhoenixShape,
  genes?: readonly string[],
  prior?: SparseMatrix,
): Network {
  return new Network(modelOf(parameters, shape, genes), prior);
}

/** A model given by its flat parameters; genes without names are called 0, 1, ... */
export function modelOf(
  parameters: Float32Array,
  shape: PhoenixShape,
  genes: readonly string[] = Array.from({ length: shape.genes }, (_, gene) => `${gene}`),
): Model {
  return new Model({ parameters, shape, mask: null, genes });
}

/** The rows of a square matrix given whole, row-major. */
export function squareRows(dense: ArrayLike<number>): MatrixRows {
  const n = Math.sqrt(dense.length);
  return rowsOf(fromDense(n, n, dense));
}

/** The effects with every column divided by the sum of its absolute values; an empty column stays 0. */
export function scaledEffects(effects: Float32Array, genes: number): Float32Array {
  const sums = new Float64Array(genes);
  for (let k = 0; k < effects.length; k++) sums[k % genes] += Math.abs(effects[k]);
  return effects.map((effect, k) => (effect === 0 ? 0 : effect / sums[k % genes]));
}
