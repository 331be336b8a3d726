import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { Random } from '../../lib/math/random';
import { fromDense, toDense } from '../../lib/math/sparse-matrix';
import { viewsOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import { jointOf } from '../../lib/phoenix/tensor-field';
import { priorPenalty } from '../../lib/training/prior-penalty';
import { assertClose } from '../helpers';
import { randomModel } from '../phoenix/models';

/** X as the penalty draws it: gene by gene. */
const samplesOf = (genes: number, count: number, seed: number): Float32Array => {
  const random = Random.fromSeed(seed);
  return Float32Array.from({ length: genes * count }, () => random.uniform(-0.5, 0.5));
};

/** (1 - tau) MSE(joint(X), X A) entry by entry. */
function directly(
  flat: Float32Array,
  shape: PhoenixShape,
  a: number[],
  tau: number,
  x: Float32Array,
): number {
  const { genes: n, hidden: m } = shape;
  const { wS, bS, wP, bP, uS, uP } = viewsOf(flat, shape);
  const samples = x.length / n;
  let sum = 0;
  for (let s = 0; s < samples; s++) {
    const g = Array.from({ length: n }, (_, gene) => x[gene * samples + s]);
    const phiS = g.map((value) => (value - 0.5) / (1 + Math.abs(value - 0.5)));
    const phiP = phiS.map(Math.log1p);
    const dot = (w: Float32Array, row: number, values: number[]): number =>
      values.reduce((total, value, k) => total + w[row * values.length + k] * value, 0);
    const cS = Array.from({ length: m }, (_, k) => dot(wS, k, phiS) + bS[k]);
    const cP = Array.from({ length: m }, (_, k) => Math.exp(dot(wP, k, phiP) + bP[k]));
    for (let target = 0; target < n; target++) {
      const joint = dot(uS, target, cS) + dot(uP, target, cP);
      const drawn = g.reduce((total, value, regulator) => total + value * a[regulator * n + target], 0);
      sum += (joint - drawn) ** 2;
    }
  }
  return ((1 - tau) * sum) / (n * samples);
}

test('a tiny model, entry by entry', () => {
  const shape = { genes: 3, hidden: 2 };
  const flat = randomModel(shape, 1);
  const a = [0, 1, -1, 0, 0, 1, 0, 0, 0]; // not symmetric: its orientation counts
  const { penalty, dispose } = priorPenalty(shape, fromDense(3, 3, a), 0.99, Random.fromSeed(5), 50);
  const value = penalty(tf.tensor1d(flat)).dataSync();
  assertClose(value, [directly(flat, shape, a, 0.99, samplesOf(3, 50, 5))], 1e-5);
  dispose();
});

test('value and gradient are those of the plain expression in tfjs', () => {
  const shape = { genes: 40, hidden: 7 };
  const flat = tf.tensor1d(randomModel(shape, 2));
  const random = Random.fromSeed(3);
  const a = Array.from({ length: 1600 }, () =>
    random.uniform() < 0.1 ? Math.sign(random.uniform(-1, 1)) : 0,
  );
  const prior = fromDense(40, 40, a);
  const { penalty, dispose } = priorPenalty(shape, prior, 0.9, Random.fromSeed(4), 500);
  const x = tf.tensor2d(samplesOf(40, 500, 4), [40, 500]);
  const drawn = tf.tensor2d(Float32Array.from(toDense(prior)), [40, 40]).matMul(x, true);
  const plain = (p: tf.Tensor): tf.Scalar =>
    jointOf(p as tf.Tensor1D, shape, x)
      .sub(drawn)
      .square()
      .mean()
      .mul(0.1);
  const [actual, expected] = [(p: tf.Tensor) => penalty(p as tf.Tensor1D), plain].map((f) =>
    tf.valueAndGrad(f)(flat),
  );
  assertClose(actual.value.dataSync(), expected.value.dataSync(), 1e-5, 'value');
  assertClose(actual.grad.dataSync(), expected.grad.dataSync(), 1e-4, 'gradient');
  dispose();
});

test('ten thousand samples by default, and nothing left when disposed', () => {
  const before = tf.memory().numTensors;
  const { penalty, dispose } = priorPenalty(
    { genes: 3, hidden: 2 },
    fromDense(3, 3, [0, 1, 0, 0, 0, 0, 0, 0, 0]),
    0,
    Random.fromSeed(1),
  );
  // A model of zeros: c_P = 1 but U = 0, so joint = 0 and the penalty is the mean of (X A)^2: E x^2 / 3 = 1 / 36.
  const value = tf.tidy(() => penalty(tf.zeros([31])).dataSync()[0]);
  assert.ok(Math.abs(value - 1 / 36) < (0.02 / 36) * 3, `penalty ${value}`);
  dispose();
  assert.equal(tf.memory().numTensors, before);
});
