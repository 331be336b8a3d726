import type { KernelOperations } from '../kernel';
import type { TypedMemory } from './memory';

type Products = Pick<
  KernelOperations,
  | 'multiplyDense'
  | 'multiplyDenseTransposed'
  | 'multiplySparse'
  | 'multiplySparseTransposed'
  | 'outerDense'
  | 'outerSparse'
  | 'gather'
>;

/** Matrix products, dense and by compressed sparse rows. */
export function productOperations(memory: TypedMemory): Products {
  return {
    multiplyDense(w, rows, cols, x, out, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        const row = out + i * batch;
        for (let j = 0; j < cols; j++) {
          const weight = f[w + i * cols + j];
          const column = x + j * batch;
          for (let b = 0; b < batch; b++) f[row + b] += weight * f[column + b];
        }
      }
    },

    multiplyDenseTransposed(w, rows, cols, d, out, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        const row = d + i * batch;
        for (let j = 0; j < cols; j++) {
          const weight = f[w + i * cols + j];
          const column = out + j * batch;
          for (let b = 0; b < batch; b++) f[column + b] += weight * f[row + b];
        }
      }
    },

    multiplySparse(values, rowStart, columns, rows, x, out, batch) {
      const f = memory.floats;
      const ints = memory.ints;
      for (let i = 0; i < rows; i++) {
        const row = out + i * batch;
        for (let k = ints[rowStart + i]; k < ints[rowStart + i + 1]; k++) {
          const weight = f[values + k];
          const column = x + ints[columns + k] * batch;
          for (let b = 0; b < batch; b++) f[row + b] += weight * f[column + b];
        }
      }
    },

    multiplySparseTransposed(values, rowStart, columns, rows, d, out, batch) {
      const f = memory.floats;
      const ints = memory.ints;
      for (let i = 0; i < rows; i++) {
        const row = d + i * batch;
        for (let k = ints[rowStart + i]; k < ints[rowStart + i + 1]; k++) {
          const weight = f[values + k];
          const column = out + ints[columns + k] * batch;
          for (let b = 0; b < batch; b++) f[column + b] += weight * f[row + b];
        }
      }
    },

    outerDense(d, x, rows, cols, depth, out) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++) f[out + i * cols + j] += dot(f, d + i * depth, x + j * depth, depth);
      }
    },

    outerSparse(d, x, rowStart, columns, rows, depth, out) {
      const f = memory.floats;
      const ints = memory.ints;
      for (let i = 0; i < rows; i++) {
        for (let k = ints[rowStart + i]; k < ints[rowStart + i + 1]; k++) {
          f[out + k] += dot(f, d + i * depth, x + ints[columns + k] * depth, depth);
        }
      }
    },

    gather(sources, count, rows, batch, out) {
      const { floats, ints } = memory;
      for (let i = 0; i < rows; i++) {
        for (let k = 0; k < count; k++) {
          const read = ints[sources + k] + i * batch;
          floats.copyWithin(out + (i * count + k) * batch, read, read + batch);
        }
      }
    },
  };
}

function dot(f: Float32Array | Float64Array, left: number, right: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += f[left + k] * f[right + k];
  return sum;
}
