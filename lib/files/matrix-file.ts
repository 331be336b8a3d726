import { basename } from 'node:path';
import { fromEntries, type Entry, type SparseMatrix } from '../math/sparse-matrix';
import { readLines } from './read-lines';
import { isFilled, numberAt, numberIn, place, readTable } from './read-table';

const ZERO = '0'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);

/**
 * Reads a square matrix without header, as priors are published: row = regulator, column = target. It is read line by line
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
  let row = 0;
  for await (const line of readLines(path)) {
    if (row < n) {
      addRow({ line, file, row, genes }, columns, values);
      rowStart[row + 1] = columns.length;
    }
    row++;
  }
  if (row !== n) {
    throw new Error(
      `${file} has ${row} lines for ${n} genes; it takes one a gene, in the order of the list of genes`,
    );
  }
  return { rows: n, cols: n, rowStart, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

interface MatrixRow {
  readonly line: string;
  readonly file: string;
  readonly row: number;
  readonly genes: readonly string[];
}

function addRow({ line, file, row, genes }: MatrixRow, columns: number[], values: number[]): void {
  const n = genes.length;
  const about = (column: number): string => `regulator ${genes[row]}, target ${genes[column]}`;
  let column = 0;
  for (let start = 0; start <= line.length; column++) {
    if (column === n) {
      throw new Error(
        `${place(file, row, n, `regulator ${genes[row]}`)}: ${line.split(',').length} columns for ${n} genes`,
      );
    }
    // Nearly all cells are "0,": they are stepped over without a text of their own.
    if (line.charCodeAt(start) === ZERO && line.charCodeAt(start + 1) === COMMA) {
      start += 2;
      continue;
    }
    const comma = line.indexOf(',', start);
    const end = comma < 0 ? line.length : comma;
    const value = numberIn(line.slice(start, end), () => place(file, row, column, about(column)));
    if (value !== 0) {
      columns.push(column);
      values.push(value);
    }
    start = end + 1;
  }
  if (column < n) {
    numberIn('', () => place(file, row, column, about(column)));
  }
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
        `${place(table.file, row, column)}: expected a row number from 1 to ${size}, found ${index}; rows are counted ` +
          'from 1 in the list of genes that the file was written for',
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
