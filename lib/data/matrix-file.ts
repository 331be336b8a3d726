import { fromEntries, type Entry, type SparseMatrix } from '../math/sparse-matrix';
import { isFilled, numberAt, place, readTable } from './read-table';

/**
 * Reads a square matrix without header, as priors are published: row = regulator, column = target.
 * @param genes names of rows and columns.
 * @returns n x n.
 * @throws Error naming file, line, column and gene: a cell that is no number, or another size.
 */
export async function readSquareMatrix(path: string, genes: readonly string[]): Promise<SparseMatrix> {
  const table = await readTable(path);
  const { file, rows } = table;
  const n = genes.length;
  const lines = rows.length;
  if (lines !== n) throw new Error(`${file} has ${lines} lines for ${n} genes`);
  const entries: Entry[] = [];
  for (let i = 0; i < n; i++) {
    const about = `regulator ${genes[i]}`;
    for (let j = 0; j < n; j++) {
      const value = numberAt(table, i, j, `${about}, target ${genes[j]}`);
      if (value !== 0) entries.push([i, j, value]);
    }
    if (rows[i].length > n) {
      throw new Error(`${place(file, i, n, about)}: ${rows[i].length} columns for ${n} genes`);
    }
  }
  return fromEntries(n, n, entries);
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
  for (let row = 0; row < table.rows.length; row++) {
    if (!table.rows[row].some(isFilled)) continue;
    const [i, j] = [0, 1].map((column) => {
      const index = numberAt(table, row, column);
      if (Number.isInteger(index) && index >= 1 && index <= size) return index - 1;
      throw new Error(
        `${place(table.file, row, column)}: expected a row number from 1 to ${size}, found ${index}`,
      );
    });
    const key = Math.max(i, j) * size + Math.min(i, j);
    if (seen.has(key))
      throw new Error(`${place(table.file, row)}: the entry (${i + 1}, ${j + 1}) is given twice`);
    seen.add(key);
    const value = numberAt(table, row, 2);
    entries.push([i, j, value]);
    if (i !== j) entries.push([j, i, value]);
  }
  return fromEntries(size, size, entries);
}
