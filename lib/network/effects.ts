import { type MatrixRows, matrixRows, toSingle } from '../math/matrix-rows';
import { type SparseMatrix, transpose } from '../math/sparse-matrix';

/** The effects of genes on genes, n x n, row = regulator: row by row, and one row or column at a time. */
export interface Effects extends MatrixRows {
  /** The effects of one regulator on the n targets; an array of its own. */
  row(regulator: number): Float32Array;
  /** The effects of the n regulators on one target; an array of its own. */
  column(target: number): Float32Array;
}

/** A sparse matrix as effects. */
export function effectsOf(matrix: SparseMatrix): Effects {
  const byTarget = transpose(matrix);
  const line = ({ cols, rowStart, columns, values }: SparseMatrix, k: number): Float32Array => {
    const filled = new Float32Array(cols);
    for (let e = rowStart[k]; e < rowStart[k + 1]; e++) filled[columns[e]] = toSingle(values[e]);
    return filled;
  };
  return {
    ...matrixRows(matrix.rows, matrix.cols, (regulator, values) => values.set(line(matrix, regulator))),
    row: (regulator) => line(matrix, regulator),
    column: (target) => line(byTarget, target),
  };
}
