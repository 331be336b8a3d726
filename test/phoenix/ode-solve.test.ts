import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { SolverError } from '../../lib/ode/solver-error';
import { OdeSolve } from '../../lib/phoenix/ode-solve';
import { viewsOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import { assertClose, assertWithin, randomArray } from '../helpers';
import { masked, ONE_STEP, oneStep, randomMask, randomModel } from './models';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];
const SHAPE: PhoenixShape = { genes: 23, hidden: 6 };
const FLAT = randomModel(SHAPE, 1);
const INTERVALS = [0.5, 1, -0.4, 0, 2, 0.1, 0.3];

/** Start values and weights of the end values, genes x pairs. */
const columns = (seed: number, pairs: number, low = 0): tf.Tensor2D =>
  tf.tensor2d(Float32Array.from(randomArray(seed, SHAPE.genes * pairs, low, 1)), [SHAPE.genes, pairs]);

type Model = (parameters: tf.Tensor1D, start: tf.Tensor2D, intervals: number[]) => tf.Tensor2D;
const plain: Model = (parameters, start, intervals) =>
  oneStep(parameters, SHAPE, start, tf.tensor1d(intervals));

/** Value and gradients of <weights, end> + a term of the parameters alone. */
function differentiate(model: Model, flat: Float32Array, start: tf.Tensor2D, intervals: number[]) {
  const weights = columns(5, intervals.length, -1);
  const loss = (p: tf.Tensor, y: tf.Tensor): tf.Scalar =>
    model(p as tf.Tensor1D, y as tf.Tensor2D, intervals)
      .mul(weights)
      .sum()
      .add(p.square().sum().mul(0.01));
  const { value, grads } = tf.valueAndGrads(loss)([tf.tensor1d(flat), start]);
  return { value: value.dataSync(), parameters: grads[0].dataSync(), start: grads[1].dataSync() };
}

for (const name of KERNELS) {
  test(`${name}: end and gradients are those of the same step unrolled on tfjs's tape`, () => {
    for (const pairs of [1, 4, 7]) {
      const start = columns(2, pairs);
      const intervals = INTERVALS.slice(0, pairs);
      const op = new OdeSolve(createKernel(name), SHAPE, ONE_STEP);
      assertClose(
        op.apply(tf.tensor1d(FLAT), start, intervals).dataSync(),
        plain(tf.tensor1d(FLAT), start, intervals).dataSync(),
        2e-6,
      );
      assert.equal(op.statistics.accepted, 1, 'this comparison is about a single step');
      const actual = differentiate((p, y, t) => op.apply(p, y, t), FLAT, start, intervals);
      const expected = differentiate(plain, FLAT, start, intervals);
      assertClose(actual.value, expected.value, 1e-5, 'loss');
      assertClose(actual.parameters, expected.parameters, 1e-5, 'gradient of the parameters');
      assertClose(actual.start, expected.start, 1e-5, 'gradient of the start');
    }
  });

  test(`${name}: masked is dense with zeros, and pruned weights have no gradient at all`, () => {
    const mask = randomMask(SHAPE, 0.3, 4);
    const start = columns(2, 7);
    const pruned = new OdeSolve(createKernel(name), SHAPE);
    pruned.setMask(mask);
    const dense = new OdeSolve(createKernel(name), SHAPE);
    const weights = columns(5, 7, -1);
    const gradients = (op: OdeSolve, flat: Float32Array): [Float32Array, Float32Array, Float32Array] => {
      const [parameters, y] = tf.grads((p, from) =>
        op
          .apply(p as tf.Tensor1D, from as tf.Tensor2D, INTERVALS)
          .mul(weights)
          .sum(),
      )([tf.tensor1d(flat), start]);
      const end = op.apply(tf.tensor1d(flat), start, INTERVALS);
      return [end, parameters, y].map((tensor) => tensor.dataSync()) as [
        Float32Array,
        Float32Array,
        Float32Array,
      ];
    };
    const [end, parameters, y] = gradients(pruned, FLAT);
    const zeroed = masked(FLAT, mask);
    const [denseEnd, denseParameters, denseY] = gradients(dense, zeroed);
    assert.equal(pruned.statistics.accepted, dense.statistics.accepted);
    // In float32 the rounding of a small error estimate moves the steps a little.
    const tolerance = name === 'typed-array-float64' ? 1e-6 : 2e-4;
    assertClose(end, denseEnd, tolerance, 'end');
    assertClose(parameters, masked(denseParameters, mask), tolerance, 'gradient of the kept');
    assertClose(y, denseY, tolerance, 'gradient of the start');
    const gone = parameters.filter((_, k) => mask[k] === 0);
    assert.ok(gone.length > 300 && gone.every((value) => value === 0));
    assert.ok(denseParameters.some((value, k) => mask[k] === 0 && value !== 0));
  });

  test(`${name}: two solves in one loss, each with its own records`, () => {
    const op = new OdeSolve(createKernel(name), SHAPE, ONE_STEP);
    const start = columns(2, 5);
    /** Two solves of different batches, then a third from the end of the second. */
    const chained =
      (model: Model): Model =>
      (p, y, t) => {
        const alone = model(p, y.slice([0, 1], [-1, 1]), [0.3]);
        const half = t.map((value) => value / 2);
        return model(p, model(p, y, half), half).add(alone);
      };
    const intervals = INTERVALS.slice(0, 5);
    const actual = differentiate(
      chained((p, y, t) => op.apply(p, y, t)),
      FLAT,
      start,
      intervals,
    );
    const expected = differentiate(chained(plain), FLAT, start, intervals);
    assertClose(actual.value, expected.value, 1e-5, 'loss');
    assertClose(actual.parameters, expected.parameters, 1e-5, 'gradient of the parameters');
    assertClose(actual.start, expected.start, 1e-5, 'gradient of the start');
  });
}

