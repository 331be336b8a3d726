import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel, Offset } from '../../lib/kernels/kernel';
import { gaussLegendre } from '../../lib/math/gauss-legendre';
import { assertClose, put, putFenced, randomArray, take } from '../helpers';

const ROWS = 5;
const COLS = 44;
const { nodes, weights: shares } = gaussLegendre(20);

/** log of int_0^1 (1 + u)^-w du, by quadrature. */
const logMoment = (w: number): number =>
  Math.log(nodes.reduce((sum, u, i) => sum + shares[i] * (1 + u) ** -w, 0));

/** Weights of all sizes, zeros as pruning leaves them, and pairs that add up to 1 or nearly so. */
function someWeights(): Float64Array {
  const weights = randomArray(1, ROWS * COLS).map((value) => 3 * value);
  for (let k = 0; k < weights.length; k += 3) weights[k] = 0;
  weights.set([1, 0.5, 0.5, 0.98], 0);
  weights.set([0, 0.5, 0.4999, 0.0], COLS);
  return Float64Array.from(Float32Array.from(weights));
}

const putHalvings = (kernel: Kernel, w: Float64Array): Offset =>
  put(
    kernel,
    w.map((value) => 2 ** -value),
  );

/** What compares a gradient in the kernel's memory, and what lies around it. */
const gradientCheck =
  (kernel: Kernel, { offset, check }: ReturnType<typeof putFenced>, tolerance: number) =>
  (expected: ArrayLike<number>): void => {
    assertClose(take(kernel, offset, ROWS * COLS), expected, tolerance, 'gradient');
    check();
  };

for (const name of ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'] as Kernel['name'][]) {
  const tolerance = name === 'typed-array-float64' ? 1e-9 : 3e-6;
  test(`${name}: moments and ratios of single weights are integrals, and the pull-back is their slope`, () => {
    const kernel = createKernel(name);
    const w = someWeights();
    w.set([-1, 2, 0.01, 0.99, 1.99, 1.02], 2 * COLS); // ratios whose terms lie near the pole of the quotient
    const rounded = Float64Array.from(Float32Array.from(w));
    const weights = put(kernel, rounded);
    const halvings = putHalvings(kernel, rounded);
    const logs = putFenced(kernel, new Float64Array(ROWS));
    const [up, down] = [0, 1].map(() => putFenced(kernel, new Float64Array(ROWS * COLS)));
    kernel.momentRatios(weights, halvings, ROWS, COLS, logs.offset, up.offset, down.offset);
    /** log M(w) summed over rows; the ratios up and down. */
    const expected = (values: Float64Array): Float64Array[] => [
      Float64Array.from({ length: ROWS }, (_, k) =>
        values.subarray(k * COLS, (k + 1) * COLS).reduce((sum, value) => sum + logMoment(value), 0),
      ),
      values.map((value) => Math.exp(logMoment(value + 1) - logMoment(value))),
      values.map((value) => Math.exp(logMoment(value - 1) - logMoment(value))),
    ];
    const blocks = [logs, up, down];
    const lengths = [ROWS, ROWS * COLS, ROWS * COLS];
    expected(rounded).forEach((values, block) => {
      assertClose(take(kernel, blocks[block].offset, lengths[block]), values, tolerance, `block ${block}`);
      blocks[block].check();
    });

    const adjoints = lengths.map((length, block) => randomArray(3 + block, length));
    const gradient = putFenced(kernel, new Float64Array(ROWS * COLS).fill(1));
    const isGradient = gradientCheck(kernel, gradient, Math.max(tolerance, 1e-7));
    const [ofLogs, ofUp, ofDown] = adjoints.map((values) => put(kernel, values));
    kernel.momentRatiosBackward(
      weights,
      halvings,
      up.offset,
      down.offset,
      ofLogs,
      ofUp,
      ofDown,
      ROWS,
      COLS,
      gradient.offset,
    );
    const h = 1e-5;
    const [above, below] = [h, -h].map((change) => expected(rounded.map((value) => value + change)));
    const differences = rounded.map((_, p) => {
      const places = [Math.floor(p / COLS), p, p];
      return adjoints.reduce(
        (sum, values, block) =>
          sum +
          (values[places[block]] *
            (block === 0
              ? logMoment(rounded[p] + h) - logMoment(rounded[p] - h)
              : above[block][p] - below[block][p])) /
            (2 * h),
        1,
      );
    });
    isGradient(differences);
  });

  test(`${name}: moments of all pairs of neurons are integrals, and the pull-back is their slope`, () => {
    const kernel = createKernel(name);
    const w = someWeights();
    const halvings = putHalvings(kernel, w);
    const weights = put(kernel, w);
    const out = putFenced(kernel, new Float64Array(ROWS * ROWS));
    kernel.logPairMoments(weights, halvings, ROWS, COLS, out.offset);
    const pairs = (values: Float64Array): Float64Array =>
      Float64Array.from({ length: ROWS * ROWS }, (_, p) => {
        const [k, l] = [Math.floor(p / ROWS), p % ROWS];
        let sum = 0;
        for (let j = 0; j < COLS; j++) sum += logMoment(values[k * COLS + j] + values[l * COLS + j]);
        return sum;
      });
    assertClose(take(kernel, out.offset, ROWS * ROWS), pairs(w), tolerance, 'log moments');
    out.check();

    const adjoint = randomArray(2, ROWS * ROWS);
    const gradient = putFenced(kernel, new Float64Array(ROWS * COLS).fill(1));
    const isGradient = gradientCheck(kernel, gradient, Math.max(tolerance, 1e-7));
    kernel.logPairMomentsBackward(weights, halvings, put(kernel, adjoint), ROWS, COLS, gradient.offset);
    const h = 1e-5;
    const loss = (values: Float64Array): number =>
      pairs(values).reduce((sum, value, p) => sum + adjoint[p] * value, 0);
    const differences = w.map((_, k) => {
      const [up, down] = [h, -h].map((change) =>
        loss(w.map((value, j) => (j === k ? value + change : value))),
      );
      return 1 + (up - down) / (2 * h);
    });
    isGradient(differences);
  });
}
