import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Matrix } from 'ml-matrix';
import { Random } from '../../lib/math/random';
import * as sparse from '../../lib/math/sparse-matrix';

/** A random rows x cols matrix with about a third of its entries filled. */
function randomMatrix(rows: number, cols: number, random: Random): Matrix {
  const matrix = new Matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) if (random.uniform() < 0.3) matrix.set(i, j, random.normal());
  }
  return matrix;
}
const compressed = (matrix: Matrix): sparse.SparseMatrix =>
  sparse.fromDense(matrix.rows, matrix.columns, matrix.to1DArray());
const assertNear = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, k) =>
    assert.ok(Math.abs(actual[k] - value) < 1e-12, `entry ${k}: ${actual[k]}, not ${value}`),
  );
};

describe('sparse matrix', () => {
  it('compresses rows in order, whatever the order of the entries', () => {
    const matrix = sparse.fromEntries(3, 4, [
      [2, 3, 5],
      [0, 2, -1],
      [2, 0, 4],
      [1, 1, 0],
    ]);
    assert.deepEqual([...matrix.rowStart], [0, 1, 1, 3]);
    assert.deepEqual([...matrix.columns], [2, 0, 3]);
    assert.deepEqual([...matrix.values], [-1, 4, 5]);
    assert.deepEqual([...sparse.entriesOf(matrix)], [[0, 2, -1], [2, 0, 4], [2, 3, 5]]); // prettier-ignore
  });

  it('takes thousands of entries from a generator, in any order', () => {
    const random = Random.fromSeed(3);
    const dense = new Float64Array(60 * 90);
    function* entries(): Generator<sparse.Entry> {
      for (const k of random.permutation(dense.length)) {
        if (k % 3 === 0) dense[k] = random.normal();
        yield [Math.floor(k / 90), k % 90, dense[k]];
      }
    }
    const matrix = sparse.fromEntries(60, 90, entries());
    assert.equal(matrix.values.length, 1800);
    assert.deepEqual(sparse.toDense(matrix), dense);
    for (let k = 1; k < 1800; k++) {
      const sameRow = !matrix.rowStart.includes(k);
      if (sameRow) assert.ok(matrix.columns[k] > matrix.columns[k - 1]);
    }
  });

  it('refuses entries outside, entries twice and dense arrays of another size', () => {
    assert.throws(() => sparse.fromEntries(2, 2, [[0, 2, 1]]), /\(0, 2\) lies outside a 2 x 2/);
    assert.throws(() => sparse.fromEntries(2, 2, [[0.5, 1, 1]]), RangeError);
    assert.throws(() => sparse.fromEntries(2, 2, [[0, 1, 1], [0, 1, 2]]), /given twice/); // prettier-ignore
    assert.throws(() => sparse.fromDense(2, 2, [1, 2, 3]), /do not fill/);
  });

  it('equals dense algebra (ml-matrix)', () => {
    const random = Random.fromSeed(11);
    for (let round = 0; round < 10; round++) {
      const a = randomMatrix(7, 5, random);
      const b = randomMatrix(5, 9, random);
      const dense = randomMatrix(3, 7, random);
      assertNear(sparse.toDense(compressed(a)), a.to1DArray());
      assertNear(sparse.toDense(sparse.transpose(compressed(a))), a.transpose().to1DArray());
      assertNear(sparse.toDense(sparse.multiply(compressed(a), compressed(b))), a.mmul(b).to1DArray());
      assertNear(sparse.denseTimesSparse(dense.to1DArray(), 3, compressed(a)), dense.mmul(a).to1DArray());
      assertNear(sparse.toDense(sparse.mapValues(compressed(a), Math.abs)), Matrix.abs(a).to1DArray());
    }
  });

  it('handles empty rows and matrices without entries', () => {
    const empty = sparse.fromEntries(4, 2, []);
    assert.deepEqual([...sparse.toDense(empty)], new Array(8).fill(0));
    assert.deepEqual(
      [...sparse.toDense(sparse.multiply(empty, sparse.fromEntries(2, 3, [])))],
      new Array(12).fill(0),
    );
  });

  it('refuses products of sizes that do not match', () => {
    const matrix = sparse.fromEntries(2, 3, [[0, 0, 1]]);
    assert.throws(() => sparse.multiply(matrix, matrix), /cannot multiply 2 x 3 by 2 x 3/);
    assert.throws(() => sparse.denseTimesSparse([1, 2, 3], 1, matrix), /do not fill 1 x 2/);
  });

  it('finds the value at every place, 0 where none is stored', () => {
    const dense = [0, 2, 0, -1, 0, 0, 0, 0, 0, 0, 3, 4];
    const matrix = sparse.fromDense(3, 4, dense);
    const found = dense.map((_, k) => sparse.valueAt(matrix, Math.floor(k / 4), k % 4));
    assert.deepEqual(found, dense);
  });
});