test('with steps of its own choice the gradient is the slope of the loss along any direction', () => {
  const op = new OdeSolve(createKernel('typed-array-float64'), SHAPE, {
    relative: 1e-10,
    absolute: 1e-10,
    maxSteps: 10_000,
  });
  const start = columns(2, 7);
  const flat = tf.tensor1d(FLAT);
  const loss = (p: tf.Tensor): tf.Scalar =>
    op
      .apply(p as tf.Tensor1D, start, INTERVALS)
      .square()
      .sum();
  const gradient = tf.grad(loss)(flat);
  assert.ok(op.statistics.accepted > 5);
  for (const seed of [1, 2, 3]) {
    const direction = tf.tensor1d(Float32Array.from(randomArray(seed, FLAT.length)));
    const slope = gradient.mul(direction).sum().dataSync()[0];
    // Values and parameters pass as float32: a wide step, and a tolerance to match.
    const h = 2e-3;
    const [up, down] = [h, -h].map((by) => loss(flat.add(direction.mul(by))).dataSync()[0]);
    const difference = (up - down) / (2 * h);
    assert.ok(
      Math.abs(slope - difference) < 2e-3 * Math.abs(difference),
      `${slope}, by differences ${difference}`,
    );
  }
});

test('solves and gradients leave no tensor behind', () => {
  const op = new OdeSolve(createKernel(), SHAPE);
  const start = columns(2, 4);
  const flat = tf.tensor1d(FLAT);
  const step = (): void =>
    tf.tidy(() => {
      tf.grads((p, y) =>
        op
          .apply(p as tf.Tensor1D, y as tf.Tensor2D, [1, 1, 2, 2])
          .square()
          .sum(),
      )([flat, start]);
    });
  step();
  const before = tf.memory().numTensors;
  for (let k = 0; k < 5; k++) step();
  assert.equal(tf.memory().numTensors, before);
});

test('wrong shapes and exploding fields are refused in words', () => {
  const op = new OdeSolve(createKernel(), SHAPE);
  const flat = tf.tensor1d(FLAT);
  assert.throws(() => op.apply(flat, columns(1, 3), [1, 1]), /a 23 x 2 start, not 587 and 23 x 3/);
  assert.throws(() => op.apply(tf.tensor1d([1, 2]), columns(1, 2), [1, 1]), /takes 587 parameters/);

  const wild = FLAT.map((value) => value);
  const { wP, bP, v, uP } = viewsOf(wild, SHAPE);
  // Products up to exp(30) drawn in with weights of 1: no step is short enough.
  wP.fill(30);
  bP.fill(30);
  uP.fill(1);
  v.fill(1);
  assert.throws(
    () => op.apply(tf.tensor1d(wild), columns(1, 2), [1, 1]),
    (error: unknown) => {
      assert.ok(error instanceof SolverError);
      assert.match(error.message, /row \d+ of 23, pair [01], is at .* explodes or is too stiff/s);
      return true;
    },
  );
  // And the op still works.
  assert.ok(op.apply(flat, columns(1, 2), [1, 1]).dataSync().every(Number.isFinite));
});

test('an end that nobody differentiates is only a value', () => {
  const op = new OdeSolve(createKernel(), SHAPE);
  const start = columns(1, 3);
  const end = op.apply(tf.tensor1d(FLAT), start, [0, 0, 0]);
  assertWithin(end.dataSync(), start.dataSync(), () => 0);
});
