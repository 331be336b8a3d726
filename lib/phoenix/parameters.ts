import { orthonormalColumns } from '../math/orthonormal-columns';
import type { Random } from '../math/random';

/** The size of a PHOENIX model: n genes, m hidden neurons a branch. */
export interface PhoenixShape {
  readonly genes: number;
  readonly hidden: number;
}

/** The seven parameter blocks in the order in which the flat vector holds them. */
export const PARAMETER_BLOCKS = ['wS', 'bS', 'wP', 'bP', 'uS', 'uP', 'v'] as const;
export type ParameterBlock = (typeof PARAMETER_BLOCKS)[number];

/** The four weight matrices, the ones that are pruned. */
export const WEIGHT_MATRICES = ['wS', 'wP', 'uS', 'uP'] as const;
export type MatrixName = (typeof WEIGHT_MATRICES)[number];

/** The two branches, sums and products: the matrix into their hidden neurons, and the one out of them. */
export const BRANCHES = [
  { w: 'wS', u: 'uS' },
  { w: 'wP', u: 'uP' },
] as const satisfies readonly Record<'w' | 'u', MatrixName>[];

/** Where one block lies in the flat vector, and its shape (row-major; a vector has cols = 1). */
export interface BlockPlace {
  readonly offset: number;
  readonly length: number;
  readonly rows: number;
  readonly cols: number;
}

/**
 * The layout of the flat parameter vector: W_S (m x n), b_S (m), W_P (m x n), b_P (m), U_S (n x m), U_P (n x m), v (n).
 * v is last because it trains at a rate of its own.
 */
export function layoutOf({
  genes: n,
  hidden: m,
}: PhoenixShape): Readonly<Record<ParameterBlock, BlockPlace>> {
  const sizes: Record<ParameterBlock, [number, number]> = {
    wS: [m, n],
    bS: [m, 1],
    wP: [m, n],
    bP: [m, 1],
    uS: [n, m],
    uP: [n, m],
    v: [n, 1],
  };
  let offset = 0;
  const places = {} as Record<ParameterBlock, BlockPlace>;
  for (const block of PARAMETER_BLOCKS) {
    const [rows, cols] = sizes[block];
    places[block] = { offset, length: rows * cols, rows, cols };
    offset += rows * cols;
  }
  return places;
}

/** 4 n m + 2 m + n. */
export function parameterCount({ genes: n, hidden: m }: PhoenixShape): number {
  return 4 * n * m + 2 * m + n;
}

/** The seven blocks of a flat vector as named views: writing to a view writes to the vector. */
export function viewsOf(
  flat: Float32Array,
  shape: PhoenixShape,
): Readonly<Record<ParameterBlock, Float32Array>> {
  if (flat.length !== parameterCount(shape)) {
    throw new RangeError(
      `a PHOENIX model of ${shape.genes} genes and ${shape.hidden} hidden neurons has ` +
        `${parameterCount(shape)} parameters, not ${flat.length}`,
    );
  }
  const places = layoutOf(shape);
  const views = {} as Record<ParameterBlock, Float32Array>;
  for (const block of PARAMETER_BLOCKS) {
    const { offset, length } = places[block];
    views[block] = flat.subarray(offset, offset + length);
  }
  return views;
}

/**
 * Initial parameters as PHOENIX draws them: in every column of W_S and W_P ceil(0.95 m) random entries are 0 and the
 * rest N(0, 0.05^2); b ~ U(-1/sqrt(n), 1/sqrt(n)); U_S and U_P have orthonormal columns; v ~ U(0, 1).
 */
export function initialParameters(shape: PhoenixShape, random: Random): Float32Array {
  const { genes: n, hidden: m } = shape;
  if (!(Number.isInteger(n) && Number.isInteger(m) && m >= 1 && n >= m)) {
    throw new RangeError(`a PHOENIX model needs 1 <= hidden <= genes, not ${m} hidden and ${n} genes`);
  }
  const flat = new Float32Array(parameterCount(shape));
  const blocks = viewsOf(flat, shape);
  for (const branch of ['S', 'P'] as const) {
    const weights = blocks[`w${branch}`];
    for (let gene = 0; gene < n; gene++) {
      const order = random.permutation(m);
      for (let k = Math.ceil(0.95 * m); k < m; k++) weights[order[k] * n + gene] = random.normal(0, 0.05);
    }
    const bound = 1 / Math.sqrt(n);
    const bias = blocks[`b${branch}`];
    for (let k = 0; k < m; k++) bias[k] = random.uniform(-bound, bound);
    drawOrthonormal(blocks[`u${branch}`], n, m, random);
  }
  for (let gene = 0; gene < n; gene++) blocks.v[gene] = random.uniform();
  return flat;
}

/** Fills rows x cols weights (row-major) with a Haar-distributed random matrix of orthonormal columns. */
function drawOrthonormal(weights: Float32Array, rows: number, cols: number, random: Random): void {
  const gaussian = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) gaussian[j * rows + i] = random.normal();
  const columns = orthonormalColumns(gaussian, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) weights[i * cols + j] = columns[j * rows + i];
}
