import { test } from 'node:test';
import { Matrix } from 'ml-matrix';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { Random } from '../../lib/math/random';
import { assertWithin, put, putFenced, putInts, randomArray, ROUNDING, take } from '../helpers';

/** Around the widths of the vectors (4, 8, 16), odd ones, and the sizes of SIM350. */
const SIZES = [1, 3, 7, 8, 9, 40, 350];
const BATCHES = [4, 8, 12, 16, 20, 32];
const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];

const SHAPES = SIZES.flatMap((rows) => SIZES.map((cols) => [rows, cols] as const)).filter(
  ([rows, cols]) => rows * cols <= 350 * 40,
);

/** The error of a float32 sum of `terms` products, each rounding at its worst: gamma_n (|A| |B|), entry by entry. */
function assertProduct(
  actual: Float64Array,
  before: Matrix,
  left: Matrix,
  right: Matrix,
  what: string,
): void {
  const expected = Matrix.add(before, left.mmul(right));
  const sizes = Matrix.add(Matrix.abs(before), Matrix.abs(left).mmul(Matrix.abs(right))).to1DArray();
  const gamma = (left.columns + 2) * ROUNDING;
  assertWithin(actual, expected.to1DArray(), (k) => gamma * sizes[k], what);
}

const matrix = (rows: number, cols: number, values: Float64Array): Matrix =>
  Matrix.from1DArray(rows, cols, values);

/** The weights with all but the kept entries at 0: row 0 full, row 1 empty, the others at the given density. */
function sparsify(weights: Matrix, density: number): Matrix {
  const random = Random.fromSeed(weights.rows * 1000 + weights.columns, 'pattern');
  const sparse = weights.clone();
  for (let i = 1; i < weights.rows; i++) {
    for (let j = 0; j < weights.columns; j++) {
      if (i === 1 || random.uniform() >= density) sparse.set(i, j, 0);
    }
  }
  return sparse;
}

/** The compressed rows of a matrix, in a kernel's memory. */
function compress(kernel: Kernel, weights: Matrix) {
  const values: number[] = [];
  const columns: number[] = [];
  const rowStart = [0];
  for (let i = 0; i < weights.rows; i++) {
    for (let j = 0; j < weights.columns; j++) {
      if (weights.get(i, j) === 0) continue;
      values.push(weights.get(i, j));
      columns.push(j);
    }
    rowStart.push(values.length);
  }
  return {
    values: put(kernel, values),
    rowStart: putInts(kernel, rowStart),
    columns: putInts(kernel, columns),
    columnsOf: (i: number): number[] => columns.slice(rowStart[i], rowStart[i + 1]),
    count: values.length,
  };
}

for (const name of KERNELS) {
  for (const batch of BATCHES) {
    test(`${name}: products of ${batch} pairs are those of ml-matrix`, () => {
      for (const [rows, cols] of SHAPES) {
        const kernel = createKernel(name);
        const what = `${rows} x ${cols} x ${batch}`;
        const w = matrix(rows, cols, randomArray(1, rows * cols));
        const x = matrix(cols, batch, randomArray(2, cols * batch));
        const d = matrix(rows, batch, randomArray(3, rows * batch));
        const forward = matrix(rows, batch, randomArray(4, rows * batch));
        const backward = matrix(cols, batch, randomArray(5, cols * batch));
        const [xAt, dAt] = [put(kernel, x.to1DArray()), put(kernel, d.to1DArray())];

        const wAt = put(kernel, w.to1DArray());
        let out = putFenced(kernel, forward.to1DArray());
        kernel.multiplyDense(wAt, rows, cols, xAt, out.offset, batch);
        assertProduct(take(kernel, out.offset, rows * batch), forward, w, x, `dense ${what}`);
        out.check();

        out = putFenced(kernel, backward.to1DArray());
        kernel.multiplyDenseTransposed(wAt, rows, cols, dAt, out.offset, batch);
        assertProduct(
          take(kernel, out.offset, cols * batch),
          backward,
          w.transpose(),
          d,
          `transposed ${what}`,
        );
        out.check();

        for (const density of [0.1, 0.5, 1]) {
          const sparse = sparsify(w, density);
          const { values, rowStart, columns } = compress(kernel, sparse);
          out = putFenced(kernel, forward.to1DArray());
          kernel.multiplySparse(values, rowStart, columns, rows, xAt, out.offset, batch);
          assertProduct(take(kernel, out.offset, rows * batch), forward, sparse, x, `sparse ${what}`);
          out.check();

          out = putFenced(kernel, backward.to1DArray());
          kernel.multiplySparseTransposed(values, rowStart, columns, rows, dAt, out.offset, batch);
          const product = take(kernel, out.offset, cols * batch);
          assertProduct(product, backward, sparse.transpose(), d, `sparse transposed ${what}`);
          out.check();
        }
      }
    });
  }

  test(`${name}: outer products are those of ml-matrix, dense and at the stored entries`, () => {
    for (const [rows, cols] of SHAPES) {
      for (const depth of [4, 12, 32]) {
        const kernel = createKernel(name);
        const what = `${rows} x ${cols} over ${depth}`;
        const d = matrix(rows, depth, randomArray(1, rows * depth));
        const x = matrix(cols, depth, randomArray(2, cols * depth));
        const before = matrix(rows, cols, randomArray(3, rows * cols));
        const [dAt, xAt] = [put(kernel, d.to1DArray()), put(kernel, x.to1DArray())];
        let out = putFenced(kernel, before.to1DArray());
        kernel.outerDense(dAt, xAt, rows, cols, depth, out.offset);
        assertProduct(take(kernel, out.offset, rows * cols), before, d, x.transpose(), `outer ${what}`);
        out.check();

        const pattern = compress(kernel, sparsify(before, 0.3));
        out = putFenced(kernel, new Float64Array(pattern.count).fill(0.5));
        kernel.outerSparse(dAt, xAt, pattern.rowStart, pattern.columns, rows, depth, out.offset);
        const full = d.mmul(x.transpose());
        const expected: number[] = [];
        for (let i = 0; i < rows; i++) {
          for (const j of pattern.columnsOf(i)) expected.push(0.5 + full.get(i, j));
        }
        const bound = (depth + 2) * ROUNDING * (depth + 0.5); // all factors are below 1
        assertWithin(take(kernel, out.offset, pattern.count), expected, () => bound, `sparse outer ${what}`);
        out.check();
      }
    }
  });

  test(`${name}: gather lays batches side by side`, () => {
    const kernel = createKernel(name);
    const first = put(kernel, [1, 2, 3, 4, /**/ 5, 6, 7, 8]);
    const second = put(kernel, [11, 12, 13, 14, /**/ 15, 16, 17, 18]);
    const out = putFenced(kernel, new Float64Array(24));
    const sources = kernel.allocateInts(3);
    kernel.ints.set([second, first, second], sources);
    kernel.gather(sources, 3, 2, 4, out.offset);
    const expected = [
      ...[11, 12, 13, 14, /**/ 1, 2, 3, 4, /**/ 11, 12, 13, 14],
      ...[15, 16, 17, 18, /**/ 5, 6, 7, 8, /**/ 15, 16, 17, 18],
    ];
    assertWithin(take(kernel, out.offset, 24), expected, () => 0);
    out.check();
  });
}
