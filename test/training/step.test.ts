import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { pairsOf } from '../../lib/studies/pairs';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { layoutOf } from '../../lib/phoenix/parameters';
import { KernelStep } from '../../lib/training/kernel-step';
import type { OptimiserState, Rates, TrainingStep } from '../../lib/training/step';
import { PenalisedStep } from '../../lib/training/penalised-step';
import { PriorTerm } from '../../lib/training/prior-term';
import {
  DRAWN_ONCE,
  drawnAtEveryEvaluation,
  GatedParameters,
  gateLayout,
  initialGates,
} from '../../lib/pruning/gated-parameters';
import { penaltyOf, type Penalty } from '../../lib/pruning/penalty';
import { fromDense } from '../../lib/math/sparse-matrix';
import { Random } from '../../lib/math/random';
import { assertClose } from '../helpers';
import { randomMask, randomModel } from '../phoenix/models';
import { relaxingGenes } from './relaxing-genes';
import {
  plainTensors,
  TensorGates,
  tensorPenalty,
  type TensorParametrisation,
  type TensorPenalty,
} from './tensor-gates';
import { TensorStep } from './tensor-step';

const STUDY = relaxingGenes(8);
const PAIRS = pairsOf(STUDY.training);
const SHAPE = { genes: PAIRS.genes, hidden: 6 };
const START = randomModel(SHAPE, 1);
const PRIOR = fromDense(
  8,
  8,
  Array.from({ length: 64 }, (_, k) => (k % 5 === 1 ? (-1) ** k : 0)),
);
const RATES: Rates = { rate: 1e-3, fastRate: 5e-3, fastBlock: 'v' };
const TIGHT = { relative: 1e-4, absolute: 1e-6 };
const ZEROS = new Float32Array(START.length);
const FRESH: OptimiserState = { parameters: START, first: ZEROS, second: ZEROS, steps: 0 };

/** Every step another set of pairs: 4, 5, 16, and all 24, more than one chunk. */
const ORDERS = [4, 5, 16, 24, 4, 4, 7, 24, 1, 4].map((size, k) =>
  Int32Array.from({ length: size }, (_, p) => (7 * k + 5 * p) % PAIRS.count),
);

function tenSteps(
  step: TrainingStep,
  mask: Uint8Array | null,
): { losses: number[]; state: OptimiserState; mse: number } {
  step.restore(FRESH, mask);
  const losses = ORDERS.map((order) => step.step(PAIRS, order, RATES).loss);
  return { losses, state: step.state(), mse: step.meanSquaredError(PAIRS) };
}

const moved = (state: OptimiserState, mask: Uint8Array | null): Float32Array =>
  state.parameters.map((value, k) => value - (mask?.[k] === 0 ? 0 : START[k]));

for (const name of ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'] as Kernel['name'][]) {
  for (const mask of [null, randomMask(SHAPE, 0.3, 2)]) {
    const kind = mask === null ? 'dense' : 'masked';
    test(`${name}: ten steps in the kernel are ten steps in tfjs, ${kind}`, () => {
      const tensorStep = new TensorStep(createKernel(name), SHAPE, TIGHT);
      const fast = tenSteps(new KernelStep(createKernel(name), SHAPE, TIGHT), mask);
      const plain = tenSteps(tensorStep, mask);
      assertClose(fast.losses, plain.losses, 1e-5, 'losses');
      assertClose(fast.state.parameters, plain.state.parameters, 1e-5, 'parameters');
      assertClose(moved(fast.state, mask), moved(plain.state, mask), 1e-3, 'change of the parameters');
      assertClose(fast.state.first, plain.state.first, 1e-4, 'first moments');
      assertClose(fast.state.second, plain.state.second, 1e-4, 'second moments');
      assert.equal(fast.state.steps, 10);
      assert.equal(plain.state.steps, 10);
      assert.ok(Math.abs(fast.mse - plain.mse) < 1e-5 * plain.mse);
      if (mask !== null) {
        for (const { state } of [fast, plain]) {
          for (const values of [state.parameters, state.first, state.second]) {
            assert.ok(
              values.every((value, k) => mask[k] !== 0 || value === 0),
              'a pruned entry moved',
            );
          }
        }
      }
    });
  }
}

/** The penalty, and the prior term of the flat parameters that tfjs makes of the trainable vector. */
function penaltyAndPrior(
  penalty: TensorPenalty,
  prior: PriorTerm,
  parametrisation: TensorParametrisation,
): TensorPenalty {
  const ofFlat = tf.customGrad((flat: tf.Tensor | tf.GradSaveFunc) => {
    const gradient = new Float32Array(START.length);
    const value = prior.addGradient((flat as tf.Tensor).dataSync<'float32'>(), gradient);
    return { value: tf.scalar(value), gradFunc: (dy: tf.Tensor) => tf.tensor1d(gradient).mul(dy) };
  });
  return (vector) => penalty(vector).add(ofFlat(parametrisation.forTraining(vector)));
}

