import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { createKernel } from '../../lib/kernels/create-kernel';
import { gaussLegendre } from '../../lib/math/gauss-legendre';
import { Random } from '../../lib/math/random';
import { fromDense, toDense } from '../../lib/math/sparse-matrix';
import { viewsOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import { jointOf } from '../../lib/phoenix/tensor-field';
import { PriorTerm } from '../../lib/training/prior-term';
import { assertClose } from '../helpers';
import { randomModel } from '../phoenix/models';

/** [value, ...gradient]. */
function entriesOf(term: PriorTerm, flat: Float32Array): number[] {
  const gradient = new Float32Array(flat.length);
  const value = term.addGradient(flat, gradient);
  return [value, ...gradient];
}

/** |joint(g) - A^T g|^2 / n of one vector g, entry by entry. */
function squaredDistance(
  flat: Float32Array,
  { genes: n, hidden: m }: PhoenixShape,
  a: number[],
  g: number[],
): number {
  const { wS, bS, wP, bP, uS, uP } = viewsOf(flat, { genes: n, hidden: m });
  const phiS = g.map((value) => (value - 0.5) / (1 + Math.abs(value - 0.5)));
  const phiP = phiS.map(Math.log1p);
  const dot = (w: Float32Array, row: number, values: number[]): number =>
    values.reduce((total, value, k) => total + w[row * values.length + k] * value, 0);
  const cS = Array.from({ length: m }, (_, k) => dot(wS, k, phiS) + bS[k]);
  const cP = Array.from({ length: m }, (_, k) => Math.exp(dot(wP, k, phiP) + bP[k]));
  let sum = 0;
  for (let target = 0; target < n; target++) {
    const joint = dot(uS, target, cS) + dot(uP, target, cP);
    const drawn = g.reduce((total, value, regulator) => total + value * a[regulator * n + target], 0);
    sum += (joint - drawn) ** 2;
  }
  return sum / n;
}

test('a tiny model: the expectation, by a product grid over its three genes', () => {
  const shape = { genes: 3, hidden: 2 };
  const flat = randomModel(shape, 1);
  const { wP } = viewsOf(flat, shape);
  wP.set([0, 1.5, -1.2, 0.4, 0, -2]); // large weights, and zeros as pruning leaves them
  const a = [0, 1, -1, 0, 0, 1, 0, 0, 0]; // not symmetric: its orientation counts
  const { nodes, weights } = gaussLegendre(10);
  let expected = 0;
  nodes.forEach((x, i) =>
    nodes.forEach((y, j) =>
      nodes.forEach((z, k) => {
        const g = [x - 0.5, y - 0.5, z - 0.5];
        expected += weights[i] * weights[j] * weights[k] * squaredDistance(flat, shape, a, g);
      }),
    ),
  );
  const term = new PriorTerm(createKernel(), shape, fromDense(3, 3, a), 0.99);
  assertClose([entriesOf(term, flat)[0]], [0.01 * expected], 2e-6);
});

test('value and gradient are those of the published estimate on draws, within its standard error', () => {
  const shape = { genes: 40, hidden: 7 };
  const model = randomModel(shape, 2);
  const flat = tf.tensor1d(model);
  const random = Random.fromSeed(3);
  const prior = fromDense(
    40,
    40,
    Array.from({ length: 1600 }, () => (random.uniform() < 0.1 ? Math.sign(random.uniform(-1, 1)) : 0)),
  );
  const entries = entriesOf(new PriorTerm(createKernel(), shape, prior, 0.9), model);
  // Forty independent estimates of 1000 draws each: mean and standard error of every gradient entry.
  const a = tf.tensor2d(Float32Array.from(toDense(prior)), [40, 40]);
  const estimates = Array.from({ length: 40 }, () => {
    const x = tf.tensor2d(
      Float32Array.from({ length: 40_000 }, () => random.uniform(-0.5, 0.5)),
      [40, 1000],
    );
    const distance = (p: tf.Tensor): tf.Scalar =>
      jointOf(p as tf.Tensor1D, shape, x)
        .sub(a.matMul(x, true))
        .square()
        .mean()
        .mul(0.1);
    const { value, grad } = tf.valueAndGrad(distance)(flat);
    return [value.dataSync()[0], ...grad.dataSync()];
  });
  const deviations = entries.map((entry, k) => {
    const values = estimates.map((estimate) => estimate[k]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return variance === 0 ? 0 : (entry - mean) / Math.sqrt(variance / values.length);
  });
  // Standard normal up to the t distribution's tails: of 1174 entries none beyond 5.5, and their mean square near 1.
  assert.ok(deviations.every((deviation) => Math.abs(deviation) < 5.5));
  const meanSquare = deviations.reduce((sum, d) => sum + d * d, 0) / deviations.length;
  assert.ok(meanSquare > 0.5 && meanSquare < 1.7, `${meanSquare}`);
});

test('the gradient is that of central differences, added to what is there', () => {
  const shape = { genes: 5, hidden: 3 };
  const flat = randomModel(shape, 4);
  const prior = fromDense(
    5,
    5,
    Array.from({ length: 25 }, (_, k) => (k % 7 === 1 ? 1 : 0)),
  );
  // In float64 the differences can be small.
  const term = new PriorTerm(createKernel('typed-array-float64'), shape, prior, 0);
  const gradient = new Float32Array(flat.length).fill(1);
  term.addGradient(flat, gradient);
  const h = 2 ** -10;
  const differences = Array.from(flat, (value, k) => {
    const at = (moved: number): number => {
      const there = Float32Array.from(flat);
      there[k] = moved;
      return entriesOf(term, there)[0];
    };
    return 1 + (at(value + h) - at(value - h)) / (Math.fround(value + h) - Math.fround(value - h));
  });
  assertClose(gradient, differences, 2e-5);
});
