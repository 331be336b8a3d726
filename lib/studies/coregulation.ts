import { mapValues, multiply, transpose, type SparseMatrix } from '../math/sparse-matrix';

/**
 * C = |A| |A|^T / sum(|A| |A|^T): how many targets two regulators share, as the paper uses it where no protein interactions
 * are known (simulated data).
 * @param prior A, n x n, row = regulator, column = target.
 * @returns symmetric n x n, entries summing to 1.
 * @throws RangeError for a prior without an edge.
 */
export function coregulationOf(prior: SparseMatrix): SparseMatrix {
  const size = mapValues(prior, Math.abs);
  return normalised(multiply(size, transpose(size)));
}

/** A matrix of non-negative entries divided by their sum. @throws RangeError when the sum is 0. */
export function normalised(matrix: SparseMatrix): SparseMatrix {
  const sum = matrix.values.reduce((total, value) => total + value, 0);
  if (!(sum > 0)) throw new RangeError('a matrix whose entries sum to 0 cannot be normalised');
  return mapValues(matrix, (value) => value / sum);
}
