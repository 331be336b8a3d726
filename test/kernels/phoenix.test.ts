import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { assertWithin, put, putFenced, randomArray, ROUNDING, take } from '../helpers';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];

/** Expression near the middle, far outside on both sides (+-1e-3 .. +-1e6 around 0.5), 0, 0.5 and 1. */
const LEVELS = Float64Array.from(
  [
    ...Array.from({ length: 901 }, (_, k) => 10 ** (-3 + k / 100)).flatMap((d) => [0.5 + d, 0.5 - d]),
    0,
    0.5,
    1,
    ...randomArray(1, 3003, -2, 3),
  ],
  Math.fround,
);

const phiS = (g: number): number => (g - 0.5) / (1 + Math.abs(g - 0.5));
/** log(1 + phi_S) without the cancellation: below 0.5, 1 + phi_S = 1 / (1 + |g - 0.5|). */
const phiP = (g: number): number => (g < 0.5 ? -Math.log1p(0.5 - g) : Math.log1p(phiS(g)));

for (const name of KERNELS) {
  test(`${name}: phi_S and phi_P from -1e6 to 1e6`, () => {
    const kernel = createKernel(name);
    const s = putFenced(kernel, new Float64Array(LEVELS.length));
    const p = putFenced(kernel, new Float64Array(LEVELS.length));
    kernel.activate(put(kernel, LEVELS), s.offset, p.offset, LEVELS.length);
    const [expectedS, expectedP] = [LEVELS.map(phiS), LEVELS.map(phiP)];
    assertWithin(
      take(kernel, s.offset, LEVELS.length),
      expectedS,
      (k) => 5 * ROUNDING * Math.abs(expectedS[k]),
      'phi_S',
    );
    // The argument of the logarithm carries a few roundings, which enter absolutely; the result its own.
    assertWithin(
      take(kernel, p.offset, LEVELS.length),
      expectedP,
      (k) => 4 * ROUNDING * (1 + Math.abs(expectedP[k])),
      'phi_P',
    );
    s.check();
    p.check();
  });

  test(`${name}: exp within its range of normal float32 numbers, and held at its ends`, () => {
    const kernel = createKernel(name);
    const x = Float64Array.from({ length: 17500 }, (_, k) => Math.fround(-87 + k / 100));
    const block = putFenced(kernel, x);
    kernel.exponentiate(block.offset, x.length);
    const actual = take(kernel, block.offset, x.length);
    assertWithin(actual, x.map(Math.exp), (k) => 4 * ROUNDING * Math.exp(x[k]));
    block.check();

    const outside = put(kernel, [-1e30, -200, 0, 88]);
    kernel.exponentiate(outside, 4);
    const [lowest, low, one, high] = take(kernel, outside, 4);
    assert.ok(lowest >= 0 && lowest < 2e-38 && low >= 0 && low < 2e-38);
    assert.equal(one, 1);
    assert.ok(Number.isFinite(high));
  });

  test(`${name}: the slopes of phi_S and phi_P are those of central differences`, () => {
    const kernel = createKernel(name);
    const g = randomArray(2, 400, -3, 4);
    const [barS, barP] = [randomArray(3, 400), randomArray(4, 400)];
    const [gap, before] = [randomArray(5, 400), randomArray(6, 400)];
    const s = kernel.allocateFloats(400);
    kernel.activate(put(kernel, g), s, kernel.allocateFloats(400), 400);
    const state = putFenced(kernel, before);
    kernel.activateBackward(put(kernel, barS), put(kernel, barP), s, put(kernel, gap), state.offset, 400);
    const h = 1e-6;
    const slope = (f: (x: number) => number, x: number): number => (f(x + h) - f(x - h)) / (2 * h);
    const expected = before.map(
      (b, k) => b + barS[k] * slope(phiS, g[k]) + barP[k] * slope(phiP, g[k]) - gap[k],
    );
    assertWithin(take(kernel, state.offset, 400), expected, () => 2e-6);
    state.check();
  });

  test(`${name}: the slopes stay finite however far expression has run away`, () => {
    const kernel = createKernel(name);
    const g = put(kernel, [-1e5, -1e8, -1e30, 1e30]);
    const s = kernel.allocateFloats(4);
    kernel.activate(g, s, kernel.allocateFloats(4), 4);
    const ones = put(kernel, [1, 1, 1, 1]);
    const state = put(kernel, [0, 0, 0, 0]);
    kernel.activateBackward(ones, ones, s, put(kernel, [0, 0, 0, 0]), state, 4);
    // phi_S' + phi_P' = 1 / (1 + d)^2 + 1 / (1 + d) for d = 0.5 - g below the middle: 1e-5 and less.
    assertWithin(take(kernel, state, 4), [1e-5, 0, 0, 0], (k) => (k === 0 ? 1e-7 : 1e-8));
  });

  test(`${name}: rows broadcast, summed and multiplied`, () => {
    for (const [rows, batch] of [
      [1, 4],
      [3, 12],
      [9, 20],
      [40, 32],
    ]) {
      const kernel = createKernel(name);
      const length = rows * batch;
      const bias = randomArray(1, rows);
      const [x, y] = [randomArray(2, length), randomArray(3, length)];
      const out = putFenced(kernel, new Float64Array(length));
      kernel.broadcastRows(out.offset, put(kernel, bias), rows, batch);
      const expected = Float64Array.from(x, (_, p) => bias[Math.floor(p / batch)]);
      assertWithin(take(kernel, out.offset, length), expected, () => 0);
      out.check();

      const sums = putFenced(kernel, bias);
      kernel.addRowSums(sums.offset, put(kernel, x), rows, batch);
      const totals = bias.map((b, i) => x.subarray(i * batch, (i + 1) * batch).reduce((a, c) => a + c, b));
      assertWithin(take(kernel, sums.offset, rows), totals, () => (batch + 1) * ROUNDING * batch);
      sums.check();

      kernel.multiplyElements(out.offset, put(kernel, x), put(kernel, y), length);
      assertWithin(
        take(kernel, out.offset, length),
        x.map((a, p) => a * y[p]),
        () => ROUNDING,
      );
      out.check();
    }
  });

  test(`${name}: closing the field, by hand`, () => {
    const kernel = createKernel(name);
    // Three genes with v = 2, -1, 0; one group of four pairs.
    const v = put(kernel, [2, -1, 0]);
    const joint = putFenced(kernel, [1, 2, 3, 4, /**/ 1, 1, 1, 1, /**/ 5, 5, 5, 5]);
    const g = put(kernel, [0.5, 0.5, 1, 8, /**/ 0, 1, 2, 3, /**/ 1, 2, 3, 4]);
    const derivative = putFenced(kernel, new Float64Array(12));
    kernel.close(joint.offset, g, v, derivative.offset, 3, 4);
    const gap = [0.5, 1.5, 2, -4, /**/ 1, 0, -1, -2, /**/ 4, 3, 2, 1];
    assertWithin(take(kernel, joint.offset, 12), gap, () => 0, 'gap');
    assertWithin(take(kernel, derivative.offset, 12), [1, 3, 4, -8, 0, 0, 0, 0, 0, 0, 0, 0], () => 0);

    const bar = put(kernel, [1, 2, 0.5, 0.25, /**/ 1, 1, 1, 1, /**/ 1, 1, 1, 1]);
    const vGradient = putFenced(kernel, [10, 10, 10]);
    kernel.closeBackward(bar, joint.offset, v, vGradient.offset, 3, 4);
    // Gene 0: 0.5 x 1 + 1.5 x 2 + 2 x 0.5 - 4 x 0.25 = 3.5. relu passes nothing at v <= 0.
    assertWithin(take(kernel, vGradient.offset, 3), [13.5, 10, 10], () => 0, 'gradient of v');
    assertWithin(
      take(kernel, joint.offset, 12),
      [2, 4, 1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0],
      () => 0,
      'adjoint of joint',
    );
    for (const block of [joint, derivative, vGradient]) block.check();
  });
}
