import assert from 'node:assert/strict';
import type { Kernel, Offset } from '../lib/kernels/kernel';
import { Random } from '../lib/math/random';

/** Half the distance between 1 and the next float32: the largest relative error of one rounding. */
export const ROUNDING = 2 ** -24;

/** `length` numbers from U(low, high) that float32 holds exactly, so that kernels of both precisions see the same. */
export function randomArray(seed: number, length: number, low = -1, high = 1): Float64Array {
  const random = Random.fromSeed(seed, 'test');
  return Float64Array.from({ length }, () => Math.fround(random.uniform(low, high)));
}

/** |actual - expected| / |expected| with Euclidean norms. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(actual.length, expected.length, 'lengths differ');
  let difference = 0;
  let size = 0;
  for (let k = 0; k < expected.length; k++) {
    difference += (actual[k] - expected[k]) ** 2;
    size += expected[k] ** 2;
  }
  return Math.sqrt(difference / size);
}

/** Fails unless the relative error is at most `tolerance` (NaN fails). */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = 'values',
): void {
  const error = relativeError(actual, expected);
  assert.ok(error <= tolerance, `${what}: relative error ${error}, tolerance ${tolerance}`);
}

/** Fails unless every entry lies within its own bound: |actual_k - expected_k| <= bound(k). */
export function assertWithin(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: (k: number) => number,
  what = 'values',
): void {
  assert.equal(actual.length, expected.length, `${what}: lengths differ`);
  for (let k = 0; k < expected.length; k++) {
    assert.ok(
      Math.abs(actual[k] - expected[k]) <= bound(k),
      `${what}: entry ${k} is ${actual[k]}, expected ${expected[k]} within ${bound(k)}`,
    );
  }
}

/** Copies numbers into a kernel's memory. */
export function put(kernel: Kernel, values: ArrayLike<number>): Offset {
  const offset = kernel.allocateFloats(values.length);
  kernel.floats.set(values, offset);
  return offset;
}

export function putInts(kernel: Kernel, values: ArrayLike<number>): Offset {
  const offset = kernel.allocateInts(values.length);
  kernel.ints.set(values, offset);
  return offset;
}

export function take(kernel: Kernel, offset: Offset, length: number): Float64Array {
  return Float64Array.from(kernel.floats.subarray(offset, offset + length));
}

const SENTINEL = 12345;
const FENCE = 4;

/** Copies numbers into a kernel's memory between fences; `check` fails if an operation wrote beyond them. */
export function putFenced(kernel: Kernel, values: ArrayLike<number>): { offset: Offset; check: () => void } {
  const fence = new Array<number>(FENCE).fill(SENTINEL);
  const start = put(kernel, [...fence, ...Array.from(values), ...fence]);
  const offset = start + FENCE;
  return {
    offset,
    check: () => {
      const after = offset + values.length;
      const fences = [...take(kernel, start, FENCE), ...take(kernel, after, FENCE)];
      assert.deepEqual(fences, [...fence, ...fence], 'written beyond the end of a block');
    },
  };
}
