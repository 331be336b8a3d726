/** A matrix as compressed sparse rows: row i holds `values[k]` at `columns[k]` for rowStart[i] <= k < rowStart[i + 1]. */
export interface SparseMatrix {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 offsets into `columns` and `values`. */
  readonly rowStart: Int32Array;
  /** Ascending within a row. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** One entry of a matrix: row, column, value. */
export type Entry = readonly [row: number, column: number, value: number];

/**
 * A sparse matrix from its entries, in any order; zeros are dropped.
 * @throws RangeError for an index outside rows x cols or a position given twice.
 */
export function fromEntries(rows: number, cols: number, entries: Iterable<Entry>): SparseMatrix {
  const kept = [...entries].filter(([, , value]) => value !== 0);
  for (const [i, j] of kept) {
    if (!(Number.isInteger(i) && i >= 0 && i < rows && Number.isInteger(j) && j >= 0 && j < cols)) {
      throw new RangeError(`entry (${i}, ${j}) lies outside a ${rows} x ${cols} matrix`);
    }
  }
  kept.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const rowStart = new Int32Array(rows + 1);
  kept.forEach(([i, j], k) => {
    if (k > 0 && kept[k - 1][0] === i && kept[k - 1][1] === j) {
      throw new RangeError(`entry (${i}, ${j}) is given twice`);
    }
    rowStart[i + 1]++;
  });
  for (let i = 0; i < rows; i++) rowStart[i + 1] += rowStart[i];
  return {
    rows,
    cols,
    rowStart,
    columns: Int32Array.from(kept, (entry) => entry[1]),
    values: Float64Array.from(kept, (entry) => entry[2]),
  };
}

/** The non-zero entries of a dense row-major rows x cols matrix. */
export function fromDense(rows: number, cols: number, dense: ArrayLike<number>): SparseMatrix {
  if (dense.length !== rows * cols) {
    throw new RangeError(`${dense.length} numbers do not fill a ${rows} x ${cols} matrix`);
  }
  const entries: Entry[] = [];
  for (let k = 0; k < dense.length; k++) {
    if (dense[k] !== 0) entries.push([Math.floor(k / cols), k % cols, dense[k]]);
  }
  return fromEntries(rows, cols, entries);
}

/** The entries in row-major order. */
export function* entriesOf(matrix: SparseMatrix): Generator<Entry> {
  for (let i = 0; i < matrix.rows; i++) {
    for (let k = matrix.rowStart[i]; k < matrix.rowStart[i + 1]; k++) {
      yield [i, matrix.columns[k], matrix.values[k]];
    }
  }
}

/** Row-major dense copy, rows x cols. */
export function toDense(matrix: SparseMatrix): Float64Array {
  const dense = new Float64Array(matrix.rows * matrix.cols);
  for (const [i, j, value] of entriesOf(matrix)) dense[i * matrix.cols + j] = value;
  return dense;
}

/** The same pattern with f applied to every stored value (entries that become 0 stay stored). */
export function mapValues(matrix: SparseMatrix, f: (value: number) => number): SparseMatrix {
  return { ...matrix, values: matrix.values.map(f) };
}

/** cols x rows. */
export function transpose(matrix: SparseMatrix): SparseMatrix {
  const entries: Entry[] = [];
  for (const [i, j, value] of entriesOf(matrix)) entries.push([j, i, value]);
  return fromEntries(matrix.cols, matrix.rows, entries);
}

/** dense * sparse: (k x rows, row-major) times (rows x cols) gives k x cols, row-major. */
export function denseTimesSparse(dense: ArrayLike<number>, k: number, sparse: SparseMatrix): Float64Array {
  const { rows, cols, rowStart, columns, values } = sparse;
  if (dense.length !== k * rows) throw new RangeError(`${dense.length} numbers do not fill ${k} x ${rows}`);
  const product = new Float64Array(k * cols);
  for (let r = 0; r < k; r++) {
    for (let i = 0; i < rows; i++) {
      const factor = dense[r * rows + i];
      if (factor === 0) continue;
      for (let e = rowStart[i]; e < rowStart[i + 1]; e++)
        product[r * cols + columns[e]] += factor * values[e];
    }
  }
  return product;
}

/** sparse * sparse. */
export function multiply(a: SparseMatrix, b: SparseMatrix): SparseMatrix {
  if (a.cols !== b.rows)
    throw new RangeError(`cannot multiply ${a.rows} x ${a.cols} by ${b.rows} x ${b.cols}`);
  const entries: Entry[] = [];
  const row = new Map<number, number>();
  for (let i = 0; i < a.rows; i++) {
    row.clear();
    for (let p = a.rowStart[i]; p < a.rowStart[i + 1]; p++) {
      const middle = a.columns[p];
      for (let q = b.rowStart[middle]; q < b.rowStart[middle + 1]; q++) {
        const j = b.columns[q];
        row.set(j, (row.get(j) ?? 0) + a.values[p] * b.values[q]);
      }
    }
    for (const [j, value] of row) entries.push([i, j, value]);
  }
  return fromEntries(a.rows, b.cols, entries);
}
