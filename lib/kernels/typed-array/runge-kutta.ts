import type { KernelOperations } from '../kernel';
import type { TypedMemory } from './memory';

type RungeKutta = Pick<KernelOperations, 'combine' | 'axpy' | 'scaleColumns' | 'errorNorms'>;

/** The linear combinations and error norms of a Runge-Kutta step. */
export function rungeKuttaOperations(memory: TypedMemory): RungeKutta {
  const weightedSum = (k: number, p: number, length: number, coefficients: number, terms: number): number => {
    const f = memory.floats;
    let sum = 0;
    for (let t = 0; t < terms; t++) sum += f[coefficients + t] * f[k + t * length + p];
    return sum;
  };
  return {
    combine(out, y, k, length, coefficients, terms) {
      const f = memory.floats;
      for (let p = 0; p < length; p++) f[out + p] = f[y + p] + weightedSum(k, p, length, coefficients, terms);
    },

    axpy(out, x, length, factor) {
      const f = memory.floats;
      for (let p = 0; p < length; p++) f[out + p] += factor * f[x + p];
    },

    scaleColumns(out, x, factors, rows, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        for (let b = 0; b < batch; b++) f[out + i * batch + b] = f[factors + b] * f[x + i * batch + b];
      }
    },

    errorNorms(norms, k, coefficients, terms, y, z, rows, batch, relative, absolute) {
      const f = memory.floats;
      for (let b = 0; b < batch; b++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) {
          const p = i * batch + b;
          const error = weightedSum(k, p, rows * batch, coefficients, terms);
          const share = error / (absolute + relative * Math.max(Math.abs(f[y + p]), Math.abs(f[z + p])));
          sum += share * share;
        }
        f[norms + b] = Math.sqrt(sum / rows);
      }
    },
  };
}
