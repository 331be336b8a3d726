import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { Random } from '../../lib/math/random';
import { layoutOf, parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import type { ModelUse } from '../../lib/phoenix/parametrisation';
import { kaimingParameters } from '../../lib/phoenix/kaiming-parameters';
import { cNodePlan, pathL1 } from '../../lib/pruning/c-node';
import {
  DRAWN_ONCE,
  drawnAtEveryEvaluation,
  gateCount,
  GatedParameters,
  gateLayout,
  initialGates,
  type GateValue,
} from '../../lib/pruning/gated-parameters';
import { expectedL0, l0Plan } from '../../lib/pruning/l0';
import { openPaths, pathRegPlan } from '../../lib/pruning/path-reg';
import { penaltyOf } from '../../lib/pruning/penalty';
import { assertClose } from '../helpers';

const TWO = { genes: 2, hidden: 2 };

/** W_S = [[1, -2], [3, 4]], U_S = [[-1, 1], [2, 0]], W_P = [[0, 1], [1, 0]], U_P = [[1, 2], [3, -4]]. */
function twoByTwo(): Float32Array {
  const flat = new Float32Array(parameterCount(TWO)).fill(7);
  const { wS, wP, uS, uP } = viewsOf(flat, TWO);
  wS.set([1, -2, 3, 4]);
  uS.set([-1, 1, 2, 0]);
  wP.set([0, 1, 1, 0]);
  uP.set([1, 2, 3, -4]);
  return flat;
}

const read = (expression: () => tf.Tensor): number[] => tf.tidy(() => Array.from(expression().dataSync()));

test('path L1 of a 2 x 2 model, by hand', () => {
  // |U_S| |W_S| = [[1, 1], [2, 0]] [[1, 2], [3, 4]] = [[4, 6], [2, 4]], sum 16;
  // |U_P| |W_P| = [[1, 2], [3, 4]] [[0, 1], [1, 0]] = [[2, 1], [4, 3]], sum 10; mean of the sum: 26 / 4.
  assert.deepEqual(
    read(() => pathL1(tf.tensor1d(twoByTwo()), TWO)),
    [6.5],
  );
});

test('expected L0 and open paths of a 2 x 2 model, by hand', () => {
  // Gates: genes of W_S 0.5 and 1, of W_P 0 and 0.5; neurons of U_S 0.2 and 0.4, of U_P 1 and 0.6.
  const gates = [0.5, 1, 0, 0.5, 0.2, 0.4, 1, 0.6];
  // Open weights: 2 x sum of all gates = 8.4 of 16.
  assertClose(
    read(() => expectedL0(tf.tensor1d(gates), TWO)),
    [8.4 / 16],
    1e-6,
  );
  // Paths i -> j, the same for both j: S: 0.5 x 0.6 and 1 x 0.6; P: 0 and 0.5 x 1.6. Sum over i and j 2 x 1.7, mean 0.85.
  assertClose(
    read(() => openPaths(tf.tensor1d(gates), TWO)),
    [0.85],
    1e-6,
  );
});

test('a larger model: the closed forms are the means over the n x n products', () => {
  const shape = { genes: 7, hidden: 3 };
  const flat = kaimingParameters(shape, Random.fromSeed(1, 'test'));
  const { wS, wP, uS, uP } = viewsOf(flat, shape);
  const product = (u: Float32Array, w: Float32Array): tf.Tensor =>
    tf
      .tensor2d(u, [7, 3])
      .abs()
      .matMul(tf.tensor2d(w, [3, 7]).abs());
  assertClose(
    read(() => pathL1(tf.tensor1d(flat), shape)),
    read(() => product(uS, wS).add(product(uP, wP)).mean()),
    1e-6,
  );
  const random = Random.fromSeed(2, 'test');
  const gates = Float32Array.from({ length: gateCount(shape) }, () => random.uniform());
  const layout = gateLayout(shape);
  const spread = (name: 'wS' | 'wP' | 'uS' | 'uP', outputs: number): Float32Array => {
    const { offset, length } = layout[name];
    return Float32Array.from({ length: outputs * length }, (_, k) => gates[offset + (k % length)]);
  };
  const paths = () =>
    product(spread('uS', 7), spread('wS', 3)).add(product(spread('uP', 7), spread('wP', 3)));
  assertClose(
    read(() => openPaths(tf.tensor1d(gates), shape)),
    read(() => paths().mean()),
    1e-6,
  );
});

test('a closed gate empties its column, an open one leaves it; biases and multipliers have none', () => {
  const shape = { genes: 3, hidden: 2 };
  const flat = Float32Array.from({ length: parameterCount(shape) }, (_, k) => k + 1);
  // Deterministic gates: log alpha of -5 is closed, of 5 open; gene 1 of W_S and neuron 0 of U_P are closed.
  const logAlpha = new Float32Array(gateCount(shape)).fill(5);
  logAlpha[gateLayout(shape).wS.offset + 1] = -5;
  logAlpha[gateLayout(shape).uP.offset] = -5;
  const gated = new GatedParameters(shape, { temperature: 2 / 3, ...DRAWN_ONCE }, Random.fromSeed(1));
  const vector = Float32Array.from([...flat, ...logAlpha]);
  const layout = layoutOf(shape);
  const expected = Array.from(flat);
  for (const row of [0, 1]) expected[layout.wS.offset + 3 * row + 1] = 0;
  for (const row of [0, 1, 2]) expected[layout.uP.offset + 2 * row] = 0;
  assert.deepEqual(
    read(() => gated.forReadOut(tf.tensor1d(vector), 'prediction')),
    expected,
  );
});

test('gates are drawn anew by redraw alone; the random state brings the same draws back', () => {
  const shape = { genes: 5, hidden: 2 };
  const gated = new GatedParameters(
    shape,
    { temperature: 0.5, ...drawnAtEveryEvaluation('draw') },
    Random.fromSeed(3),
  );
  const vector = tf.tensor1d(
    Float32Array.from([
      ...kaimingParameters(shape, Random.fromSeed(1)),
      ...initialGates(shape, Random.fromSeed(2)),
    ]),
  );
  const step = (): number[] => read(() => gated.forTraining(vector));
  const readOuts = (): number[][] => [
    read(() => gated.forReadOut(vector, 'validation')),
    read(() => gated.forReadOut(vector, 'network')),
  ];
  const before = readOuts();
  gated.redraw();
  const state = gated.randomState();
  const first = step();
  assert.deepEqual(step(), first);
  gated.redraw();
  const second = step();
  assert.notDeepEqual(second, first);
  gated.restoreRandomState(state);
  gated.redraw();
  assert.deepEqual(step(), second);
  assert.deepEqual(readOuts(), before, 'the read-outs do not follow the draws');
  vector.dispose();
});

test('the gates of many draws are their expectation, by quadrature; of one draw they are one of these; open, the weights', () => {
  const shape = { genes: 2, hidden: 1 };
  const [temperature, draws] = [2 / 3, 20_000];
  const logAlpha = [1.4, -1, 0, 3, -3, 0.5];
  assert.equal(logAlpha.length, gateCount(shape));
  // Weights of 1, so that the model is its gates.
  const vector = Float32Array.from([...new Float32Array(parameterCount(shape)).fill(1), ...logAlpha]);
  const gatesFor = (network: GateValue, seed = 4): Record<ModelUse | 'step', number[]> => {
    const plan = { temperature, draws, values: { ...drawnAtEveryEvaluation(network).values } };
    const gated = new GatedParameters(shape, plan, Random.fromSeed(seed));
    const ofMatrices = (flat: number[]): number[] => {
      const { wS, wP, uS, uP } = viewsOf(Float32Array.from(flat), shape);
      return [wS[0], wS[1], wP[0], wP[1], uS[0], uP[0]];
    };
    const readFor = (use: ModelUse): number[] =>
      ofMatrices(read(() => gated.forReadOut(tf.tensor1d(vector), use)));
    gated.redraw();
    return {
      validation: readFor('validation'),
      prediction: readFor('prediction'),
      network: readFor('network'),
      step: ofMatrices(Array.from(gated.flatOf(vector))),
    };
  };
  // E z and E z^2 over u ~ U(0, 1), by the midpoint rule.
  const cells = 20_000;
  const moments = logAlpha.map((alpha) => {
    let [first, second] = [0, 0];
    for (let k = 0; k < cells; k++) {
      const u = (k + 0.5) / cells;
      const concrete = 1 / (1 + Math.exp(-(Math.log(u / (1 - u)) + alpha) / temperature));
      const z = Math.min(1, Math.max(0, 1.2 * concrete - 0.1));
      first += z / cells;
      second += z ** 2 / cells;
    }
    return { mean: first, sd: Math.sqrt(second - first ** 2) };
  });
  const { validation, prediction, network, step } = gatesFor('draw');
  for (const drawn of [validation, step]) {
    drawn.forEach((value, k) => {
      const { mean, sd } = moments[k];
      assert.ok(Math.abs(value - mean) < (5 * sd) / Math.sqrt(draws), `gate ${k}: ${value} for ${mean}`);
    });
  }
  assert.notDeepEqual(step, validation);
  // clamp(1.2 sigmoid(log alpha) - 0.1), by hand for log alpha = 0: 0.5.
  assert.ok(Math.abs(prediction[2] - 0.5) < 1e-6);
  network.forEach((value, k) => assert.ok(Math.abs(value - moments[k].mean) > 1e-3, 'one draw is no mean'));
  // 1 draw in 3 at log alpha = -3 or so is open; over seeds the closed ones show P(z = 0).
  const closed = Array.from({ length: 60 }, (_, seed) => gatesFor('draw', seed).network[4]).filter(
    (z) => z === 0,
  );
  const expected = 1 / (1 + Math.exp(-3 + (2 / 3) * Math.log(11)));
  assert.ok(Math.abs(closed.length / 60 - expected) < 5 * Math.sqrt((expected * (1 - expected)) / 60));
  assert.deepEqual(gatesFor('open').network, [1, 1, 1, 1, 1, 1]);
});

test('gradients of every penalty through gates and weights are those of central differences', () => {
  const shape = { genes: 4, hidden: 2 };
  const values = Float32Array.from([
    ...kaimingParameters(shape, Random.fromSeed(1, 'test')),
    ...initialGates(shape, Random.fromSeed(2, 'test')),
  ]);
  for (const asPublishedCode of [false, true]) {
    for (const plan of [
      l0Plan(0.7, asPublishedCode),
      cNodePlan(0.7, asPublishedCode),
      pathRegPlan(0.07, asPublishedCode),
    ]) {
      // A soft temperature: at 1/50 the sampled gates' derivative is 0 almost everywhere, in both ways of computing it.
      const gated = new GatedParameters(shape, { temperature: 2 / 3, ...DRAWN_ONCE }, Random.fromSeed(5));
      const penalty = penaltyOf(plan, shape, gated);
      assert.ok(penalty !== null);
      const ofVector = (vector: tf.Tensor): tf.Scalar => {
        const [flat, logAlpha] = tf.split<tf.Tensor1D>(vector.as1D(), [
          parameterCount(shape),
          gateCount(shape),
        ]);
        return penalty(flat, logAlpha);
      };
      const at = (vector: Float32Array): number => read(() => ofVector(tf.tensor1d(vector)))[0];
      const gradient = read(() => tf.grad(ofVector)(tf.tensor1d(values)));
      const h = 4e-3;
      const differences = gradient.map((_, k) => {
        const moved = (by: number): Float32Array => values.map((value, i) => (i === k ? value + by : value));
        return (at(moved(h)) - at(moved(-h))) / (2 * h);
      });
      assert.ok(gradient.some((value) => value !== 0));
      assertClose(gradient, differences, 3e-3, JSON.stringify(plan));
    }
  }
});

test('a plan without weights has no penalty; gate penalties without gates are refused', () => {
  assert.equal(penaltyOf(l0Plan(0, true), TWO, null), null);
  assert.throws(() => penaltyOf(l0Plan(1, false), TWO, null), /give the plan gates/);
});
