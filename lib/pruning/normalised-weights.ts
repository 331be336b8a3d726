import { viewsOf, type MatrixName, type PhoenixShape } from '../phoenix/parameters';

/** One matrix of scores for each weight matrix, in that matrix's own shape (row-major). */
export type Scores = Record<MatrixName, Float64Array>;

/**
 * The weights on the scale on which DASH mixes them with the prior; each matrix sums to 1.
 * W_S: |W|. W_P: exp(W), signed, because c_P multiplies factors g^W (a pruned entry counts as exp(0)); `magnitude` takes
 * |W| there instead, as post hoc pruning does. U: |U| relu(v) by row, what reaches the derivative.
 */
export function normalisedWeights(
  flat: Float32Array,
  shape: PhoenixShape,
  products: 'exponential' | 'magnitude' = 'exponential',
): Scores {
  const { wS, wP, uS, uP, v } = viewsOf(flat, shape);
  const byRate = (u: Float32Array): Float64Array =>
    Float64Array.from(u, (weight, k) => Math.abs(weight) * Math.max(v[Math.floor(k / shape.hidden)], 0));
  return {
    wS: toUnitSum(Float64Array.from(wS, Math.abs)),
    wP: toUnitSum(Float64Array.from(wP, products === 'exponential' ? Math.exp : Math.abs)),
    uS: toUnitSum(byRate(uS)),
    uP: toUnitSum(byRate(uP)),
  };
}

/** Divides by the sum; all zeros stay zeros. */
function toUnitSum(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values;
}
