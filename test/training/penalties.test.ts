import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pairsOf } from '../../lib/studies/pairs';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Random } from '../../lib/math/random';
import { parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { cNodePlan } from '../../lib/pruning/c-node';
import { DRAWN_ONCE, gateCount, GatedParameters, gateLayout } from '../../lib/pruning/gated-parameters';
import { l0Plan } from '../../lib/pruning/l0';
import { pathRegPlan } from '../../lib/pruning/path-reg';
import type { PenaltyPlan } from '../../lib/pruning/penalty';
import { PenalisedStep } from '../../lib/training/penalised-step';
import { stepFor } from '../../lib/training/step-for';
import { train } from '../../lib/training/train';
import { TrainingRun } from '../../lib/training/training-run';
import { temporaryFolder } from '../files/temporary-folder';
import { assertClose } from '../helpers';
import { planWith, relaxingGenes } from './relaxing-genes';

const STUDY = relaxingGenes();
const SHAPE = { genes: STUDY.genes.length, hidden: 6 };

const planOf = (penalty: PenaltyPlan, epochs = 5) => planWith({ pruning: null, penalty, epochs });

const PLANS = [false, true].flatMap((asPublishedCode) => {
  const form = asPublishedCode ? 'as the published code' : 'as published';
  return [
    { name: `L0 ${form}`, plan: planOf(l0Plan(asPublishedCode ? 0 : 0.1, asPublishedCode)) },
    { name: `C-NODE ${form}`, plan: planOf(cNodePlan(1e-3, asPublishedCode)) },
    { name: `PathReg ${form}`, plan: planOf(pathRegPlan(1e-3, asPublishedCode)) },
  ];
});

for (const { name, plan } of PLANS) {
  test(`${name}: learns, repeats to the bit, and resumes to the bit from a checkpoint file`, async (t) => {
    const through = await train(STUDY, plan, { seed: 5, kernel: createKernel() });
    const [first, last] = [through.history[0], through.history[through.history.length - 1]];
    assert.ok(last.trainingLoss < first.trainingLoss, `${first.trainingLoss} to ${last.trainingLoss}`);
    const file = join(temporaryFolder(t), 'run.bin');
    const controller = new AbortController();
    const stopped = train(STUDY, plan, {
      seed: 5,
      kernel: createKernel(),
      checkpoint: { file },
      signal: controller.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) controller.abort();
      },
    });
    await assert.rejects(stopped, /stopped after epoch 2/);
    const resumed = await train(STUDY, plan, { seed: 5, kernel: createKernel(), checkpoint: { file } });
    assert.equal(resumed.resumedAfter, 2);
    for (const part of ['best', 'last', 'history'] as const) assert.deepEqual(resumed[part], through[part]);
  });
}

test('a stored model holds the flat parameters alone, with the columns of closed gates at exactly 0', () => {
  const run = new TrainingRun(STUDY, planOf(l0Plan(0.1, false), 3), 5, createKernel());
  run.runEpoch();
  const state = run.state();
  // Closes gene 2 of W_S and neuron 1 of U_P.
  const vector = state.optimiser.parameters;
  assert.equal(vector.length, parameterCount(SHAPE) + gateCount(SHAPE));
  const gates = vector.subarray(parameterCount(SHAPE));
  gates.fill(4);
  gates[gateLayout(SHAPE).wS.offset + 2] = -4;
  gates[gateLayout(SHAPE).uP.offset + 1] = -4;
  run.restore(state);
  const { parameters } = run.lastModel.model;
  assert.equal(parameters.length, parameterCount(SHAPE));
  const { wS, wP, uS, uP } = viewsOf(parameters, SHAPE);
  wS.forEach((value, k) => assert.equal(value === 0, k % SHAPE.genes === 2));
  uP.forEach((value, k) => assert.equal(value === 0, k % SHAPE.hidden === 1));
  assert.ok([...wP, ...uS].every((value) => value !== 0));
  // An open gate at 4 is exactly 1: the model is the weights.
  assert.deepEqual(wP, viewsOf(vector.slice(0, parameterCount(SHAPE)), SHAPE).wP);
});

test('as the published code runs: the network is that of one draw, the predictions are of deterministic gates', () => {
  for (const [plan, sampled] of [
    [pathRegPlan(1e-3, true), true],
    [pathRegPlan(1e-3, false), false],
  ] as const) {
    const run = new TrainingRun(STUDY, planOf(plan, 3), 5, createKernel());
    run.runEpoch();
    const state = run.state();
    const gates = state.optimiser.parameters.subarray(parameterCount(SHAPE));
    // Closed in two of three draws, but 0.5 when deterministic.
    gates.fill(0);
    gates.fill(-2.3, gateLayout(SHAPE).uP.offset);
    run.restore(state);
    const { parameters, readings } = run.lastModel.model;
    assert.ok(viewsOf(parameters, SHAPE).uP.every((value) => value !== 0));
    assert.deepEqual(Object.keys(readings ?? {}), sampled ? ['validation', 'network'] : []);
    if (readings?.validation && readings.network) {
      // The mean of the draws is open where one of fifty is.
      assert.ok(viewsOf(readings.validation, SHAPE).uP.every((value) => value !== 0));
      const { uP } = viewsOf(readings.network, SHAPE);
      const closed = Array.from({ length: SHAPE.hidden }, (_, k) => uP[k] === 0);
      assert.ok(closed.includes(true));
      uP.forEach((value, p) => assert.equal(value === 0, closed[p % SHAPE.hidden]));
    }
  }
});

