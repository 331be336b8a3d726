import type { Kernel, Offset } from '../kernels/kernel';
import {
  PARAMETER_BLOCKS,
  layoutOf,
  WEIGHT_MATRICES,
  parameterCount,
  type ParameterBlock,
  type MatrixName,
  type PhoenixShape,
} from './parameters';

/** One weight matrix in the kernel: dense, or its stored pattern as compressed sparse rows (offsets into `ints`). */
export interface MatrixPattern {
  readonly rows: number;
  readonly cols: number;
  readonly sparse: { readonly rowStart: Offset; readonly columns: Offset } | null;
}

/** Hidden neurons of the two branches, ascending. */
export interface Neurons {
  readonly S: readonly number[];
  readonly P: readonly number[];
}

/**
 * How the flat parameter vector lies in the kernel: the blocks in their order, without the pruned weights. With no mask
 * the packed vector is the flat one; with a mask each matrix keeps its unpruned entries, row by row; with some neurons only,
 * the matrices are dense and smaller.
 */
export class Packing {
  /** Length of the packed vector, and where each block starts in it. */
  length = 0;
  places = {} as Record<ParameterBlock, number>;
  patterns = {} as Record<MatrixName, MatrixPattern>;
  /** Hidden neurons of each branch that are packed: all of the shape's, but for `setNeurons`. */
  hidden: { readonly S: number; readonly P: number };
  /** Packed position -> flat position; null when nothing is pruned. */
  private kept: Int32Array | null = null;
  private keptOfNeurons: Int32Array | null = null;
  private readonly flatLength: number;
  private readonly ints = {} as Record<MatrixName, { rowStart: Offset; columns: Offset; capacity: number }>;

  constructor(
    private readonly kernel: Kernel,
    private readonly shape: PhoenixShape,
  ) {
    this.flatLength = parameterCount(shape);
    this.hidden = { S: shape.hidden, P: shape.hidden };
    this.setMask(null);
  }

  /**
   * Keeps the parameters whose mask is not 0 (null: all). Biases and multipliers are always kept.
   * Whatever was packed before must be unpacked first and packed again.
   */
  setMask(mask: Uint8Array | null): void {
    if (mask !== null && mask.length !== this.flatLength) {
      throw new RangeError(`a mask for ${this.flatLength} parameters cannot have ${mask.length}`);
    }
    const layout = layoutOf(this.shape);
    const kept = mask === null ? null : new Int32Array(keptCount(mask, this.shape));
    let packed = 0;
    for (const block of Object.keys(layout) as ParameterBlock[]) {
      const { offset, length, rows, cols } = layout[block];
      const matrix = WEIGHT_MATRICES.find((name) => name === block);
      this.places[block] = packed;
      if (matrix) this.patterns[matrix] = { rows, cols, sparse: mask && this.compress(matrix, mask) };
      if (kept === null || mask === null) {
        packed += length;
        continue;
      }
      for (let p = offset; p < offset + length; p++) if (!matrix || mask[p] !== 0) kept[packed++] = p;
    }
    this.kept = kept;
    this.length = packed;
    this.hidden = { S: this.shape.hidden, P: this.shape.hidden };
  }

  /**
   * Packs these neurons alone, without a mask: a neuron that is left out is a row of W and b and a column of U that are not
   * there. Until `setMask` is called; whatever was packed before must be packed again.
   */
  setNeurons(neurons: Neurons): void {
    const layout = layoutOf(this.shape);
    this.keptOfNeurons ??= new Int32Array(this.flatLength);
    const kept = this.keptOfNeurons;
    let packed = 0;
    for (const block of PARAMETER_BLOCKS) {
      const { offset, rows, cols } = layout[block];
      const { byRow, byColumn } = neuronAxis(block, neurons);
      this.places[block] = packed;
      const height = byRow?.length ?? rows;
      const width = byColumn?.length ?? cols;
      for (let i = 0; i < height; i++) {
        const row = offset + (byRow === null ? i : byRow[i]) * cols;
        for (let j = 0; j < width; j++) kept[packed++] = row + (byColumn === null ? j : byColumn[j]);
      }
      const matrix = WEIGHT_MATRICES.find((name) => name === block);
      if (matrix) this.patterns[matrix] = { rows: height, cols: width, sparse: null };
    }
    this.kept = kept.subarray(0, packed);
    this.length = packed;
    this.hidden = { S: neurons.S.length, P: neurons.P.length };
  }

  /** Where a block lies in the packed vector. */
  placeOf(block: ParameterBlock): { readonly offset: number; readonly length: number } {
    const offset = this.places[block];
    const next = PARAMETER_BLOCKS[PARAMETER_BLOCKS.indexOf(block) + 1] as ParameterBlock | undefined;
    return { offset, length: (next === undefined ? this.length : this.places[next]) - offset };
  }

  /** Writes the kept entries of a flat vector to `offset`. */
  pack(flat: ArrayLike<number>, offset: Offset): void {
    const { floats } = this.kernel;
    const { kept } = this;
    if (kept === null) floats.set(flat, offset);
    else for (let k = 0; k < kept.length; k++) floats[offset + k] = flat[kept[k]];
  }

  /** The flat vector whose kept entries lie at `offset`; pruned entries are 0. */
  unpack(offset: Offset, into: Float32Array = new Float32Array(this.flatLength)): Float32Array {
    const { floats } = this.kernel;
    const { kept } = this;
    if (kept === null) {
      into.set(floats.subarray(offset, offset + this.flatLength));
    } else {
      into.fill(0);
      for (let k = 0; k < kept.length; k++) into[kept[k]] = floats[offset + k];
    }
    return into;
  }

  private compress(matrix: MatrixName, mask: Uint8Array): { rowStart: Offset; columns: Offset } {
    const { offset, length, rows, cols } = layoutOf(this.shape)[matrix];
    const part = mask.subarray(offset, offset + length);
    const count = countKept(part);
    // Masks only shrink in a run, so the first pattern's memory serves all later ones.
    const held = this.ints[matrix];
    const place =
      held !== undefined && held.capacity >= count
        ? held
        : {
            rowStart: this.kernel.allocateInts(rows + 1),
            columns: this.kernel.allocateInts(count),
            capacity: count,
          };
    this.ints[matrix] = place;
    const { ints } = this.kernel;
    let k = 0;
    ints[place.rowStart] = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) if (part[i * cols + j] !== 0) ints[place.columns + k++] = j;
      ints[place.rowStart + i + 1] = k;
    }
    return { rowStart: place.rowStart, columns: place.columns };
  }
}

/** Which neurons the rows or the columns of a block belong to; null where they are genes. */
function neuronAxis(
  block: ParameterBlock,
  { S, P }: Neurons,
): { byRow: readonly number[] | null; byColumn: readonly number[] | null } {
  if (block === 'v') return { byRow: null, byColumn: null };
  const ofBranch = block.endsWith('S') ? S : P;
  return block.startsWith('u') ? { byRow: null, byColumn: ofBranch } : { byRow: ofBranch, byColumn: null };
}

/** Length of the packed vector under a mask. */
function keptCount(mask: Uint8Array, shape: PhoenixShape): number {
  const layout = layoutOf(shape);
  return WEIGHT_MATRICES.reduce((count, matrix) => {
    const { offset, length } = layout[matrix];
    return count - length + countKept(mask.subarray(offset, offset + length));
  }, parameterCount(shape));
}

function countKept(mask: Uint8Array): number {
  let count = 0;
  for (let p = 0; p < mask.length; p++) if (mask[p] !== 0) count++;
  return count;
}
