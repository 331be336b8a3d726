import type { Matrix } from 'ml-matrix';
import { CholeskyDecomposition, EigenvalueDecomposition } from 'ml-matrix';

/** Relative ridge: this share of the mean diagonal is added to the Gram matrix. */
const RIDGE = 1e-8;

/** (S S^T + ridge)^-1 applied to `rightSides`, with the condition number of what was solved. */
export interface GramSolution {
  readonly solution: Matrix;
  readonly condition: number;
}

/**
 * Solves (S S^T) X = R for the m x n matrix S by Cholesky, with a ridge of 1e-8 of the Gram matrix's mean diagonal, because
 * S S^T is singular as soon as two rows of S agree.
 * @throws RangeError where S is 0 or not finite.
 */
export function gramSolve(s: Matrix, rightSides: Matrix): GramSolution {
  const gram = s.mmul(s.transpose());
  const ridge = (RIDGE * gram.trace()) / gram.rows;
  if (!(ridge > 0 && Number.isFinite(ridge))) {
    throw new RangeError('the scores S are all 0 or not finite: S S^T cannot be solved');
  }
  for (let i = 0; i < gram.rows; i++) gram.set(i, i, gram.get(i, i) + ridge);
  const decomposition = new CholeskyDecomposition(gram);
  if (!decomposition.isPositiveDefinite()) {
    throw new RangeError(
      'S S^T is not positive definite even with its ridge: the scores hold NaN or overflow',
    );
  }
  const eigenvalues = new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues;
  return {
    solution: decomposition.solve(rightSides),
    condition: conditionNumber(eigenvalues),
  };
}

/** Largest over smallest eigenvalue; at most 1e16, where float64 can no longer tell a matrix from a singular one. */
function conditionNumber(eigenvalues: readonly number[]): number {
  const largest = Math.max(...eigenvalues);
  return largest / Math.max(Math.min(...eigenvalues), 1e-16 * largest);
}
