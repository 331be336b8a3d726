import type { SparseMatrix } from './sparse-matrix';

/** A matrix that is read row by row and never held whole: the effects of a model, a prior, a truth. */
export interface MatrixRows {
  readonly rows: number;
  readonly cols: number;
  /**
   * Hands over the listed rows (by default all, in order), `cols` numbers each. The array is used again for the next row: copy
   * what must last.
   */
  forEach(visit: (row: number, values: Float32Array) => void, listed?: ArrayLike<number>): void;
}

/** The smallest positive single-precision number: stands in for a value that single precision would round to 0. */
const TINIEST = 2 ** -149;

/** To single precision, but never from something to nothing: an entry other than 0 stays one. */
export function toSingle(value: number): number {
  return value === 0 ? 0 : Math.fround(value) || Math.sign(value) * TINIEST;
}

/** The rows x cols matrix whose row i is what `fill` writes into the `cols` values that it is given. */
export function matrixRows(
  rows: number,
  cols: number,
  fill: (row: number, values: Float32Array) => void,
): MatrixRows {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return {
    rows,
    cols,
    forEach: (visit, listed = all) => {
      const values = new Float32Array(cols);
      for (let k = 0; k < listed.length; k++) {
        fill(listed[k], values);
        visit(listed[k], values);
      }
    },
  };
}

/** A sparse matrix, row by row. */
export function rowsOf({ rows, cols, rowStart, columns, values }: SparseMatrix): MatrixRows {
  return matrixRows(rows, cols, (row, filled) => {
    filled.fill(0);
    for (let e = rowStart[row]; e < rowStart[row + 1]; e++) filled[columns[e]] = toSingle(values[e]);
  });
}

/** All rows at once, row-major: for small matrices that are drawn. */
export function denseOf(matrix: MatrixRows): Float32Array {
  const dense = new Float32Array(matrix.rows * matrix.cols);
  matrix.forEach((row, values) => dense.set(values, row * matrix.cols));
  return dense;
}
