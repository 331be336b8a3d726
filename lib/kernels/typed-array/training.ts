import type { KernelOperations } from '../kernel';
import type { TypedMemory } from './memory';

type Training = Pick<KernelOperations, 'squaredResidual' | 'adam'>;

/** Moments below this count as 0 (see assembly/training.ts). */
const TINY = 1e-30;

/** The loss and the optimiser. */
export function trainingOperations(memory: TypedMemory): Training {
  return {
    squaredResidual(y, target, weights, residual, rows, batch, factor) {
      const f = memory.floats;
      let total = 0;
      for (let i = 0; i < rows; i++) {
        for (let b = 0; b < batch; b++) {
          const p = i * batch + b;
          const difference = f[y + p] - f[target + p];
          total += f[weights + b] * difference * difference;
          f[residual + p] = factor * f[weights + b] * difference;
        }
      }
      return total;
    },

    adam(parameters, gradient, first, second, length, rate, beta1, beta2, epsilon, correction1, correction2) {
      const f = memory.floats;
      for (let p = 0; p < length; p++) {
        const g = f[gradient + p];
        const m = beta1 * f[first + p] + (1 - beta1) * g;
        const v = beta2 * f[second + p] + (1 - beta2) * g * g;
        f[first + p] = Math.abs(m) < TINY ? 0 : m;
        f[second + p] = v < TINY ? 0 : v;
        f[parameters + p] -= (rate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
      }
    },
  };
}
