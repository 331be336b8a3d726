import type * as tf from '@tensorflow/tfjs-node';
import type { Kernel } from '../../lib/kernels/kernel';
import { Random } from '../../lib/math/random';
import { Model } from '../../lib/phoenix/model';
import {
  layoutOf,
  WEIGHT_MATRICES,
  parameterCount,
  viewsOf,
  type PhoenixShape,
} from '../../lib/phoenix/parameters';
import { phoenixField } from '../../lib/phoenix/tensor-field';
import { A, B } from '../../lib/ode/dormand-prince';

/** Parameters that use every block: no zeros, some multipliers below 0, values that float32 holds. */
export function randomModel(shape: PhoenixShape, seed: number): Float32Array {
  const random = Random.fromSeed(seed, 'model');
  const flat = Float32Array.from({ length: parameterCount(shape) }, () => random.normal(0, 0.3));
  const { v } = viewsOf(flat, shape);
  for (let gene = 0; gene < v.length; gene++) v[gene] = random.uniform(-0.2, 1);
  return flat;
}

/** A model of these parameters, its genes named g0, g1, ... */
export function modelOf(
  shape: PhoenixShape,
  parameters: Float32Array,
  mask: Uint8Array | null = null,
  genes: readonly string[] = Array.from({ length: shape.genes }, (_, gene) => `g${gene}`),
): Model {
  return new Model({ shape, parameters, mask, genes });
}

/** A mask that keeps about `density` of each matrix; in each, row 0 is full and row 1 (where there is one) empty. */
export function randomMask(shape: PhoenixShape, density: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed, 'mask');
  const mask = new Uint8Array(parameterCount(shape)).fill(1);
  for (const name of WEIGHT_MATRICES) {
    const { offset, rows, cols } = layoutOf(shape)[name];
    for (let k = cols; k < rows * cols; k++) {
      if (k < 2 * cols || random.uniform() >= density) mask[offset + k] = 0;
    }
  }
  return mask;
}

/** The parameters with zeros where the mask is 0. */
export const masked = (flat: Float32Array, mask: Uint8Array): Float32Array =>
  flat.map((value, k) => (mask[k] === 0 ? 0 : value));

/** One Dormand-Prince step over the whole interval, written plainly in tfjs: what the solve does where h = 1 is accepted. */
export function oneStep(
  parameters: tf.Tensor1D,
  shape: PhoenixShape,
  start: tf.Tensor2D,
  intervals: tf.Tensor1D,
): tf.Tensor2D {
  const stages: tf.Tensor2D[] = [];
  const combined = (weights: readonly number[]): tf.Tensor2D =>
    weights.reduce((sum, weight, j) => sum.add(stages[j].mul(weight)), start);
  for (const row of A) stages.push(phoenixField(parameters, shape, combined(row)).mul(intervals));
  return combined(B);
}

/** A tolerance that no step misses. */
export const ONE_STEP = { relative: 1e30, absolute: 1e30 };

/** Uses up a kernel's memory but for `room` numbers: whatever is allocated beyond grows it and replaces the views. */
export function fillMemory(kernel: Kernel, room = 0): void {
  const floats = kernel.floats;
  while (kernel.floats === floats) kernel.allocateFloats(1024);
  const next = kernel.allocateFloats(0);
  kernel.allocateFloats(kernel.floats.length - next - room);
}
