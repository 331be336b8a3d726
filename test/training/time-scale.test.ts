import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Study } from '../../lib/studies/study';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Random } from '../../lib/math/random';
import type { Model } from '../../lib/phoenix/model';
import { initialParameters, layoutOf } from '../../lib/phoenix/parameters';
import type { TrainingPlan } from '../../lib/training/plan';
import { pairsError } from '../../lib/evaluation/prediction-error';
import { planFor } from '../../lib/training/plan-for';
import { trainPostHoc } from '../../lib/training/post-hoc';
import { withMultipliersScaled } from '../../lib/training/time-scale';
import { train, TrainingAborted, type Trained } from '../../lib/training/train';
import { TrainingRun } from '../../lib/training/training-run';
import { temporaryFolder } from '../files/temporary-folder';
import { assertClose } from '../helpers';
import { modelOf } from '../phoenix/models';
import { planWith, relaxingGenes } from './relaxing-genes';

const STUDY = relaxingGenes();
const SHAPE = { genes: 12, hidden: 6 };
const V = layoutOf(SHAPE).v;
const multipliers = (parameters: Float32Array): Float32Array =>
  parameters.subarray(V.offset, V.offset + V.length);

/** The same trajectories on a clock that runs `factor` times as fast: all times divided by it. */
function hurried(study: Study, factor: number): Study {
  const hurry = (series: Study['training']): Study['training'] =>
    series.map((one) => ({ ...one, times: one.times.map((time) => time / factor) }));
  const { training, validation, test } = study;
  return { ...study, training: hurry(training), validation: hurry(validation), test: hurry(test) };
}

const run = (study: Study, plan: TrainingPlan, start?: Model): Promise<Trained> =>
  train(study, plan, { seed: 5, kernel: createKernel(), start });
const outcome = ({ best, last, history, stoppedBy }: Trained) => ({ best, last, history, stoppedBy });

/** What PHOENIX draws, with every v multiplied by `factor`. */
function model(factor: number): Model {
  const parameters = initialParameters(SHAPE, Random.fromSeed(3));
  return modelOf(SHAPE, withMultipliersScaled(parameters, SHAPE, factor), null, STUDY.genes);
}

test('a time scale of 1, no floor, and neither: the same bits', async () => {
  const plain = outcome(await run(STUDY, planWith()));
  assert.deepEqual(outcome(await run(STUDY, planWith({ timeScale: 1, multiplierFloor: null }))), plain);
});

test('hurried data with the time scale that undoes the hurry train as the data do, to the bit', async () => {
  // By a power of two nothing is rounded. Pruning events are among the 12 epochs: scores and masks are the same.
  for (const batches of ['trajectory', 5] as const) {
    const plain = await run(STUDY, planWith({ batches }), model(1));
    const scaled = await run(hurried(STUDY, 8), planWith({ batches, timeScale: 8 }), model(8));
    assert.deepEqual(scaled.history, plain.history);
    for (const which of ['best', 'last'] as const) {
      const { parameters, mask, genes } = plain[which].model;
      const expected = modelOf(SHAPE, withMultipliersScaled(parameters, SHAPE, 8), mask, genes);
      assert.deepEqual(scaled[which], { ...plain[which], model: expected });
    }
  }
});

test('the model handed out predicts the data in their own time: its loss there is the one reported', async () => {
  const study = hurried(STUDY, 100);
  const still = planWith({ learningRate: 0, epochs: 1, pruning: null });
  for (const changes of [{}, { tau: 0.5 }]) {
    const scaled = await run(study, planWith({ ...changes, timeScale: 100, epochs: 6 }));
    const { validationLoss, model } = scaled.best;
    const again = await run(study, still, model);
    assertClose([again.best.validationLoss], [validationLoss], 1e-5);
    // Handing the model on to another time scale changes nothing either.
    const elsewhere = await run(study, { ...still, timeScale: 7 }, model);
    assertClose([elsewhere.best.validationLoss], [validationLoss], 1e-5);
    assertClose(multipliers(elsewhere.best.model.parameters), multipliers(model.parameters), 1e-6);
  }
});

test('v is drawn in the time that training sees, whatever the unit of the data', async () => {
  const still = planWith({ learningRate: 0, epochs: 1, pruning: null });
  const drawn = await run(STUDY, still);
  for (const factor of [100, 1 / 86400]) {
    const scaled = await run(hurried(STUDY, factor), { ...still, timeScale: factor });
    const expected = withMultipliersScaled(drawn.last.model.parameters, SHAPE, factor);
    assertClose(scaled.last.model.parameters, expected, 1e-6 * Math.max(factor, 1));
    assertClose([scaled.last.validationLoss / drawn.last.validationLoss], [1], 1e-5);
  }
  // Where it is asked for, in the time of the data: a start that is slow by the scale.
  const slow = await run(hurried(STUDY, 100), { ...still, timeScale: 100, ratesPer: 'data-time' });
  assertClose(multipliers(slow.last.model.parameters), multipliers(drawn.last.model.parameters), 1e-6);
  // Adam's first steps move v by about their rate, 5e-2, in that time.
  const study = hurried(STUDY, 100);
  const farthest = async (timeScale: number): Promise<number> => {
    const plan = planWith({ epochs: 1, pruning: null, batches: 100, timeScale });
    const [start, { last }] = [await run(study, { ...plan, learningRate: 0 }), await run(study, plan)];
    const [before, after] = [start.last, last].map(({ model }) => multipliers(model.parameters));
    return Math.max(...after.map((value, k) => Math.abs(value - before[k])));
  };
  assert.ok(Math.abs((await farthest(1)) - 0.05) < 1e-3);
  assert.ok(Math.abs((await farthest(100)) - 5) < 0.1);
});

