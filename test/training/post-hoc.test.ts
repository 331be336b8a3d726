import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Random } from '../../lib/math/random';
import { layoutOf, WEIGHT_MATRICES, viewsOf } from '../../lib/phoenix/parameters';
import { maskOf } from '../../lib/pruning/prune';
import { discardCheckpoint, stageFile, train, TrainingAborted } from '../../lib/training/train';
import { pruneOnce, trainPostHoc, type PostHocTrained } from '../../lib/training/post-hoc';
import { stepFor } from '../../lib/training/step-for';
import { TrainingRun, type EpochReport } from '../../lib/training/training-run';
import { temporaryFolder } from '../files/temporary-folder';
import { modelOf } from '../phoenix/models';
import { planWith, relaxingGenes } from './relaxing-genes';
import { tensorStepFor } from './tensor-step';

const STUDY = relaxingGenes();
const PLAN = planWith({ epochs: 8 });
const GRID = { sparsities: [0.5, 0.75, 0.9], repeats: 2 };
const SHAPE = { genes: 12, hidden: 6 };
const run = (changes = {}): Promise<PostHocTrained> =>
  trainPostHoc(STUDY, PLAN, { seed: 5, kernel: createKernel(), ...GRID, ...changes });
const outcome = ({ best, last, history, grid }: PostHocTrained) => ({
  best,
  last,
  history,
  grid: { ...grid, fineTunings: grid.fineTunings.map((one) => ({ ...one, seconds: 0 })) },
});

test('pruning in one stroke takes the smallest |W| of each matrix, rows of U weighed by relu(v)', async () => {
  const { best } = await train(STUDY, planWith({ epochs: 2, pruning: null }), {
    seed: 1,
    kernel: createKernel(),
  });
  const parameters = best.model.parameters.slice();
  parameters[layoutOf(SHAPE).v.offset + 3] = -1;
  const mask = maskOf(pruneOnce(modelOf(SHAPE, parameters), 0.75));
  const { v } = viewsOf(parameters, SHAPE);
  for (const matrix of WEIGHT_MATRICES) {
    const { offset, length } = layoutOf(SHAPE)[matrix];
    const size = (k: number): number =>
      Math.abs(parameters[offset + k]) *
      (matrix.startsWith('u') ? Math.max(v[Math.floor(k / SHAPE.hidden)], 0) : 1);
    const sizes = Array.from({ length }, (_, k) => size(k));
    const kept = [...mask.subarray(offset, offset + length)];
    assert.equal(kept.filter((one) => one === 0).length, 54, `${matrix}: 75 % of 72`);
    const largestGone = Math.max(...sizes.filter((_, k) => kept[k] === 0));
    assert.ok(
      kept.every((one, k) => one === 0 || sizes[k] >= largestGone),
      matrix,
    );
  }
});

test('the grid: every sparsity and repeat from the best unpruned epoch, the sparsest within one standard error', async () => {
  const told: EpochReport[] = [];
  const result = await run({ onEpoch: (report: EpochReport) => void told.push(report) });
  const { grid, history, best, last } = result;
  assert.deepEqual(
    grid.fineTunings.map(({ sparsity, repeat }) => [sparsity, repeat]),
    [0.5, 0.75, 0.9].flatMap((sparsity) => [0, 1].map((repeat) => [sparsity, repeat])),
  );
  // The rule by hand.
  const means = [0, 2, 4].map((k) => {
    const [a, b] = grid.fineTunings.slice(k, k + 2).map(({ validationLoss }) => validationLoss);
    assert.notEqual(a, b, 'repeats differ in the order of the data');
    return { mean: (a + b) / 2, error: Math.abs(a - b) / 2 };
  });
  const lowest = means.reduce((a, b) => (b.mean < a.mean ? b : a));
  const within = GRID.sparsities.filter((_, k) => means[k].mean <= lowest.mean + lowest.error);
  assert.equal(grid.chosenSparsity, within[within.length - 1]);
  assert.ok(Math.abs(grid.threshold - (lowest.mean + lowest.error)) < 1e-12);

  // A winner a sparsity, the chosen one among them.
  result.winners.forEach((winner, k) => {
    const losses = grid.fineTunings.slice(2 * k, 2 * k + 2).map(({ validationLoss }) => validationLoss);
    assert.equal(winner.validationLoss, Math.min(...losses));
    assert.equal(
      maskOf(winner.model).filter((one) => one === 0).length,
      Math.round(72 * GRID.sparsities[k]) * 4,
    );
  });
  assert.equal(result.winners[GRID.sparsities.indexOf(grid.chosenSparsity)].model, best.model);

  assert.equal(grid.unprunedEpochs, 8);
  assert.equal(grid.epochs, 24);
  assert.deepEqual(
    told.map(({ epoch }) => epoch),
    Array.from({ length: 8 * 7 }, (_, k) => k + 1),
  );
  assert.equal(history.length, 16);
  assert.deepEqual(
    history.map(({ pruned }) => pruned),
    history.map((_, k) => (k === 8 ? grid.chosenSparsity : null)),
  );
  assert.ok(best.epoch > 8 && last.epoch === 16);
  const winner = grid.fineTunings
    .filter(({ sparsity }) => sparsity === grid.chosenSparsity)
    .reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  assert.equal(best.validationLoss, winner.validationLoss);
  assert.equal(best.epoch, 8 + winner.bestEpoch);
  assert.ok(best.model.parameters.every((weight, k) => best.model.mask?.[k] === 1 || weight === 0));

  // The unpruned stage is the training of strategy none; its best epoch is what every fine-tuning started from.
  const unpruned = await train(STUDY, { ...PLAN, pruning: null }, { seed: 5, kernel: createKernel() });
  assert.deepEqual(history.slice(0, 8), unpruned.history);
  assert.deepEqual(best.model.mask, pruneOnce(unpruned.best.model, grid.chosenSparsity).mask);
});