for (const kind of [
  'bare, masked',
  'with gates',
  'with the mean of many gates',
  'with every gate of U_S closed',
]) {
  test(`a penalised step is the same step in tfjs, ${kind}`, () => {
    const gated = kind !== 'bare, masked';
    const drawing = kind.includes('many') ? drawnAtEveryEvaluation('draw') : DRAWN_ONCE;
    const gatePlan = { temperature: 2 / 3, ...drawing };
    const start = gated
      ? Float32Array.from([...START, ...initialGates(SHAPE, Random.fromSeed(6))])
      : Float32Array.from(START);
    if (kind.endsWith('closed')) {
      const { offset, length } = gateLayout(SHAPE).uS;
      start.fill(-30, START.length + offset, START.length + offset + length);
    }
    const fresh: OptimiserState = {
      parameters: start,
      first: new Float32Array(start.length),
      second: new Float32Array(start.length),
      steps: 0,
    };
    const mask = gated ? null : randomMask(SHAPE, 0.3, 2);
    const penalties = {
      gates: null,
      l0: gated ? 0.1 : 0,
      pathL1: 0.2,
      paths: gated ? ({ weight: 0.01, gates: 'expected' } as const) : null,
    };
    const priorIn = (kernel: Kernel): PriorTerm => new PriorTerm(kernel, SHAPE, PRIOR, 0.7);
    const inKernel = (): TrainingStep => {
      const gates = gated ? new GatedParameters(SHAPE, gatePlan, Random.fromSeed(5)) : undefined;
      const penalty = penaltyOf(penalties, SHAPE, gates ?? null);
      const kernel = createKernel();
      return new PenalisedStep(kernel, SHAPE, TIGHT, 0.7, penalty, gates, priorIn(kernel));
    };
    const inTensors = (): TrainingStep => {
      const gates = gated ? new TensorGates(SHAPE, gatePlan, Random.fromSeed(5)) : null;
      const parametrisation = gates ?? plainTensors(SHAPE);
      const penalty = tensorPenalty(penalties, SHAPE, gates);
      const kernel = createKernel();
      const withPrior = penaltyAndPrior(penalty, priorIn(kernel), parametrisation);
      return new TensorStep(kernel, SHAPE, TIGHT, 0.7, withPrior, parametrisation);
    };
    const run = (step: TrainingStep): { losses: number[]; step: TrainingStep } => {
      step.restore(fresh, mask);
      return { losses: ORDERS.map((order) => step.step(PAIRS, order, RATES).loss), step };
    };
    const [fused, plain] = [run(inKernel()), run(inTensors())];
    assertClose(fused.losses, plain.losses, 1e-5, 'losses');
    const [after, expected] = [fused.step.state(), plain.step.state()];
    assertClose(after.parameters, expected.parameters, 1e-5, 'parameters');
    assertClose(after.first, expected.first, 1e-4, 'first moments');
    assertClose(after.second, expected.second, 1e-4, 'second moments');
    for (const use of ['validation', 'prediction', 'network'] as const) {
      assertClose(fused.step.model(use), plain.step.model(use), 1e-5, use);
    }
    assert.deepEqual(after.random, expected.random);
    if (mask !== null) {
      for (const values of [after.parameters, after.first, after.second]) {
        assert.ok(
          values.every((value, k) => mask[k] !== 0 || value === 0),
          'a pruned entry moved',
        );
      }
    }
  });
}

test('the first step: its loss is the MSE of the predictions, and every parameter moves by its rate', () => {
  // Adam's first step is rate x g / (|g| + epsilon).
  const step = new KernelStep(createKernel(), SHAPE, TIGHT);
  step.restore(FRESH, null);
  const all = Int32Array.from({ length: PAIRS.count }, (_, k) => k);
  const before = step.meanSquaredError(PAIRS);
  const { loss } = step.step(PAIRS, all, RATES);
  assert.ok(Math.abs(loss - before) < 1e-6 * before);
  const { parameters, first } = step.state();
  const { offset, length } = layoutOf(SHAPE).v;
  parameters.forEach((value, k) => {
    if (Math.abs(first[k]) < 1e-6) return; // where epsilon counts
    const rate = k >= offset && k < offset + length ? 5e-3 : 1e-3;
    assert.ok(Math.abs(START[k] - value - Math.sign(first[k]) * rate) < 1e-3 * rate + 1e-7, `parameter ${k}`);
  });
  assert.ok(step.meanSquaredError(PAIRS) < before);
});

