import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CholeskyDecomposition, Matrix, pseudoInverse } from 'ml-matrix';
import { gramSolve, gramSolveInPlace } from '../../lib/math/gram-solve';
import { assertClose, randomArray } from '../helpers';

test('one row: a quotient', () => {
  // S = (3, 4): S S^T = 25; 50 / 25 = 2.
  const { solution, condition } = gramSolve(new Matrix([[3, 4]]), new Matrix([[50, -25]]));
  assertClose(solution.to1DArray(), [2, -1], 1e-7);
  assert.ok(Math.abs(condition - 1) < 1e-12);
});

test('orthogonal rows: one quotient a row, and the condition is that of the diagonal', () => {
  // S S^T = diag(2, 400).
  const { solution, condition } = gramSolve(
    new Matrix([
      [1, 0, 1],
      [0, 20, 0],
    ]),
    new Matrix([
      [1, 2],
      [8, 4],
    ]),
  );
  // The ridge, 1e-8 x 201, is a share of 1e-6 of the smaller entry.
  assertClose(solution.to1DArray(), [0.5, 1, 0.02, 0.01], 2e-6);
  assert.ok(Math.abs(condition - 200) < 1e-3);
});

test("a general S: (S S^T)^-1 S is the transpose of S's right pseudo-inverse", () => {
  const s = Matrix.from1DArray(6, 20, randomArray(1, 120));
  const { solution } = gramSolve(s, s);
  assertClose(solution.to1DArray(), pseudoInverse(s).transpose().to1DArray(), 1e-6);
});

test('two equal rows: still finite, still a solution, and the condition says that it was singular', () => {
  const row = [0.2, 0.5, 0.9];
  const s = new Matrix([row, row]);
  const right = new Matrix([[1], [1]]);
  const { solution, condition } = gramSolve(s, right);
  assert.ok(solution.to1DArray().every(Number.isFinite));
  assertClose(s.mmul(s.transpose()).mmul(solution).to1DArray(), [1, 1], 1e-6);
  assert.ok(condition > 1e7 && Number.isFinite(condition), `condition ${condition}`);
});

test('a row of zeros beside others does no harm', () => {
  const { solution } = gramSolve(
    new Matrix([
      [1, 2],
      [0, 0],
    ]),
    new Matrix([[5], [0]]),
  );
  assertClose(solution.to1DArray(), [1, 0], 1e-7);
});

test('in place: the bits of ml-matrix, over more columns than one block', () => {
  for (const [m, n, columns] of [
    [1, 5, 3],
    [7, 30, 300],
    [12, 12, 128],
  ]) {
    const s = randomArray(m, m * n);
    const right = randomArray(m + 1, m * columns);
    const matrix = Matrix.from1DArray(m, n, s);
    const gram = matrix.mmul(matrix.transpose());
    const ridge = (1e-8 * gram.trace()) / m;
    for (let i = 0; i < m; i++) gram.set(i, i, gram.get(i, i) + ridge);
    const expected = new CholeskyDecomposition(gram).solve(Matrix.from1DArray(m, columns, right));
    gramSolveInPlace(s, m, right);
    assert.deepEqual([...right], expected.to1DArray());
  }
});

test('nothing to solve is refused', () => {
  assert.throws(() => gramSolve(Matrix.zeros(2, 3), Matrix.zeros(2, 1)), /all 0 or not finite/);
  assert.throws(() => gramSolve(new Matrix([[1, NaN]]), Matrix.zeros(1, 1)), /not finite/);
});
