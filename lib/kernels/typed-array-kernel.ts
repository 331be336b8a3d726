import type { Kernel, Offset } from './kernel';
import { exponentialOperations } from './typed-array/exponential';
import type { TypedMemory } from './typed-array/memory';
import { priorMomentOperations } from './typed-array/prior-moments';
import { productOperations } from './typed-array/products';
import { phoenixOperations } from './typed-array/phoenix';
import { rungeKuttaOperations } from './typed-array/runge-kutta';
import { trainingOperations } from './typed-array/training';

/**
 * The kernel in plain TypeScript: the readable twin of `assembly/`, the fallback where WebAssembly SIMD is missing, and
 * in float64 the reference for the tests and the integrator of the simulator.
 */
export function createTypedArrayKernel(precision: 'float32' | 'float64' = 'float32'): Kernel {
  const Numbers = precision === 'float32' ? Float32Array : Float64Array;
  const memory: TypedMemory = { floats: new Numbers(16384), ints: new Int32Array(4096) };
  let nextFloat = 0;
  let nextInt = 0;

  return {
    name: `typed-array-${precision}`,
    get floats() {
      return memory.floats;
    },
    get ints() {
      return memory.ints;
    },
    allocateFloats(length: number): Offset {
      const start = nextFloat;
      nextFloat += length;
      if (nextFloat > memory.floats.length) {
        const grown = new Numbers(Math.max(nextFloat, 2 * memory.floats.length));
        grown.set(memory.floats);
        memory.floats = grown;
      }
      return start;
    },
    allocateInts(length: number): Offset {
      const start = nextInt;
      nextInt += length;
      if (nextInt > memory.ints.length) {
        const grown = new Int32Array(Math.max(nextInt, 2 * memory.ints.length));
        grown.set(memory.ints);
        memory.ints = grown;
      }
      return start;
    },
    tidy(work) {
      const [float, int] = [nextFloat, nextInt];
      try {
        return work();
      } finally {
        memory.floats.fill(0, float, nextFloat);
        memory.ints.fill(0, int, nextInt);
        [nextFloat, nextInt] = [float, int];
      }
    },
    ...productOperations(memory),
    ...rungeKuttaOperations(memory),
    ...exponentialOperations(memory),
    ...phoenixOperations(memory),
    ...trainingOperations(memory),
    ...priorMomentOperations(memory),
  };
}
