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
 * A sparse matrix from its entries, in any order; zeros are dropped. The entries may come from a generator: a motif prior of
 * 11 165 genes has 4 million, and none is kept as an object.
 * @throws RangeError for an index outside rows x cols or a position given twice.
 */
export function fromEntries(rows: number, cols: number, entries: Iterable<Entry>): SparseMatrix {
  let row = new Int32Array(1024);
  let column = new Int32Array(1024);
  let value = new Float64Array(1024);
  let count = 0;
  for (const [i, j, entry] of entries) {
    if (entry === 0) continue;
    if (!(Number.isInteger(i) && i >= 0 && i < rows && Number.isInteger(j) && j >= 0 && j < cols)) {
      throw new RangeError(`entry (${i}, ${j}) lies outside a ${rows} x ${cols} matrix`);
    }
    if (count === row.length) {
      row = grown(row, new Int32Array(2 * count));
      column = grown(column, new Int32Array(2 * count));
      value = grown(value, new Float64Array(2 * count));
    }
    row[count] = i;
    column[count] = j;
    value[count] = entry;
    count++;
  }
  // By column, then by row without disturbing the columns' order: ascending within each row.
  const byColumn = countingSort(
    column,
    cols,
    Int32Array.from({ length: count }, (_, k) => k),
  );
  const order = countingSort(row, rows, byColumn.order);
  const matrix: SparseMatrix = {
    rows,
    cols,
    rowStart: order.starts,
    columns: new Int32Array(count),
    values: new Float64Array(count),
  };
  for (let k = 0; k < count; k++) {
    const entry = order.order[k];
    if (k > 0 && row[order.order[k - 1]] === row[entry] && matrix.columns[k - 1] === column[entry]) {
      throw new RangeError(`entry (${row[entry]}, ${column[entry]}) is given twice`);
    }
    matrix.columns[k] = column[entry];
    matrix.values[k] = value[entry];
  }
  return matrix;
}

function grown<Numbers extends Int32Array | Float64Array>(full: Numbers, larger: Numbers): Numbers {
  larger.set(full);
  return larger;
}

/** The numbers of `order` sorted by their key (0 .. keys - 1), equal keys in the order they came; and where each key starts. */
function countingSort(
  keyOf: Int32Array,
  keys: number,
  order: Int32Array,
): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(keys + 1);
  for (let k = 0; k < order.length; k++) starts[keyOf[order[k]] + 1]++;
  for (let key = 0; key < keys; key++) starts[key + 1] += starts[key];
  const next = starts.slice();
  const sorted = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) sorted[next[keyOf[order[k]]]++] = order[k];
  return { order: sorted, starts };
}

/** The non-zero entries of a dense row-major rows x cols matrix. */
export function fromDense(rows: number, cols: number, dense: ArrayLike<number>): SparseMatrix {
  if (dense.length !== rows * cols) {
    throw new RangeError(`${dense.length} numbers do not fill a ${rows} x ${cols} matrix`);
  }
  function* entries(): Generator<Entry> {
    for (let k = 0; k < dense.length; k++) {
      if (dense[k] !== 0) yield [Math.floor(k / cols), k % cols, dense[k]];
    }
  }
  return fromEntries(rows, cols, entries());
}

/** The value at a place, 0 where none is stored; by bisection, as the columns of a row ascend. */
export function valueAt({ rowStart, columns, values }: SparseMatrix, row: number, column: number): number {
  let low = rowStart[row];
  let high = rowStart[row + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns[middle] < column) low = middle + 1;
    else high = middle;
  }
  return low < rowStart[row + 1] && columns[low] === column ? values[low] : 0;
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
  function* entries(): Generator<Entry> {
    for (const [i, j, value] of entriesOf(matrix)) yield [j, i, value];
  }
  return fromEntries(matrix.cols, matrix.rows, entries());
}

/** dense * sparse: (k x rows, row-major) times (rows x cols) gives k x cols, row-major. */
export function denseTimesSparse(dense: ArrayLike<number>, k: number, sparse: SparseMatrix): Float64Array {
  const { rows, cols, rowStart, columns, values } = sparse;
  if (dense.length !== k * rows) throw new RangeError(`${dense.length} numbers do not fill ${k} x ${rows}`);
  const product = new Float64Array(k * cols);
  // Four dense rows at a time, their sums side by side: fetching an entry costs more than its multiplications.
  const sums = new Float64Array(4 * cols);
  for (let from = 0; from < k; from += 4) {
    const lanes = Math.min(4, k - from);
    const factor = (lane: number, i: number): number => (lane < lanes ? dense[(from + lane) * rows + i] : 0);
    sums.fill(0);
    for (let i = 0; i < rows; i++) {
      if (rowStart[i] === rowStart[i + 1]) continue;
      const [f0, f1, f2, f3] = [factor(0, i), factor(1, i), factor(2, i), factor(3, i)];
      for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
        const at = 4 * columns[e];
        const value = values[e];
        sums[at] += f0 * value;
        sums[at + 1] += f1 * value;
        sums[at + 2] += f2 * value;
        sums[at + 3] += f3 * value;
      }
    }
    for (let lane = 0; lane < lanes; lane++) {
      const row = product.subarray((from + lane) * cols, (from + lane + 1) * cols);
      for (let j = 0; j < cols; j++) row[j] = sums[4 * j + lane];
    }
  }
  return product;
}

/** sparse * sparse. */
export function multiply(a: SparseMatrix, b: SparseMatrix): SparseMatrix {
  if (a.cols !== b.rows)
    throw new RangeError(`cannot multiply ${a.rows} x ${a.cols} by ${b.rows} x ${b.cols}`);
  function* entries(): Generator<Entry> {
    const sums = new Float64Array(b.cols);
    const touched = new Int32Array(b.cols);
    const touchedIn = new Int32Array(b.cols).fill(-1);
    for (let i = 0; i < a.rows; i++) {
      let count = 0;
      for (let p = a.rowStart[i]; p < a.rowStart[i + 1]; p++) {
        const middle = a.columns[p];
        for (let q = b.rowStart[middle]; q < b.rowStart[middle + 1]; q++) {
          const j = b.columns[q];
          if (touchedIn[j] !== i) {
            touchedIn[j] = i;
            touched[count++] = j;
            sums[j] = 0;
          }
          sums[j] += a.values[p] * b.values[q];
        }
      }
      for (let k = 0; k < count; k++) yield [i, touched[k], sums[touched[k]]];
    }
  }
  return fromEntries(a.rows, b.cols, entries());
}
