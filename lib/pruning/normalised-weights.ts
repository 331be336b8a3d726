import { viewsOf, type MatrixName, type PhoenixShape } from '../phoenix/parameters';

/** One matrix of scores for each weight matrix, in that matrix's own shape (row-major). */
export type WeightScores = Record<MatrixName, Float64Array>;

/**
 * The weights on the scale on which DASH mixes them with the prior; each matrix sums to 1.
 * W_S: |W|. W_P: exp(W), signed, because c_P multiplies factors g^W (a pruned entry counts as exp(0)); `magnitude` takes
 * |W| there instead, as post hoc pruning does. U: |U| relu(v) by row, what reaches the derivative.
 */
export function normalisedWeights(
  flat: Float32Array,
  shape: PhoenixShape,
  products: 'exponential' | 'magnitude' = 'exponential',
): WeightScores {
  const { wS, wP, uS, uP, v } = viewsOf(flat, shape);
  const rateOf = (entry: number): number => Math.max(v[Math.floor(entry / shape.hidden)], 0);
  return {
    wS: toUnitSum(wS, Math.abs),
    wP: toUnitSum(wP, products === 'exponential' ? Math.exp : Math.abs),
    uS: toUnitSum(uS, (weight, entry) => Math.abs(weight) * rateOf(entry)),
    uP: toUnitSum(uP, (weight, entry) => Math.abs(weight) * rateOf(entry)),
  };
}

/** Sizes divided by their sum; all zeros stay zeros. One array and no other: a matrix may have millions of entries. */
function toUnitSum(weights: Float32Array, size: (weight: number, entry: number) => number): Float64Array {
  const sizes = new Float64Array(weights.length);
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    sizes[k] = size(weights[k], k);
    sum += sizes[k];
  }
  if (sum > 0) for (let k = 0; k < sizes.length; k++) sizes[k] /= sum;
  return sizes;
}
