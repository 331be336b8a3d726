import { basename } from 'node:path';
import { fromEntries, type Entry, type SparseMatrix } from '../math/sparse-matrix';
import { eachRow, dataRows, numberAt, numberIn, place, readTable } from './csv';

/**
 * Reads a square matrix without header, as priors are published: row = regulator, column = target. It is read row by row
 * and never dense, as the prior of 11165 genes is a file of 125 million cells.
 * @param genes names of rows and columns.
 * @returns n x n.
 * @throws Error naming file, line, column and gene: a cell that is no number, or another size.
 */
export async function readSquareMatrix(path: string, genes: readonly string[]): Promise<SparseMatrix> {
  const file = basename(path);
  const n = genes.length;
  const rowStart = new Int32Array(n + 1);
  const columns: number[] = [];
  const values: number[] = [];
  let count = 0;
  await eachRow(path, ',', (cells, row) => {
    count++;
    if (row >= n) return;
    const regulator = `regulator ${genes[row]}`;
    if (cells.length > n) {
      throw new Error(`${place(file, row, n, regulator)}: ${cells.length} columns for ${n} genes`);
    }
    for (let column = 0; column < n; column++) {
      if (cells[column] === '0') continue; // as nearly all are
      const where = (): string => place(file, row, column, `${regulator}, target ${genes[column]}`);
      const value = numberIn(cells[column] ?? '', where);
      if (value === 0) continue;
      columns.push(column);
      values.push(value);
    }
    rowStart[row + 1] = columns.length;
  });
  if (count !== n) {
    throw new Error(
      `${file} has ${count} lines for ${n} genes; it takes one a gene, in the order of the list of genes`,
    );
  }
  return { rows: n, cols: n, rowStart, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/**
 * Reads a symmetric matrix from triplets (row, column, value), 1-based, of one triangle and the diagonal.
 * @returns size x size, both triangles filled.
 * @throws Error naming file and line: an index outside, a cell that is no number, an entry given twice (in either triangle).
 */
export async function readSymmetricTriplets(path: string, size: number): Promise<SparseMatrix> {
  const table = await readTable(path);
  const entries: Entry[] = [];
  const seen = new Set<number>();
  for (const row of dataRows(table, 0)) {
    const [i, j] = [0, 1].map((column) => {
      const index = numberAt(table, row, column);
      if (Number.isInteger(index) && index >= 1 && index <= size) return index - 1;
      throw new Error(
        `${place(table, row, column)}: expected a row number from 1 to ${size}, found ${index}; rows are counted ` +
          'from 1 in the list of genes that the file was written for',
      );
    });
    const key = Math.max(i, j) * size + Math.min(i, j);
    if (seen.has(key)) throw new Error(`${place(table, row)}: the entry (${i + 1}, ${j + 1}) is given twice`);
    seen.add(key);
    const value = numberAt(table, row, 2);
    entries.push([i, j, value]);
    if (i !== j) entries.push([j, i, value]);
  }
  return fromEntries(size, size, entries);
}
