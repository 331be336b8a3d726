import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { SolverError } from '../../lib/ode/solver-error';
import { PhoenixField } from '../../lib/phoenix/field';
import { Predictor } from '../../lib/phoenix/predictor';
import { assertClose, assertWithin, randomArray } from '../helpers';
import { fillMemory, ONE_STEP, oneStep, randomModel } from './models';

const SHAPE = { genes: 11, hidden: 4 };
const FLAT = randomModel(SHAPE, 1);

/** 37 pairs: two chunks of 16 and one of 5, so that padding and order matter. */
const COUNT = 37;
const PAIRS = {
  count: COUNT,
  start: Float32Array.from(randomArray(1, COUNT * SHAPE.genes, 0, 1)),
  target: Float32Array.from(randomArray(2, COUNT * SHAPE.genes, 0, 1)),
  intervals: Float32Array.from(randomArray(3, COUNT, 0, 0.5)),
};

function predictorOn(name: Kernel['name'], tolerances = {}): Predictor {
  const field = new PhoenixField(createKernel(name), SHAPE);
  field.packing.pack(FLAT, field.parameters);
  return new Predictor(field, tolerances);
}

/** The same prediction in plain tfjs, where one step is enough for the interval. */
function peer(parameters: tf.Tensor1D, order: readonly number[]): tf.Tensor2D {
  const rows = order.map((pair) => [...PAIRS.start.subarray(pair * SHAPE.genes, (pair + 1) * SHAPE.genes)]);
  const start = tf.tensor2d(rows).transpose<tf.Tensor2D>();
  return oneStep(
    parameters,
    SHAPE,
    start,
    tf.tensor1d(order.map((pair) => PAIRS.intervals[pair])),
  ).transpose();
}

for (const name of ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'] as const) {
  test(`${name}: predictions of several chunks are those of plain tfjs`, () => {
    const expected = peer(tf.tensor1d(FLAT), [...PAIRS.intervals.keys()]).dataSync();
    const predicted = predictorOn(name, ONE_STEP).predict(PAIRS.start, PAIRS.intervals);
    assertClose(predicted, expected, 1e-6);

    const squares = predicted.reduce((sum, value, k) => sum + (value - PAIRS.target[k]) ** 2, 0);
    assert.ok(
      Math.abs(predictorOn(name, ONE_STEP).meanSquaredError(PAIRS) - squares / (COUNT * SHAPE.genes)) < 1e-7,
    );
  });

  test(`${name}: loss and gradient over chosen pairs are those of plain tfjs`, () => {
    const order = Int32Array.from([30, 2, 2, 17, 5, 9, 1, 0, 36, 35, 34, 33, 32, 31, 29, 28, 27, 26, 25]);
    const predictor = predictorOn(name, ONE_STEP);
    predictor.field.zeroGradient();
    const { loss, statistics } = predictor.accumulateGradient(PAIRS, order);
    const target = tf.tensor2d(
      [...order].map((pair) => [...PAIRS.target.subarray(pair * SHAPE.genes, (pair + 1) * SHAPE.genes)]),
    );
    const { value, grad } = tf.valueAndGrad((p) =>
      tf.losses.meanSquaredError(target, peer(p as tf.Tensor1D, [...order])),
    )(tf.tensor1d(FLAT));
    assertWithin([loss], value.dataSync(), () => 1e-6);
    assertClose(predictor.field.packing.unpack(predictor.field.gradient), grad.dataSync(), 1e-5);
    // Two chunks of one step: two evaluations choose it, six take it.
    assert.deepEqual(statistics, { accepted: 2, rejected: 0, evaluations: 16 });
  });

  test(`${name}: a memory that grows anywhere in a prediction changes nothing`, () => {
    const [start, intervals] = [PAIRS.start.subarray(0, 16 * SHAPE.genes), PAIRS.intervals.subarray(0, 16)];
    const expected = predictorOn(name).predict(start, intervals);
    // A first prediction allocates some 5000 numbers: solver, then the field's workspace in the middle of the solve.
    for (let room = 0; room <= 5000; room += 250) {
      const predictor = predictorOn(name);
      fillMemory(predictor.field.kernel, room);
      assert.deepEqual(predictor.predict(start, intervals), expected);
    }
  });

  test(`${name}: a value that is no number in one pair is an error, not a NaN in the weights`, () => {
    for (const pair of [0, 7, 16]) {
      const predictor = predictorOn(name);
      const start = PAIRS.start.slice();
      start[pair * SHAPE.genes + 3] = NaN;
      const order = Int32Array.from({ length: 20 }, (_, k) => k);
      assert.throws(() => predictor.accumulateGradient({ ...PAIRS, start }, order), SolverError);
      assert.throws(() => predictor.predict(start, PAIRS.intervals), SolverError);
    }
  });
}

test('steps that were rejected leave nothing in the gradient', () => {
  const pairs = { ...PAIRS, intervals: PAIRS.intervals.map((interval) => 40 * interval) };
  const gradientFrom = (firstStep: 'estimated' | 'tangent') => {
    const predictor = predictorOn('typed-array-float64', { relative: 1e-9, absolute: 1e-9, firstStep });
    predictor.field.zeroGradient();
    const { loss, statistics } = predictor.accumulateGradient(pairs, Int32Array.from([3, 4, 5, 6, 7]));
    return { loss, statistics, gradient: predictor.field.packing.unpack(predictor.field.gradient) };
  };
  const [estimated, tangent] = [gradientFrom('estimated'), gradientFrom('tangent')];
  assert.ok(tangent.statistics.rejected > estimated.statistics.rejected);
  assertClose([tangent.loss], [estimated.loss], 1e-7);
  assertClose(tangent.gradient, estimated.gradient, 1e-6);
});
