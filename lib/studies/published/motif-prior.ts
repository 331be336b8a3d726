import { basename } from 'node:path';
import { eachRow, numberIn, place } from '../../files/csv';
import { readSquareMatrix } from '../../files/matrix-file';
import type { SparseMatrix } from '../../math/sparse-matrix';

/** Entries as a file lists them: key = row * n + column, and a value each; they grow in place, as W0 has two million. */
interface Entries {
  keys: Float64Array;
  values: Float64Array;
  count: number;
}

/**
 * Reads a motif prior among n genes in either form in which the published repositories hold one: an n x n matrix without header,
 * or, as for all 11165 genes, a line an entry: row (regulator), column (target), value, counted from 1, separated by commas or
 * blanks; lines of comment (%) and a line with the matrix's size are passed over. It is read line by line and never dense.
 * @returns n x n, row = regulator, column = target.
 * @throws Error naming file, line and gene: a cell that is no number, a row or column that is none of 1 to n, an entry given
 *   twice, or a matrix of another size.
 */
export async function readMotifPrior(path: string, genes: readonly string[]): Promise<SparseMatrix> {
  const width = await widthOfFirstRow(path);
  return width === 3 && genes.length !== 3 ? readTriplets(path, genes) : readSquareMatrix(path, genes);
}

/** The cells of a line, whether commas or blanks part them; none for a comment. */
function cellsOf(row: readonly string[]): string[] {
  if (row[0].startsWith('%')) return [];
  return row.length > 1 ? [...row] : row[0].trim().split(/\s+/);
}

class Found extends Error {}

/** How many cells the first line has that is no comment; the rest of the file is not read. */
async function widthOfFirstRow(path: string): Promise<number> {
  let width = 0;
  try {
    await eachRow(path, ',', (row) => {
      width = cellsOf(row).length;
      if (width > 0) throw new Found();
    });
  } catch (error) {
    if (!(error instanceof Found)) throw error;
  }
  return width;
}

async function readTriplets(path: string, genes: readonly string[]): Promise<SparseMatrix> {
  const file = basename(path);
  const n = genes.length;
  const entries: Entries = { keys: new Float64Array(1024), values: new Float64Array(1024), count: 0 };
  let lines = 0;
  let announced: number | null = null;
  await eachRow(path, ',', (row, line) => {
    const cells = cellsOf(row);
    if (cells.length === 0) return;
    if (cells.length !== 3) {
      throw new Error(`${place(file, line)}: ${cells.length} cells; row, column and value are three`);
    }
    const [i, j] = [0, 1].map((k) => numberIn(cells[k], () => place(file, line, k)));
    const value = numberIn(cells[2], () => place(file, line, 2));
    // A size line can only be the first: n, n, and the number of entries, which no weight of an edge is.
    if (entries.count === 0 && announced === null && i === n && j === n && value > 1) {
      announced = value;
      return;
    }
    const wrong = [i, j].findIndex((index) => !(Number.isInteger(index) && index >= 1 && index <= n));
    if (wrong >= 0) {
      throw new Error(
        `${place(file, line, wrong)}: expected a row number from 1 to ${n}, found ${[i, j][wrong]}; rows are counted from 1 ` +
          'in the list of genes that the file was written for',
      );
    }
    if (value !== 0) append(entries, (i - 1) * n + (j - 1), value);
    lines++;
  });
  if (announced !== null && lines !== announced) {
    throw new Error(`${file} has ${lines} entries, and its first line announces ${announced}`);
  }
  return compressed(file, genes, entries);
}

function append(entries: Entries, key: number, value: number): void {
  if (entries.count === entries.keys.length) {
    for (const field of ['keys', 'values'] as const) {
      const larger = new Float64Array(2 * entries.count);
      larger.set(entries[field]);
      entries[field] = larger;
    }
  }
  entries.keys[entries.count] = key;
  entries.values[entries.count++] = value;
}

/** The entries by row, columns ascending, in whatever order the file has them. */
function compressed(file: string, genes: readonly string[], { keys, values, count }: Entries): SparseMatrix {
  const n = genes.length;
  const order = new Uint32Array(count).map((_, k) => k);
  const inOrder = order.every((k) => k === 0 || keys[k] > keys[k - 1]);
  if (!inOrder) order.sort((a, b) => keys[a] - keys[b]);
  const rowStart = new Int32Array(n + 1);
  const columns = new Int32Array(count);
  order.forEach((entry, k) => {
    const [row, column] = [Math.floor(keys[entry] / n), keys[entry] % n];
    if (k > 0 && keys[entry] === keys[order[k - 1]]) {
      throw new Error(`${file}: the edge ${genes[row]} -> ${genes[column]} is given twice`);
    }
    rowStart[row + 1]++;
    columns[k] = column;
  });
  for (let row = 0; row < n; row++) rowStart[row + 1] += rowStart[row];
  return { rows: n, cols: n, rowStart, columns, values: Float64Array.from(order, (k) => values[k]) };
}
