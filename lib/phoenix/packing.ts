import type { Kernel, Offset } from '../kernels/kernel';
import {
  layoutOf,
  MATRICES,
  parameterCount,
  type Block,
  type MatrixName,
  type PhoenixShape,
} from './parameters';

/** One weight matrix in the kernel: dense, or its stored pattern as compressed sparse rows (offsets into `ints`). */
export interface MatrixPattern {
  readonly rows: number;
  readonly cols: number;
  readonly sparse: { readonly rowStart: Offset; readonly columns: Offset } | null;
}

/**
 * How the flat parameter vector lies in the kernel: the blocks in their order, without the pruned weights. With no mask
 * the packed vector is the flat one; with a mask each matrix keeps its unpruned entries, row by row.
 */
export class Packing {
  /** Length of the packed vector, and where each block starts in it. */
  length = 0;
  places = {} as Record<Block, number>;
  patterns = {} as Record<MatrixName, MatrixPattern>;
  /** Packed position -> flat position; null when nothing is pruned. */
  private kept: Int32Array | null = null;
  private readonly flatLength: number;
  private readonly ints = {} as Record<MatrixName, { rowStart: Offset; columns: Offset; capacity: number }>;

  constructor(
    private readonly kernel: Kernel,
    private readonly shape: PhoenixShape,
  ) {
    this.flatLength = parameterCount(shape);
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
    const kept: number[] = [];
    for (const block of Object.keys(layout) as Block[]) {
      const { offset, length, rows, cols } = layout[block];
      this.places[block] = mask === null ? offset : kept.length;
      const matrix = MATRICES.find((name) => name === block);
      if (mask === null) {
        if (matrix) this.patterns[matrix] = { rows, cols, sparse: null };
      } else if (matrix) {
        this.patterns[matrix] = this.compress(matrix, mask, kept);
      } else {
        for (let p = offset; p < offset + length; p++) kept.push(p);
      }
    }
    this.kept = mask === null ? null : Int32Array.from(kept);
    this.length = this.kept?.length ?? this.flatLength;
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

  private compress(matrix: MatrixName, mask: Uint8Array, kept: number[]): MatrixPattern {
    const { offset, rows, cols } = layoutOf(this.shape)[matrix];
    const columns: number[] = [];
    const rowStart = [0];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        const p = offset + i * cols + j;
        if (mask[p] === 0) continue;
        columns.push(j);
        kept.push(p);
      }
      rowStart.push(columns.length);
    }
    // Masks only shrink in a run, so the first pattern's memory serves all later ones.
    const held = this.ints[matrix];
    const place =
      held !== undefined && held.capacity >= columns.length
        ? held
        : {
            rowStart: this.kernel.allocateInts(rows + 1),
            columns: this.kernel.allocateInts(columns.length),
            capacity: columns.length,
          };
    this.ints[matrix] = place;
    this.kernel.ints.set(rowStart, place.rowStart);
    this.kernel.ints.set(columns, place.columns);
    return { rows, cols, sparse: { rowStart: place.rowStart, columns: place.columns } };
  }
}