test('fine-tuning starts from the weights it is given', async () => {
  const still = planWith({ learningRate: 0, epochs: 1, pruning: null });
  const { best } = await train(STUDY, planWith({ epochs: 5, pruning: null }), {
    seed: 1,
    kernel: createKernel(),
  });
  const start = pruneOnce(best.model, 0.5);
  const mask = maskOf(start);
  for (const makeStep of [stepFor, tensorStepFor]) {
    const run = new TrainingRun(STUDY, still, 9, createKernel(), start, makeStep);
    run.runEpoch();
    const { model } = run.lastModel;
    // == and not deepEqual: a pruned weight may be -0.
    assert.ok(model.parameters.every((weight, k) => weight === (mask[k] === 1 ? start.parameters[k] : 0)));
    assert.deepEqual(model.mask, mask);
  }
});

test('the prior term is in the loss of the unpruned training alone', async () => {
  const plan = planWith({ epochs: 4, tau: 0.9 });
  const { grid, history } = await trainPostHoc(STUDY, plan, { seed: 5, kernel: createKernel(), ...GRID });
  const dense = await train(STUDY, { ...plan, pruning: null }, { seed: 5, kernel: createKernel() });
  assert.deepEqual(history.slice(0, 4), dense.history);
  const chosen = grid.fineTunings.findIndex(({ sparsity }) => sparsity === grid.chosenSparsity);
  const onData = await train(
    STUDY,
    { ...plan, tau: 1, pruning: null },
    {
      seed: Random.fromSeed(5, 'fine-tuning 0').bits(),
      kernel: createKernel(),
      start: pruneOnce(dense.best.model, grid.chosenSparsity),
    },
  );
  assert.equal(grid.fineTunings[chosen].validationLoss, onData.best.validationLoss);
});

test('stopped in any stage and resumed, the result is the same to the bit', async (t) => {
  const file = join(temporaryFolder(t), 'post-hoc.checkpoint');
  const through = await run();
  // In the unpruned training, in the first fine-tuning, at the end of one, in the last.
  for (const stop of [3, 12, 24, 55]) {
    const controller = new AbortController();
    const onEpoch = ({ epoch }: EpochReport): void => void (epoch === stop && controller.abort());
    const stopped = run({ onEpoch, signal: controller.signal, checkpoint: { file } });
    await assert.rejects(stopped, TrainingAborted);
    const epochs: number[] = [];
    const resumed = await run({
      checkpoint: { file },
      onEpoch: (report: EpochReport) => void epochs.push(report.epoch),
    });
    assert.deepEqual(outcome(resumed), outcome(through), `stopped after ${stop}`);
    // After the end of a stage, the next one gets one epoch before it sees the abort.
    assert.equal(resumed.resumedAfter, stop === 24 ? 25 : stop);
    assert.equal(epochs[epochs.length - 1], 56);
    discardCheckpoint(file);
    assert.ok(!existsSync(file) && !existsSync(stageFile(file)));
  }
});

test('a checkpoint of another grid is refused', async (t) => {
  const file = join(temporaryFolder(t), 'post-hoc.checkpoint');
  await run({ checkpoint: { file }, sparsities: [0.5] });
  await assert.rejects(run({ checkpoint: { file }, sparsities: [0.6] }), /another configuration/);
});

test('grids that leave no choice are refused', async () => {
  await assert.rejects(run({ repeats: 1 }), /two repeats/);
  await assert.rejects(run({ sparsities: [] }), /at least one sparsity/);
  await assert.rejects(run({ sparsities: [50] }), /not at 50/);
});
