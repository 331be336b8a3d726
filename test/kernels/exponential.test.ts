import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { gaussLegendre } from '../../lib/math/gauss-legendre';
import { assertWithin, put, putFenced, randomArray, take } from '../helpers';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];
const FLOATS = KERNELS.slice(0, 2);

/** phi_k(-z) by its integral, in 200 panels of Gauss-Legendre's rule, fine where the integrand is steep. */
function phi(k: number, z: number): number {
  const { nodes, weights } = gaussLegendre(12);
  const factorial = [1, 1, 2, 6][k - 1];
  const panels = 200;
  const edge = (j: number): number => (j / panels) ** 4;
  let sum = 0;
  for (let j = 0; j < panels; j++) {
    const [from, to] = [edge(j), edge(j + 1)];
    nodes.forEach((node, q) => {
      const r = from + (to - from) * node; // r = 1 - s: e^(-r z) is steep at r = 0
      sum += (weights[q] * (to - from) * Math.exp(-r * z) * (1 - r) ** (k - 1)) / factorial;
    });
  }
  return sum;
}

for (const name of KERNELS) {
  test(`${name}: the phi functions are their integrals, from -20 to 1e4, without cancellation`, () => {
    const kernel = createKernel(name);
    // Rows x columns of rates and intervals whose products cover small, large and negative z.
    const decay = [0, 1e-8, 1e-3, 0.3, 0.999, 1, 1.001, 2.5, 40, 1e4, -3].map(Math.fround);
    const intervals = [1, 0.5, -0.02, 0].map(Math.fround);
    const h = 0.75;
    const length = decay.length * intervals.length;
    const out = putFenced(kernel, new Float64Array(8 * length));
    kernel.phiFunctions(out.offset, put(kernel, decay), put(kernel, intervals), h, decay.length, 4);
    out.check();
    const z = decay.flatMap((rate) => intervals.map((t) => h * t * Math.max(rate, 0)));
    const expected = [
      ...z,
      ...[1, 2, 3].flatMap((k) => z.map((value) => phi(k, value / 2))),
      ...[1, 2, 3, 4].flatMap((k) => z.map((value) => phi(k, value))),
    ];
    const rounding = name === 'typed-array-float64' ? 1e-12 : 6e-6;
    const actual = take(kernel, out.offset, 8 * length);
    // e^-z overflows float32 at z = -150: what is asked of such steps is that they are refused, not that they are right.
    const seen = (p: number): boolean => z[p % length] > -20;
    assertWithin(
      actual.filter((_, p) => seen(p)),
      Float64Array.from(expected).filter((_, p) => seen(p)),
      (value) => rounding * Math.abs(value),
    );
  });
}

for (const [rows, batch] of [
  [1, 4],
  [9, 20],
  [350, 16],
] as const) {
  for (const name of FLOATS) {
    test(`${name}: the stages of a step, their adjoints and the decay's gradient are the twin's in float64, ${rows} x ${batch}`, () => {
      const length = rows * batch;
      const decay = randomArray(1, rows, -0.2, 3);
      const intervals = randomArray(2, batch, -0.5, 3);
      const results = [name, 'typed-array-float64' as const].map((one) => {
        const kernel = createKernel(one);
        const at = (seed: number, count: number): number => put(kernel, randomArray(seed, count * length));
        const [v, t] = [put(kernel, decay), put(kernel, intervals)];
        const phiAt = kernel.allocateFloats(8 * length);
        kernel.phiFunctions(phiAt, v, t, 0.7, rows, batch);
        const [y, trial, stages, adjoint] = [at(3, 1), at(4, 1), at(5, 5), at(6, 1)];
        const seen: number[] = [];
        for (let stage = 2; stage <= 6; stage++) {
          const out = putFenced(kernel, new Float64Array(length));
          kernel.krogstadStage(stage, trial, out.offset, y, stages, phiAt, t, 0.7, rows, batch);
          out.check();
          seen.push(...take(kernel, out.offset, length));
        }
        const work = at(7, 7);
        for (let stage = 4; stage >= 1; stage--) {
          kernel.krogstadBackward(stage, adjoint, work, stages, phiAt, t, 0.7, rows, batch);
        }
        const gradient = put(kernel, new Float64Array(rows).fill(0.5));
        kernel.addDecayGradient(gradient, v, work + 6 * length, t, 0.7, rows, batch);
        return Float64Array.from([
          ...seen,
          ...take(kernel, stages, 5 * length),
          ...take(kernel, adjoint, length),
          ...take(kernel, work, 7 * length),
          ...take(kernel, gradient, rows),
        ]);
      });
      assertWithin(results[0], results[1], (value) => 2e-5 * (1 + Math.abs(value)));
    });
  }
}
