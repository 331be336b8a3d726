import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Model } from '../../lib/phoenix/model';
import { layoutOf, WEIGHT_MATRICES } from '../../lib/phoenix/parameters';
import { maskOf } from '../../lib/pruning/prune';
import type { TrainingPlan } from '../../lib/training/plan';
import { stepFor } from '../../lib/training/step-for';
import { TrainingRun, type RunState } from '../../lib/training/training-run';
import { planWith, relaxingGenes } from './relaxing-genes';
import { tensorStepFor } from './tensor-step';

const STUDY = relaxingGenes();

/** Runs to the stop (or for some epochs) and returns all that can be seen of it. */
function train(plan: TrainingPlan, seed: number, makeStep = stepFor) {
  const run = new TrainingRun(STUDY, plan, seed, createKernel(), undefined, makeStep);
  while (run.finished === null) run.runEpoch();
  const result = {
    reports: run.reports,
    best: run.bestModel,
    last: run.lastModel,
    state: run.state(),
    why: run.finished,
  };
  return result;
}

/** All of a state anew, so that nothing done to the run reaches it. */
function copyOf(state: RunState): RunState {
  const copy = structuredClone(state);
  return { ...copy, best: copy.best && { ...copy.best, model: new Model(copy.best.model) } };
}

const VARIANTS: { name: string; plan: TrainingPlan; makeStep?: typeof stepFor }[] = [
  { name: 'DASH in the kernel', plan: planWith() },
  { name: 'DASH in tfjs', plan: planWith({ epochs: 8 }), makeStep: tensorStepFor },
  { name: 'random batches of 5', plan: planWith({ batches: 5 }) },
  { name: 'with the prior term', plan: planWith({ epochs: 4, tau: 0.99 }) },
];

for (const { name, plan, makeStep } of VARIANTS) {
  test(`${name}: the same seed gives the same bits, another seed another model`, () => {
    const [one, same, other] = [7, 7, 8].map((seed) => train(plan, seed, makeStep));
    assert.deepEqual(same, one);
    assert.notDeepEqual(other.last.model.parameters, one.last.model.parameters);
  });

  test(`${name}: a run stopped after any epoch and resumed continues to the bit`, () => {
    const through = train(plan, 7, makeStep);
    for (const stop of [1, 3, plan.epochs - 1]) {
      const first = new TrainingRun(STUDY, plan, 7, createKernel(), undefined, makeStep);
      for (let epoch = 0; epoch < stop; epoch++) first.runEpoch();
      const state = copyOf(first.state());
      first.runEpoch(); // what the stopped run does afterwards is not in the state
      const second = new TrainingRun(STUDY, plan, 7, createKernel(), undefined, makeStep);
      second.restore(state);
      while (second.finished === null) second.runEpoch();
      assert.deepEqual(second.state(), through.state, `stopped after ${stop}`);
      assert.deepEqual(second.bestModel, through.best);
    }
  });
}

test('the loss falls', () => {
  const { reports } = train(planWith({ epochs: 60, pruning: null }), 1);
  const [first, last] = [reports[0], reports[reports.length - 1]];
  assert.ok(last.trainingLoss < first.trainingLoss / 10, `${first.trainingLoss} to ${last.trainingLoss}`);
  assert.ok(
    last.validationLoss < first.validationLoss / 5,
    `${first.validationLoss} to ${last.validationLoss}`,
  );
});

test('kernel and tfjs train the same model', () => {
  const [fast, plain] = [stepFor, tensorStepFor].map((makeStep) =>
    train(planWith({ epochs: 6 }), 3, makeStep),
  );
  assert.deepEqual(fast.last.model.mask, plain.last.model.mask);
  fast.reports.forEach((report, k) => {
    const other = plain.reports[k];
    assert.ok(Math.abs(report.trainingLoss - other.trainingLoss) < 1e-3 * other.trainingLoss);
    assert.ok(Math.abs(report.validationLoss - other.validationLoss) < 1e-3 * other.validationLoss);
    assert.equal(report.sparsity, other.sparsity);
  });
});

test('pruning events come on time, take their share of each matrix, and what is gone stays 0', () => {
  const run = new TrainingRun(STUDY, planWith(), 2, createKernel());
  // 72 entries a matrix: 70 % of 72 is 50.4, 50 go; 10 % of 22, 2 go; 10 % of 20, 2 go.
  const kept = [72, 72, 22, 22, 20, 20, 20, 20, 20, 18, 18, 18];
  const pruned = [null, null, 0.7, null, 0.1, null, null, null, null, 0.1, null, null];
  let before: Uint8Array = new Uint8Array(0);
  for (let epoch = 1; epoch <= 12; epoch++) {
    const report = run.runEpoch();
    assert.equal(report.epoch, epoch);
    assert.equal(report.pruned, pruned[epoch - 1]);
    assert.equal(report.conditions.length, report.pruned === null ? 0 : 4);
    assert.ok(Math.abs(report.sparsity - (1 - kept[epoch - 1] / 72)) < 1e-12);
    const { model } = run.lastModel;
    const mask = maskOf(model);
    for (const matrix of WEIGHT_MATRICES) {
      const { offset, length } = layoutOf(run.shape)[matrix];
      assert.equal(
        mask.subarray(offset, offset + length).reduce((a, b) => a + b, 0),
        kept[epoch - 1],
        matrix,
      );
    }
    const { optimiser } = run.state();
    for (const values of [model.parameters, optimiser.first, optimiser.second]) {
      assert.ok(values.every((value, k) => mask[k] === 1 || value === 0));
    }
    assert.ok(before.every((was, k) => mask[k] <= was));
    before = mask;
  }
  assert.equal(run.finished, 'epochs');
});