test('a strong L0 penalty closes gates to exactly 0, and the reported sparsity counts them', () => {
  // The penalty moves log alpha by Adam's rate, 0.05 a step: from 1.4 past -log 11 in fewer than 100 steps.
  const plan = { ...planOf(l0Plan(100, false), 40), learningRate: 0.05 };
  const run = new TrainingRun(STUDY, plan, 5, createKernel());
  while (run.finished === null) run.runEpoch();
  const { sparsity } = run.reports[run.reports.length - 1];
  assert.ok(sparsity > 0.9, `${sparsity}`);
  const { wS, wP, uS, uP } = viewsOf(run.lastModel.model.parameters, SHAPE);
  const weights = [...wS, ...wP, ...uS, ...uP];
  assert.equal(weights.filter((value) => value === 0).length / weights.length, sparsity);
});

test('the gradient through gates, solve and penalty is that of central differences', () => {
  const plan = planOf(pathRegPlan(1e-2, false));
  const pairs = pairsOf(STUDY.training);
  const order = Int32Array.from([0, 3, 5, 9]);
  const tight = { relative: 1e-6, absolute: 1e-8 };
  const step = stepFor(STUDY, { ...plan, tolerances: tight }, SHAPE, 5, createKernel());
  const rates = { rate: 1e-3, fastRate: 5e-3, fastBlock: 'v' as const };
  // The same random state before every step: the same gates.
  const start = step.state();
  const lossAt = (parameters: Float32Array): number => {
    step.restore({ ...start, parameters }, null);
    return step.step(pairs, order, rates).loss;
  };
  lossAt(start.parameters);
  const gradient = step.state().first.map((moment) => moment / 0.1);
  const checked = Int32Array.from({ length: 40 }, (_, k) => Math.floor((k * gradient.length) / 40));
  const h = 2e-3;
  const differences = Array.from(checked, (k) => {
    const moved = (by: number): Float32Array =>
      start.parameters.map((value, i) => (i === k ? value + by : value));
    return (lossAt(moved(h)) - lossAt(moved(-h))) / (2 * h);
  });
  const errors = Array.from(checked, (k) => gradient[k]);
  assertClose(errors, differences, 5e-3, 'gradient');
  assert.ok(checked.some((k) => k >= parameterCount(SHAPE) && gradient[k] !== 0));
});

test('a penalty without gates starts from the unpruned weights; gates start from weights as wide as their inputs ask', () => {
  const startWith = (penalty?: PenaltyPlan): Float32Array => {
    const plan = penalty ? planOf(penalty) : planWith();
    const step = stepFor(STUDY, plan, SHAPE, 5, createKernel());
    const { parameters } = step.state();
    return parameters.slice(0, parameterCount(SHAPE));
  };
  assert.deepEqual(startWith(cNodePlan(1e-3, false)), startWith());
  // PHOENIX's sparse start is mostly 0; N(0, 2 / inputs) is never.
  const ofGated = viewsOf(startWith(cNodePlan(1e-3, true)), SHAPE);
  for (const [block, inputs] of [
    ['wS', SHAPE.genes],
    ['wP', SHAPE.genes],
    ['uS', SHAPE.hidden],
    ['uP', SHAPE.hidden],
  ] as const) {
    const weights = [...ofGated[block]];
    const variance = weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length;
    // The mean of k squares spreads by sqrt(2 / k) of itself: five times that.
    const slack = 5 * Math.sqrt(2 / weights.length);
    assert.ok(weights.every((weight) => weight !== 0));
    assert.ok(Math.abs((variance * inputs) / 2 - 1) < slack, `${block}: ${variance}`);
  }
});

test('with all gates open a gated step is the plain one', () => {
  const gated = new GatedParameters(SHAPE, { temperature: 2 / 3, ...DRAWN_ONCE }, Random.fromSeed(1));
  const pairs = pairsOf(STUDY.training);
  const order = Int32Array.from([0, 1, 2, 3, 4]);
  const weights = stepFor(STUDY, planWith(), SHAPE, 5, createKernel()).state().parameters;
  const steps = [
    new PenalisedStep(createKernel(), SHAPE, {}, 1, null, gated),
    new PenalisedStep(createKernel(), SHAPE, {}, 1, null),
  ];
  const [gatedModel, plainModel] = steps.map((step, k) => {
    const vector = Float32Array.from([
      ...weights,
      ...(k === 0 ? new Array<number>(gateCount(SHAPE)).fill(30) : []),
    ]);
    const zeros = new Float32Array(vector.length);
    step.restore({ parameters: vector, first: zeros, second: zeros, steps: 0 }, null);
    for (let n = 0; n < 5; n++) step.step(pairs, order, { rate: 1e-3, fastRate: 5e-3, fastBlock: 'v' });
    return step.model();
  });
  assert.deepEqual(gatedModel, plainModel);
});
