import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix, QrDecomposition } from 'ml-matrix';
import { orthonormalColumns } from '../../lib/math/orthonormal-columns';
import { Random } from '../../lib/math/random';

/** rows x columns, as one array a column. */
function gaussian(rows: number, columns: number): Float64Array {
  const random = Random.fromSeed(rows);
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

test('one column: its direction, whatever its sign; two of the plane: the diagonal of R is positive', () => {
  assert.deepEqual(
    [...orthonormalColumns(Float64Array.of(3, 4), 2)].map((x) => +x.toFixed(12)),
    [0.6, 0.8],
  );
  assert.deepEqual(
    [...orthonormalColumns(Float64Array.of(-3, 4), 2)].map((x) => +x.toFixed(12)),
    [-0.6, 0.8],
  );
  // (0, -2) less its share of (1, 0) points down.
  const two = orthonormalColumns(Float64Array.of(5, 0, 7, -2), 2);
  assert.deepEqual(
    [...two].map((x) => +x.toFixed(12) + 0),
    [1, 0, 0, -1],
  );
});

test("the bits of ml-matrix's decomposition, signs of R's diagonal taken out", () => {
  for (const [rows, columns] of [
    [40, 1],
    [12, 12],
    [50, 7],
    [60, 9],
    [350, 40],
  ]) {
    const values = gaussian(rows, columns);
    values.fill(0, 0, 2); // a leading 0, as a pivot
    const matrix = new Matrix(rows, columns);
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) matrix.set(i, j, values[j * rows + i]);
    const reference = new QrDecomposition(matrix);
    const { orthogonalMatrix: q, upperTriangularMatrix: r } = reference;
    const result = orthonormalColumns(values, rows);
    for (let j = 0; j < columns; j++) {
      const sign = Math.sign(r.get(j, j)) || 1;
      for (let i = 0; i < rows; i++) assert.equal(result[j * rows + i], q.get(i, j) * sign, `${i}, ${j}`);
    }
  }
});

test('a column that depends on those before it does no harm', () => {
  // With a zero column the decomposition has no direction to go by: the unit vector stays.
  const q = orthonormalColumns(Float64Array.of(1, 0, 0, 0, 0, 0), 3);
  assert.ok(q.every(Number.isFinite));
});