test('a pruning event sets the learning rate back to its start and forgets the plateau', () => {
  // A threshold that no epoch meets: the rate falls every second epoch.
  const rule = { factor: 0.5, patience: 0, threshold: 1e9, floor: 0 };
  const { reports } = train(planWith({ plateau: rule, learningRate: 1e-3 }), 1);
  // A fresh memory takes its first epoch for an improvement; every further one halves the rate of the next.
  const fresh = (epochs: number): number[] =>
    [1, 1, 0.5, 0.25, 0.125].slice(0, epochs).map((share) => share * 1e-3);
  assert.deepEqual(
    reports.map(({ learningRate }) => learningRate),
    [...fresh(2), ...fresh(2), ...fresh(5), ...fresh(3)],
  );
});

test('the best model is the best epoch from the first pruning event on, however good the ones before were', () => {
  const plan = planWith({
    epochs: 45,
    pruning: {
      schedule: { first: { epoch: 40, amount: 0.95 }, then: { every: 100, amount: 0.1 } },
      lambdas: { lambda1: 0, lambda2: 0 },
    },
  });
  const { reports, best } = train(plan, 1);
  const losses = reports.map(({ validationLoss }) => validationLoss);
  const after = losses.slice(39);
  assert.ok(
    Math.min(...losses.slice(0, 39)) < Math.min(...after),
    'pruning that improves proves nothing here',
  );
  assert.equal(best.epoch, 40 + after.indexOf(Math.min(...after)));
  assert.equal(best.validationLoss, Math.min(...after));
  assert.ok(best.model.mask?.includes(0));
  assert.deepEqual(reports[39].conditions, []);

  const unpruned = train({ ...plan, pruning: null }, 1);
  const all = unpruned.reports.map(({ validationLoss }) => validationLoss);
  assert.equal(unpruned.best.epoch, 1 + all.indexOf(Math.min(...all)));
  assert.equal(unpruned.last.model.mask, null);
});

test('the best model is a copy: later epochs do not touch it', () => {
  const run = new TrainingRun(
    STUDY,
    planWith({ learningRate: 0.3, epochs: 30, pruning: null }),
    1,
    createKernel(),
  );
  let kept = { epoch: 0, parameters: new Float32Array(0) };
  while (run.finished === null) {
    run.runEpoch();
    const { epoch, model } = run.bestModel;
    const { parameters } = model;
    if (kept.epoch === epoch) assert.deepEqual(parameters, kept.parameters);
    kept = { epoch, parameters: parameters.slice() };
  }
  assert.ok(run.bestModel.epoch < 30, 'the best epoch was the last: this proves nothing');
});

test('patience counts the epochs since the minimum', () => {
  // Without a learning rate nothing improves on epoch 1.
  const still = { learningRate: 0, patience: 4, epochs: 50 };
  const unpruned = train(planWith({ ...still, pruning: null }), 1);
  assert.deepEqual([unpruned.why, unpruned.reports.length, unpruned.best.epoch], ['patience', 5, 1]);
  // With pruning, the count starts again at the first event, epoch 3.
  const schedule = { first: { epoch: 3, amount: 0.5 }, then: { every: 100, amount: 0.1 } };
  const pruned = train(planWith({ ...still, pruning: { schedule, lambdas: { lambda1: 0, lambda2: 0 } } }), 1);
  assert.deepEqual([pruned.why, pruned.reports.length, pruned.best.epoch], ['patience', 7, 3]);
  assert.equal(train(planWith({ ...still, patience: null, epochs: 6, pruning: null }), 1).why, 'epochs');
});

test('as the published code: after the first event U_P is the fast block', () => {
  const run = new TrainingRun(STUDY, planWith({ asPublishedCode: true }), 1, createKernel());
  const blocks = [1, 2, 3, 4].map(() => (run.runEpoch(), run.state().fastBlock));
  assert.deepEqual(blocks, ['v', 'v', 'uP', 'uP']);
  assert.equal(train(planWith(), 1).state.fastBlock, 'v');
});

test('every pair is trained once an epoch, in whole batches but for the last', () => {
  // 4 trajectories of 4 pairs; 16 pairs in batches of 5 are 4 steps.
  assert.equal(train(planWith({ epochs: 1 }), 1).state.optimiser.steps, 4);
  assert.equal(train(planWith({ epochs: 1, batches: 5 }), 1).state.optimiser.steps, 4);
  assert.equal(train(planWith({ epochs: 1, batches: 8 }), 1).state.optimiser.steps, 2);
  assert.equal(train(planWith({ epochs: 1, batches: 100 }), 1).state.optimiser.steps, 1);
});
