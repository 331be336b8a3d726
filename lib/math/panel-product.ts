/** Columns that are worked on at once, and rows: with four times two running sums nothing leaves the registers. */
const COLUMNS = 2;
const ROWS = 4;

/** A dense inner x cols matrix in panels of two columns: what `productRows` reads. */
export interface PackedColumns {
  readonly inner: number;
  readonly cols: number;
  /** Panel p holds entry (k, 2 p + c) at (p * inner + k) * 2 + c; an odd last column has zeros beside it. */
  readonly panels: Float64Array;
}

/** Packs the matrix whose entry (k, j) is `entry(k, j)`. */
export function packColumns(
  inner: number,
  cols: number,
  entry: (k: number, j: number) => number,
): PackedColumns {
  const panels = new Float64Array(Math.ceil(cols / COLUMNS) * inner * COLUMNS);
  for (let j = 0; j < cols; j++) {
    const panel = Math.floor(j / COLUMNS) * inner * COLUMNS + (j % COLUMNS);
    for (let k = 0; k < inner; k++) panels[panel + k * COLUMNS] = entry(k, j);
  }
  return { inner, cols, panels };
}

/**
 * Rows of a dense product, each entry summed in double precision over k = 0 .. inner - 1 in that order: the same bits as
 * the textbook's three loops, several times as fast.
 *
 * @param entry (k, r): entry k of the r-th row on the left
 * @param into the rows of the product, `cols` long; as many as are wanted
 */
export function productRows(
  entry: (k: number, r: number) => number,
  right: PackedColumns,
  into: readonly Float64Array[],
): void {
  const { inner, cols, panels } = right;
  const quads = Array.from({ length: Math.ceil(into.length / ROWS) }, (_, q) => {
    const quad = new Float64Array(inner * ROWS);
    for (let r = 0; r < ROWS && q * ROWS + r < into.length; r++) {
      for (let k = 0; k < inner; k++) quad[k * ROWS + r] = entry(k, q * ROWS + r);
    }
    return quad;
  });
  const tile = new Float64Array(ROWS * COLUMNS);
  for (let j = 0; j < cols; j += COLUMNS) {
    for (let q = 0; q < quads.length; q++) {
      multiplyTile(quads[q], panels, j * inner, inner, tile);
      for (let r = 0; r < ROWS && q * ROWS + r < into.length; r++) {
        // Beyond the last column of an odd matrix nothing is stored: typed arrays ignore it.
        into[q * ROWS + r][j] = tile[r * COLUMNS];
        into[q * ROWS + r][j + 1] = tile[r * COLUMNS + 1];
      }
    }
  }
}

function multiplyTile(
  quad: Float64Array,
  panels: Float64Array,
  panel: number,
  inner: number,
  tile: Float64Array,
): void {
  let [a0, a1, b0, b1, c0, c1, d0, d1] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < inner; k++) {
    const x = panels[panel + k * 2];
    const y = panels[panel + k * 2 + 1];
    const a = quad[k * 4];
    const b = quad[k * 4 + 1];
    const c = quad[k * 4 + 2];
    const d = quad[k * 4 + 3];
    a0 += a * x;
    a1 += a * y;
    b0 += b * x;
    b1 += b * y;
    c0 += c * x;
    c1 += c * y;
    d0 += d * x;
    d1 += d * y;
  }
  tile[0] = a0;
  tile[1] = a1;
  tile[2] = b0;
  tile[3] = b1;
  tile[4] = c0;
  tile[5] = c1;
  tile[6] = d0;
  tile[7] = d1;
}
