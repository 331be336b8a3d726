import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packColumns, productRows } from '../../lib/math/panel-product';
import { Random } from '../../lib/math/random';

test('every shape gives the bits of the three loops', () => {
  const random = Random.fromSeed(6);
  for (const [rows, inner, cols] of [
    [1, 1, 1],
    [3, 5, 2],
    [4, 7, 3],
    [9, 20, 11],
    [16, 33, 8],
    [2, 0, 3],
  ]) {
    const left = Float64Array.from({ length: rows * inner }, () => random.normal() * 10 ** random.below(9));
    const right = Float64Array.from({ length: inner * cols }, () => random.normal());
    const packed = packColumns(inner, cols, (k, j) => right[k * cols + j]);
    const product = Array.from({ length: rows }, () => new Float64Array(cols).fill(NaN));
    productRows((k, r) => left[r * inner + k], packed, product);
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < cols; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += left[r * inner + k] * right[k * cols + j];
        assert.equal(product[r][j], sum);
      }
    }
  }
});
