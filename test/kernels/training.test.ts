import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { assertClose, assertWithin, put, putFenced, randomArray, ROUNDING, take } from '../helpers';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];

for (const name of KERNELS) {
  test(`${name}: squared residual, by hand, and a padded pair counts for nothing`, () => {
    const kernel = createKernel(name);
    const y = put(kernel, [1, 2, 3, 99, /**/ 4, 5, 6, 99]);
    const target = put(kernel, [0, 2, 5, 0, /**/ 1, 5, 5, 0]);
    const residual = putFenced(kernel, new Float64Array(8).fill(7));
    const sum = kernel.squaredResidual(y, target, put(kernel, [1, 1, 1, 0]), residual.offset, 2, 4, 0.5);
    // Differences 1 0 -2 and 3 0 1: squares 1 + 4 + 9 + 1 = 15.
    assertWithin([sum], [15], () => 0);
    assertWithin(take(kernel, residual.offset, 8), [0.5, 0, -1, 0, 1.5, 0, 0.5, 0], () => 0);
    residual.check();
  });

  test(`${name}: two Adam steps, by hand`, () => {
    const kernel = createKernel(name);
    // Five parameters, so that the last one is beyond a group of four.
    const length = 5;
    const parameters = putFenced(kernel, new Float64Array(length).fill(1));
    const [first, second] = [
      putFenced(kernel, new Float64Array(length)),
      putFenced(kernel, new Float64Array(length)),
    ];
    const gradient = put(kernel, new Float64Array(length).fill(0.5));
    const step = (t: number): void =>
      kernel.adam(
        parameters.offset,
        gradient,
        first.offset,
        second.offset,
        length,
        1e-3,
        0.9,
        0.999,
        1e-8,
        1 - 0.9 ** t,
        1 - 0.999 ** t,
      );
    step(1);
    // m = 0.1 x 0.5 = 0.05, v = 0.001 x 0.25 = 0.00025; m^ = 0.05 / 0.1 = 0.5, v^ = 0.00025 / 0.001 = 0.25;
    // 1 - 0.001 x 0.5 / 0.5 = 0.999.
    assertWithin(take(kernel, parameters.offset, length), new Array(length).fill(0.999), () => 1e-7);
    kernel.floats.fill(-1, gradient, gradient + length);
    step(2);
    // m = 0.9 x 0.05 - 0.1 = -0.055, v = 0.999 x 0.00025 + 0.001 = 0.00124975; m^ = -0.055 / 0.19 = -0.28947368,
    // v^ = 0.00124975 / 0.001999 = 0.62518759, root 0.79068805; 0.999 + 0.001 x 0.28947368 / 0.79068805 = 0.99936610.
    assertWithin(take(kernel, parameters.offset, length), new Array(length).fill(0.9993661), () => 1.5e-7);
    assertWithin(take(kernel, first.offset, length), new Array(length).fill(-0.055), () => 5e-8);
    assertWithin(
      take(kernel, second.offset, length),
      new Array(length).fill(0.00124975),
      () => 2e-8, // 1 - 0.999 in float32 is off by 1.3e-8
    );
    for (const block of [parameters, first, second]) block.check();
  });

  test(`${name}: Adam is tf.train.adam over 20 steps`, () => {
    const kernel = createKernel(name);
    const length = 37;
    const start = randomArray(1, length);
    const parameters = put(kernel, start);
    const [first, second] = [kernel.allocateFloats(length), kernel.allocateFloats(length)];
    const peer = tf.variable(tf.tensor1d(Float32Array.from(start)));
    const optimiser = tf.train.adam(0.01, 0.9, 0.999, 1e-8);
    for (let t = 1; t <= 20; t++) {
      const values = randomArray(1 + t, length, -1, 2);
      const [c1, c2] = [1 - 0.9 ** t, 1 - 0.999 ** t];
      kernel.adam(parameters, put(kernel, values), first, second, length, 0.01, 0.9, 0.999, 1e-8, c1, c2);
      optimiser.applyGradients([{ name: peer.name, tensor: tf.tensor1d(Float32Array.from(values)) }]);
    }
    const moved = (end: ArrayLike<number>): Float64Array => start.map((value, k) => end[k] - value);
    assertClose(moved(take(kernel, parameters, length)), moved(peer.dataSync()), 1e-4, 'twenty steps');
  });

  test(`${name}: moments without a gradient end at 0, not among the subnormal numbers`, () => {
    const kernel = createKernel(name);
    const zeros = new Float64Array(5);
    const [first, second] = [
      put(
        kernel,
        zeros.map(() => 1.05e-30),
      ),
      put(
        kernel,
        zeros.map(() => 1.0005e-30),
      ),
    ];
    const parameters = put(
      kernel,
      zeros.map(() => 1),
    );
    kernel.adam(parameters, put(kernel, zeros), first, second, 5, 1e-3, 0.9, 0.999, 1e-8, 1, 1);
    assertWithin(take(kernel, first, 5), zeros, () => 0);
    assertWithin(take(kernel, second, 5), zeros, () => 0);
    assertWithin(take(kernel, parameters, 5), [1, 1, 1, 1, 1], () => ROUNDING);
  });
}
