import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** A flat subspace fitted to samples: their mean and the directions of largest variance. */
export interface PrincipalComponents {
  /** The mean of each of the n variables. */
  readonly mean: Float64Array;
  /** k directions of length 1, n numbers each; the entry of largest magnitude is positive. */
  readonly directions: readonly Float64Array[];
  /** The share of the total variance along each direction. */
  readonly shares: readonly number[];
}

/**
 * The first k principal components of T samples of n variables, by the eigenvectors of the smaller of X X^T and X^T X.
 *
 * @param values n x T, row-major: one row a variable, as a series holds its genes
 * @throws RangeError if there are fewer than 2 samples, or the samples do not vary in k directions
 */
export function principalComponents(
  values: ArrayLike<number>,
  variables: number,
  k: number,
): PrincipalComponents {
  const samples = values.length / variables;
  if (!Number.isInteger(samples) || samples < 2) {
    throw new RangeError(`${values.length} values are not two or more samples of ${variables} variables`);
  }
  const x = new Matrix(variables, samples);
  const mean = new Float64Array(variables);
  for (let i = 0; i < variables; i++) {
    for (let t = 0; t < samples; t++) mean[i] += values[i * samples + t] / samples;
    for (let t = 0; t < samples; t++) x.set(i, t, values[i * samples + t] - mean[i]);
  }
  const wide = variables <= samples;
  const gram = wide ? x.mmul(x.transpose()) : x.transpose().mmul(x);
  const total = gram.trace();
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, c) => c).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const chosen = order.slice(0, k);
  if (chosen.length < k || !(realEigenvalues[chosen[k - 1]] > 1e-12 * total)) {
    throw new RangeError(`the samples do not vary in ${k} directions`);
  }
  return {
    mean,
    directions: chosen.map((c) => {
      const vector = eigenvectorMatrix.getColumnVector(c);
      return unitLength((wide ? vector : x.mmul(vector)).to1DArray());
    }),
    shares: chosen.map((c) => realEigenvalues[c] / total),
  };
}

/**
 * Where samples stand along a direction of the components: one number a sample.
 * @param values n x T, row-major
 * @throws RangeError if the samples have other variables than the components
 */
export function alongComponent(
  values: ArrayLike<number>,
  { mean, directions }: PrincipalComponents,
  component: number,
): Float64Array {
  const samples = values.length / mean.length;
  if (!Number.isInteger(samples)) {
    throw new RangeError(`${values.length} values are not samples of ${mean.length} variables`);
  }
  const places = new Float64Array(samples);
  for (let i = 0; i < mean.length; i++) {
    const weight = directions[component][i];
    for (let t = 0; t < samples; t++) places[t] += weight * (values[i * samples + t] - mean[i]);
  }
  return places;
}

/** The vector at length 1, turned so that its entry of largest magnitude (the first of equals) is positive. */
function unitLength(vector: readonly number[]): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return Float64Array.from(vector, (value) => (Math.sign(largest) * value) / length);
}
