import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { assertWithin, put, putFenced, randomArray, ROUNDING, take } from '../helpers';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];
const SHAPES = [
  [1, 4],
  [3, 8],
  [7, 12],
  [9, 20],
  [350, 16],
] as const;

for (const name of KERNELS) {
  for (const [rows, batch] of SHAPES) {
    const length = rows * batch;
    test(`${name}: linear combinations of ${rows} x ${batch} states`, () => {
      const kernel = createKernel(name);
      const terms = 7;
      const y = randomArray(1, length);
      const k = randomArray(2, terms * length);
      const c = randomArray(3, terms);
      const [yAt, kAt, cAt] = [put(kernel, y), put(kernel, k), put(kernel, c)];
      for (const used of [1, 3, 6, 7]) {
        const out = putFenced(kernel, new Float64Array(length));
        kernel.combine(out.offset, yAt, kAt, length, cAt, used);
        const expected = y.map((value, p) => {
          for (let t = 0; t < used; t++) value += c[t] * k[t * length + p];
          return value;
        });
        assertWithin(take(kernel, out.offset, length), expected, () => (used + 2) * ROUNDING * (used + 1));
        out.check();
      }

      const sum = putFenced(kernel, y);
      kernel.axpy(sum.offset, kAt, length, 0.375);
      assertWithin(
        take(kernel, sum.offset, length),
        y.map((value, p) => value + 0.375 * k[p]),
        () => 3 * ROUNDING,
      );
      sum.check();

      const factors = randomArray(4, batch);
      const scaled = putFenced(kernel, new Float64Array(length));
      kernel.scaleColumns(scaled.offset, yAt, put(kernel, factors), rows, batch);
      assertWithin(
        take(kernel, scaled.offset, length),
        y.map((value, p) => factors[p % batch] * value),
        () => ROUNDING,
      );
      scaled.check();
    });

    test(`${name}: error norms of ${rows} x ${batch} states, pair by pair`, () => {
      const kernel = createKernel(name);
      const terms = 7;
      const [relative, absolute] = [1e-3, 1e-5];
      const [y, z] = [randomArray(1, length), randomArray(2, length)];
      const k = randomArray(3, terms * length);
      const c = randomArray(4, terms);
      const norms = putFenced(kernel, new Float64Array(batch));
      kernel.errorNorms(
        norms.offset,
        put(kernel, k),
        put(kernel, c),
        terms,
        put(kernel, y),
        put(kernel, z),
        rows,
        batch,
        relative,
        absolute,
      );
      const expected = Array.from({ length: batch }, (_, b) => {
        let sum = 0;
        for (let i = 0; i < rows; i++) {
          const p = i * batch + b;
          let error = 0;
          for (let t = 0; t < terms; t++) error += c[t] * k[t * length + p];
          sum += (error / (absolute + relative * Math.max(Math.abs(y[p]), Math.abs(z[p])))) ** 2;
        }
        return Math.sqrt(sum / rows);
      });
      // The seven terms may cancel: their rounding counts against the smallest scale, absolute + relative |y|.
      const scale = Math.min(
        ...y.map((value, p) => absolute + relative * Math.max(Math.abs(value), Math.abs(z[p]))),
      );
      const bound = (norm: number): number =>
        ((terms + 2) * ROUNDING * terms) / scale + (rows + 4) * ROUNDING * norm;
      assertWithin(take(kernel, norms.offset, batch), expected, (b) => bound(expected[b]));
      norms.check();
    });
  }

  test(`${name}: a NaN in a state is a NaN in its pair's error norm, and in no other`, () => {
    const kernel = createKernel(name);
    const norms = kernel.allocateFloats(4);
    const y = put(kernel, [1, 1, NaN, 1, 1, 1, 1, 1]);
    const k = put(kernel, new Float64Array(8).fill(2));
    kernel.errorNorms(norms, k, put(kernel, [1]), 1, y, y, 2, 4, 1, 1);
    // 2 / (1 + 1) in both rows
    const found = [...take(kernel, norms, 4)];
    assertWithin([found[0], found[1], found[3]], [1, 1, 1], () => 1e-6);
    assertWithin([Number(Number.isNaN(found[2]))], [1], () => 0, 'the poisoned pair');
  });
}