test('another fast block gets the faster rate', () => {
  const run = (fastBlock: Rates['fastBlock'], step: TrainingStep): Float32Array => {
    step.restore(FRESH, null);
    step.step(PAIRS, ORDERS[3], { ...RATES, fastBlock });
    const state = step.state();
    return moved(state, null);
  };
  for (const block of ['uP', 'v', 'wS'] as const) {
    const changes = run(block, new KernelStep(createKernel(), SHAPE));
    const { offset, length } = layoutOf(SHAPE)[block];
    const largest = (from: number, to: number): number =>
      Math.max(...changes.subarray(from, to).map(Math.abs));
    assert.ok(Math.abs(largest(offset, offset + length) - 5e-3) < 1e-5);
    for (const other of ['bS', 'uS', 'wP'] as const) {
      const place = layoutOf(SHAPE)[other];
      assert.ok(Math.abs(largest(place.offset, place.offset + place.length) - 1e-3) < 1e-5);
    }
    assertClose(run(block, new TensorStep(createKernel(), SHAPE)), changes, 1e-3);
  }
});

test('a step with tau and a penalty has the loss and the gradient of their sum', () => {
  // tau MSE + 0.3 sum p^2, against the penalty-free step: the moments after one step are 0.1 x gradient.
  const penalised = new TensorStep(createKernel(), SHAPE, TIGHT, 0.25, (p) =>
    p.square().sum<tf.Scalar>().mul(0.3),
  );
  const plain = new TensorStep(createKernel(), SHAPE, TIGHT);
  for (const step of [penalised, plain]) step.restore(FRESH, null);
  const losses = [penalised, plain].map((step) => step.step(PAIRS, ORDERS[3], RATES).loss);
  const squares = START.reduce((sum, value) => sum + value ** 2, 0);
  assertClose([losses[0]], [0.25 * losses[1] + 0.3 * squares], 1e-6, 'loss');
  const expected = plain.state().first.map((moment, k) => 0.25 * moment + 0.1 * 0.6 * START[k]);
  assertClose(penalised.state().first, expected, 1e-5, 'gradient');
});

test('multipliers are held at their floor by every step, and nothing else is', () => {
  const floor = 0.4;
  const states = [
    new KernelStep(createKernel(), SHAPE, TIGHT),
    new TensorStep(createKernel(), SHAPE, TIGHT),
    new PenalisedStep(createKernel(), SHAPE, TIGHT, 1, null),
  ].map((step: TrainingStep) => {
    step.restore(FRESH, null);
    for (const order of ORDERS) step.step(PAIRS, order, { ...RATES, multiplierFloor: floor });
    const { parameters } = step.state();
    return parameters;
  });
  const { offset, length } = layoutOf(SHAPE).v;
  const held = states[0].subarray(offset, offset + length);
  assert.ok(held.includes(Math.fround(floor)) && held.every((v) => v >= Math.fround(floor)));
  assert.ok(states[0].some((value, k) => (k < offset || k >= offset + length) && value < floor));
  for (const other of states.slice(1)) assertClose(other, states[0], 1e-5);
});

/** sum p^2, as a penalty. */
const squares: Penalty = (vector, gradient) => {
  vector.forEach((value, k) => (gradient[k] += 2 * value));
  return vector.reduce((sum, value) => sum + value ** 2, 0);
};

test('state and restore in the middle continue to the bit, from either step', () => {
  const mask = randomMask(SHAPE, 0.5, 3);
  for (const make of [
    () => new KernelStep(createKernel(), SHAPE),
    () => new TensorStep(createKernel(), SHAPE),
    () => new PenalisedStep(createKernel(), SHAPE, {}, 0.5, squares),
  ] as (() => TrainingStep)[]) {
    const [through, stopped, resumed] = [make(), make(), make()];
    through.restore(FRESH, mask);
    stopped.restore(FRESH, mask);
    for (const order of ORDERS.slice(0, 4)) {
      through.step(PAIRS, order, RATES);
      stopped.step(PAIRS, order, RATES);
    }
    resumed.restore(stopped.state(), mask);
    for (const order of ORDERS.slice(4)) {
      assert.equal(resumed.step(PAIRS, order, RATES).loss, through.step(PAIRS, order, RATES).loss);
    }
    assert.deepEqual(resumed.state(), through.state());
  }
});

test('a step in tfjs leaves no tensor behind, and disposing returns all', () => {
  const before = tf.memory().numTensors;
  const step = new TensorStep(createKernel(), SHAPE, {}, 0.5, (p) => p.abs().sum<tf.Scalar>());
  step.restore(FRESH, randomMask(SHAPE, 0.5, 3));
  step.step(PAIRS, ORDERS[3], RATES);
  const during = tf.memory().numTensors;
  for (const order of ORDERS) step.step(PAIRS, order, RATES);
  step.meanSquaredError(PAIRS);
  step.restore(step.state(), randomMask(SHAPE, 0.2, 3));
  step.step(PAIRS, ORDERS[3], RATES);
  assert.equal(tf.memory().numTensors, during);
  step.dispose();
  assert.equal(tf.memory().numTensors, before);
});