test('the same measurements in six units: the plan that suits them trains the same model', async () => {
  const days = { weeks: 7, days: 1, hours: 1 / 24, minutes: 1 / 1440, seconds: 1 / 86400, years: 365.25 };
  const trained = await Promise.all(
    Object.values(days).map(async (length) => {
      const study = hurried(STUDY, length);
      const { timeScale = 1, multiplierFloor } = planFor(study, null);
      return { length, timeScale, ...(await run(study, planWith({ timeScale, multiplierFloor }))) };
    }),
  );
  const [, inDays] = trained;
  for (const { length, timeScale, history, best, last } of trained) {
    assert.ok(Math.abs(timeScale / length / inDays.timeScale - 1) < 1e-12);
    history.forEach(({ validationLoss, trainingLoss, evaluations }, k) => {
      const other = inDays.history[k];
      assertClose([validationLoss / other.validationLoss], [1], 1e-3);
      assertClose([trainingLoss / other.trainingLoss], [1], 1e-3);
      assert.ok(evaluations < 1.5 * other.evaluations);
    });
    assert.equal(best.epoch, inDays.best.epoch);
    // In the data's unit v is what it is in days, a day being so many units.
    const inUnit = withMultipliersScaled(last.model.parameters, SHAPE, 1 / length);
    assertClose(inUnit, inDays.last.model.parameters, 1e-3);
    const error = pairsError(last.model, hurried(STUDY, length).test);
    assertClose([error / pairsError(inDays.last.model, STUDY.test)], [1], 1e-3);
  }
});

test('the floor holds every multiplier of the stretched time, and without it genes die', async () => {
  // Upwards noise on genes that relax: with a rate this high some multipliers fall below 0.
  const plan = planWith({ timeScale: 16, learningRate: 0.2, epochs: 8 });
  const study = hurried(STUDY, 16);
  const dead = (trained: Trained): number =>
    multipliers(trained.last.model.parameters).filter((value) => value <= 0).length;
  assert.ok(dead(await run(study, plan)) > 0, 'nothing died: the floor would prove nothing');
  const held = new TrainingRun(study, { ...plan, multiplierFloor: 0.125 }, 5, createKernel());
  let touched = 0;
  while (held.finished === null) {
    held.runEpoch();
    const inside = multipliers(held.state().optimiser.parameters);
    assert.ok(inside.every((value) => value >= 0.125));
    touched += inside.filter((value) => value === 0.125).length;
    assert.deepEqual(
      multipliers(held.lastModel.model.parameters),
      inside.map((value) => 16 * value),
    );
  }
  assert.ok(touched > 0);
});

test('stopped and resumed, a run with a time scale and a floor is the uninterrupted one', async (t) => {
  const file = join(temporaryFolder(t), 'run.checkpoint');
  const plan = planWith({ timeScale: 100, multiplierFloor: 1e-3 });
  const study = hurried(STUDY, 100);
  const through = await run(study, plan);
  const controller = new AbortController();
  const options = { seed: 5, kernel: createKernel(), checkpoint: { file } };
  const stopped = train(study, plan, {
    ...options,
    signal: controller.signal,
    onEpoch: ({ epoch }) => void (epoch === 6 && controller.abort()),
  });
  await assert.rejects(stopped, TrainingAborted);
  const other = { ...plan, timeScale: 50 };
  await assert.rejects(train(study, other, options), /another configuration/);
  const resumed = await train(study, plan, options);
  assert.deepEqual(outcome(resumed), outcome(through));
  assert.equal(resumed.resumedAfter, 6);
});

test('post hoc fine-tuning goes on from the unpruned model, whatever the time scale', async () => {
  // Nothing pruned and nothing learnt: the fine-tuned model is the unpruned one, in the data's time as it was; by a power of two to the bit.
  const grid = { sparsities: [0], repeats: 2, seed: 5, kernel: createKernel() };
  const still = planWith({ timeScale: 128, learningRate: 0, epochs: 1 });
  const { history, best } = await trainPostHoc(hurried(STUDY, 128), still, grid);
  const unpruned = await run(hurried(STUDY, 128), { ...still, pruning: null });
  assertClose([history[1].validationLoss], [history[0].validationLoss], 1e-6);
  assertClose(multipliers(best.model.parameters), multipliers(unpruned.best.model.parameters), 1e-6);
});

test('a time scale of 0, below or beyond all numbers is refused', () => {
  for (const timeScale of [0, -1, NaN, Infinity]) {
    const plan = planWith({ timeScale });
    assert.throws(() => new TrainingRun(STUDY, plan, 1, createKernel()), /a time scale is a positive number/);
  }
});
