import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Relative ridge: this share of the mean diagonal is added to the Gram matrix. */
const RIDGE = 1e-8;

/** Columns of the right sides that are solved together: 300 rows of them stay in a second-level cache. */
const BLOCK = 128;

/** (S S^T + ridge)^-1 applied to `rightSides`, with the condition number of what was solved. */
export interface GramSolution {
  readonly solution: Matrix;
  readonly condition: number;
}

/** `gramSolveInPlace` on matrices, which it leaves as they are. */
export function gramSolve(s: Matrix, rightSides: Matrix): GramSolution {
  const solution = Float64Array.from(rightSides.to1DArray());
  const condition = gramSolveInPlace(Float64Array.from(s.to1DArray()), s.rows, solution);
  return { solution: Matrix.from1DArray(rightSides.rows, rightSides.columns, solution), condition };
}

/**
 * Solves (S S^T) X = R for the m x n matrix S by Cholesky, with a ridge of 1e-8 of the Gram matrix's mean diagonal, because
 * S S^T is singular as soon as two rows of S agree.
 *
 * The m x m part is ml-matrix's; what grows with n runs over flat arrays, in the same order of operations.
 * @param s m x n, row-major
 * @param rightSides m x any, row-major; the solution takes its place
 * @returns the condition number of S S^T with its ridge
 * @throws RangeError where S is 0 or not finite.
 */
export function gramSolveInPlace(s: Float64Array, m: number, rightSides: Float64Array): number {
  const gram = gramOf(s, m);
  const ridge = (RIDGE * gram.trace()) / m;
  if (!(ridge > 0 && Number.isFinite(ridge))) {
    throw new RangeError('the scores S are all 0 or not finite: S S^T cannot be solved');
  }
  for (let i = 0; i < m; i++) gram.set(i, i, gram.get(i, i) + ridge);
  const decomposition = new CholeskyDecomposition(gram);
  if (!decomposition.isPositiveDefinite()) {
    throw new RangeError(
      'S S^T is not positive definite even with its ridge: the scores hold NaN or overflow',
    );
  }
  substitute(Float64Array.from(decomposition.lowerTriangularMatrix.to1DArray()), m, rightSides);
  const eigenvalues = new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues;
  return conditionNumber(eigenvalues);
}

/** S S^T, m x m. */
function gramOf(s: Float64Array, m: number): Matrix {
  const n = s.length / m;
  const gram = new Matrix(m, m);
  for (let i = 0; i < m; i++) {
    const row = s.subarray(i * n, (i + 1) * n);
    let j = 0;
    // Four sums at a time: each waits for its own last addition only.
    for (; j + 4 <= i + 1; j += 4) {
      const [a, b, c, d] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n];
      let [sa, sb, sc, sd] = [0, 0, 0, 0];
      for (let k = 0; k < n; k++) {
        const value = row[k];
        sa += value * s[a + k];
        sb += value * s[b + k];
        sc += value * s[c + k];
        sd += value * s[d + k];
      }
      [sa, sb, sc, sd].forEach((sum, offset) => setBoth(gram, i, j + offset, sum));
    }
    for (; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += row[k] * s[j * n + k];
      setBoth(gram, i, j, sum);
    }
  }
  return gram;
}

function setBoth(matrix: Matrix, i: number, j: number, value: number): void {
  matrix.set(i, j, value);
  matrix.set(j, i, value);
}

/** x <- (L L^T)^-1 x, forwards and backwards; L is m x m, lower triangular. */
function substitute(l: Float64Array, m: number, x: Float64Array): void {
  const columns = x.length / m;
  const subtract = (k: number, i: number, factor: number, from: number, to: number): void => {
    const target = k * columns;
    const source = i * columns;
    for (let j = from; j < to; j++) x[target + j] -= x[source + j] * factor;
  };
  for (let from = 0; from < columns; from += BLOCK) {
    const to = Math.min(from + BLOCK, columns);
    for (let k = 0; k < m; k++) {
      for (let i = 0; i < k; i++) subtract(k, i, l[k * m + i], from, to);
      for (let j = k * columns + from; j < k * columns + to; j++) x[j] /= l[k * m + k];
    }
    for (let k = m - 1; k >= 0; k--) {
      for (let i = k + 1; i < m; i++) subtract(k, i, l[i * m + k], from, to);
      for (let j = k * columns + from; j < k * columns + to; j++) x[j] /= l[k * m + k];
    }
  }
}

/** Largest over smallest eigenvalue; at most 1e16, where float64 can no longer tell a matrix from a singular one. */
function conditionNumber(eigenvalues: readonly number[]): number {
  const largest = Math.max(...eigenvalues);
  return largest / Math.max(Math.min(...eigenvalues), 1e-16 * largest);
}
