import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { Random } from '../../lib/math/random';
import { layoutOf, parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import type { ModelUse } from '../../lib/phoenix/parametrisation';
import { kaimingParameters } from '../../lib/phoenix/kaiming-parameters';
import { addPathL1, cNodePlan } from '../../lib/pruning/c-node';
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
import { TensorGates, tensorPenalty } from '../training/tensor-gates';

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
  const flat = twoByTwo();
  const gradient = new Float32Array(flat.length).fill(1);
  assert.equal(addPathL1(flat, TWO, 2, gradient), 13);
  // Twice sign(w_kj) (column sum k of |U|) / 4 and sign(u_ik) (row sum k of |W|) / 4, added to 1; 0 where the weight is 0.
  const { wS, bS, wP, bP, uS, uP, v } = viewsOf(gradient, TWO);
  assert.deepEqual(Array.from(wS), [2.5, -0.5, 1.5, 1.5]);
  assert.deepEqual(Array.from(uS), [-0.5, 4.5, 2.5, 1]);
  assert.deepEqual(Array.from(wP), [1, 3, 4, 1]);
  assert.deepEqual(Array.from(uP), [1.5, 1.5, 1.5, 0.5]);
  for (const other of [bS, bP, v]) assert.deepEqual(Array.from(other), [1, 1]);
});

test('expected L0 and open paths of a 2 x 2 model, by hand', () => {
  // Gates: genes of W_S 0.5 and 1, of W_P 0 and 0.5; neurons of U_S 0.2 and 0.4, of U_P 1 and 0.6.
  const gates = Float32Array.of(0.5, 1, 0, 0.5, 0.2, 0.4, 1, 0.6);
  // Open weights: 2 x sum of all gates = 8.4 of 16; every gate has 2 of the 16.
  const l0 = expectedL0(gates, TWO);
  assertClose([l0.value], [8.4 / 16], 1e-6);
  assertClose(l0.gradient, new Array(8).fill(1 / 8), 1e-6);
  // Paths i -> j, the same for both j: S: 0.5 x 0.6 and 1 x 0.6; P: 0 and 0.5 x 1.6. Sum over i and j 2 x 1.7, mean 0.85.
  // One more of a gene's gate: the neurons' sum / 2; one more of a neuron's: the genes' mean.
  const paths = openPaths(gates, TWO);
  assertClose([paths.value], [0.85], 1e-6);
  assertClose(paths.gradient, [0.3, 0.3, 0.8, 0.8, 0.75, 0.75, 0.25, 0.25], 1e-6);
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
  assert.deepEqual(Array.from(gated.forReadOut(vector, 'prediction')), expected);
});

test('gates are drawn anew by redraw alone; the random state brings the same draws back', () => {
  const shape = { genes: 5, hidden: 2 };
  const gated = new GatedParameters(
    shape,
    { temperature: 0.5, ...drawnAtEveryEvaluation('draw') },
    Random.fromSeed(3),
  );
  const vector = Float32Array.from([
    ...kaimingParameters(shape, Random.fromSeed(1)),
    ...initialGates(shape, Random.fromSeed(2)),
  ]);
  const step = (): Float32Array => gated.flatOf(vector);
  const readOuts = (): Float32Array[] => [
    gated.forReadOut(vector, 'validation'),
    gated.forReadOut(vector, 'network'),
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
    const ofMatrices = (flat: Float32Array): number[] => {
      const { wS, wP, uS, uP } = viewsOf(flat, shape);
      return [wS[0], wS[1], wP[0], wP[1], uS[0], uP[0]];
    };
    const readFor = (use: ModelUse): number[] => ofMatrices(gated.forReadOut(vector, use));
    gated.redraw();
    return {
      validation: readFor('validation'),
      prediction: readFor('prediction'),
      network: readFor('network'),
      step: ofMatrices(gated.flatOf(vector)),
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

test('every penalty through gates and weights, and its gradient, are those of tfjs on the definitions over all pairs', () => {
  const shape = { genes: 7, hidden: 3 };
  const vector = Float32Array.from([
    ...kaimingParameters(shape, Random.fromSeed(1, 'test')),
    ...initialGates(shape, Random.fromSeed(2, 'test')),
  ]);
  const seeded = (): Random => Random.fromSeed(5);
  for (const asPublishedCode of [false, true]) {
    for (const plan of [
      l0Plan(0.7, asPublishedCode),
      cNodePlan(0.7, asPublishedCode),
      pathRegPlan(0.07, asPublishedCode),
    ]) {
      // A soft temperature: at 1/50 the sampled gates' derivative is 0 almost everywhere, in both ways of computing it.
      const gates = { temperature: 2 / 3, ...DRAWN_ONCE };
      const penalty = penaltyOf(plan, shape, new GatedParameters(shape, gates, seeded()));
      assert.ok(penalty !== null);
      const peer = tensorPenalty(plan, shape, new TensorGates(shape, gates, seeded()));
      const gradient = new Float32Array(vector.length);
      const value = penalty(vector, gradient);
      const expected = read(() => peer(tf.tensor1d(vector)));
      assertClose([value], expected, 1e-5, JSON.stringify(plan));
      assert.ok(gradient.some((slope) => slope !== 0));
      assertClose(
        gradient,
        read(() => tf.grad((x) => peer(x.as1D()))(tf.tensor1d(vector))),
        1e-5,
      );
    }
  }
});

test('a plan without weights has no penalty; gate penalties without gates are refused', () => {
  assert.equal(penaltyOf(l0Plan(0, true), TWO, null), null);
  assert.throws(() => penaltyOf(l0Plan(1, false), TWO, null), /give the plan gates/);
});
