import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { SolverError } from '../../lib/ode/solver-error';
import type { Study } from '../../lib/studies/study';
import type { TrainingPlan } from '../../lib/training/plan';
import { train } from '../../lib/training/train';
import { failureFrom, messageInCode, TrainingFailure } from '../../lib/training/training-failure';
import { planWith, relaxingGenes } from './relaxing-genes';

const STUDY = relaxingGenes();
const TIMES = STUDY.training[0].times.length;

/** The study with one recorded value replaced. */
function withValue(
  part: 'training' | 'validation',
  series: number,
  gene: number,
  time: number,
  value: number,
) {
  const changed = STUDY[part].map((one, k) => {
    if (k !== series) return one;
    const recorded = one.recorded.slice();
    recorded[gene * TIMES + time] = value;
    return { ...one, recorded, clean: recorded };
  });
  return { ...STUDY, [part]: changed };
}

async function failureOf(study: Study, plan: TrainingPlan): Promise<TrainingFailure> {
  let epochs = 0;
  try {
    await train(study, plan, { seed: 5, kernel: createKernel(), onEpoch: () => void epochs++ });
  } catch (error) {
    assert.ok(error instanceof TrainingFailure, String(error));
    assert.equal(epochs, 0, 'it stops in the first epoch');
    return error;
  }
  return assert.fail('the training went through');
}

for (const tau of [1, 0.5]) {
  test(`a value that is no number is an error that names gene, series and interval (tau ${tau})`, async () => {
    const plan = planWith({ tau, batches: 5 });
    for (const [series, gene, time] of [
      [2, 7, 1],
      [0, 3, 3],
    ]) {
      const failure = await failureOf(withValue('training', series, gene, time, NaN), plan);
      const [from, to] = [STUDY.training[series].times[time], STUDY.training[series].times[time + 1]];
      assert.ok(failure.message.includes(`from time ${from} to ${to} of training series ${series + 1}`));
      assert.ok(failure.cause instanceof SolverError);
      assert.match(failure.message, /in epoch 1 \(learning rate 0.01\)/);
    }
    const failure = await failureOf(withValue('validation', 0, 2, 0, NaN), plan);
    assert.match(failure.message, /from time 0 to 0.5 of validation series 1.*after epoch 1/);
  });

  test(`a training loss that is not finite ends the run at once (tau ${tau})`, async () => {
    // The last value of a series is a target alone, and its square is beyond single precision.
    const failure = await failureOf(withValue('training', 1, 4, TIMES - 1, 1e30), planWith({ tau }));
    assert.match(failure.message, /^the training loss is (Infinity|NaN) in epoch 1 \(learning rate 0.01\)/);
    assert.match(failure.message, /farthest from 0 is 1e\+30, gene G4 at time 4 of training series 2:/);
    assert.deepEqual(failure.remedies, { learningRate: 1e-3 });
  });
}

test('a gene that is too stiff for its step is the one named', async () => {
  // One value far from all others relaxes from afar: its gene holds the step.
  const plan = planWith({
    tolerances: { relative: 1e-7, absolute: 1e-9, maxSteps: 3 } as TrainingPlan['tolerances'],
  });
  const failure = await failureOf(withValue('training', 0, 9, 0, 5e4), { ...plan, batches: 'trajectory' });
  assert.match(failure.message, /gene G\d+, from time/);
});

test('a model that cannot be solved where it is measured is told in the same way; other errors stay what they are', () => {
  const stop = {
    pair: 3,
    row: 1,
    rows: 12,
    position: 0.5,
    reason: '1000 steps',
    step: 1e-5,
    value: 2,
    speed: 3,
  };
  const cause = new SolverError(stop, { row: 'gene G1' });
  const run = { plan: planWith(), study: STUDY };
  const failure = failureFrom(cause, run, 'It was on the test set');
  assert.ok(failure instanceof TrainingFailure);
  assert.match(
    failure.message,
    /at 50.00 % .* gene G1, pair 3, is at 2.000 .* It was on the test set\. Wrong values/,
  );
  assert.deepEqual(failure.remedies, { learningRate: 1e-3 });
  const other = new RangeError('another');
  assert.equal(failureFrom(other, run, 'It was on the test set'), other);
});

test('the way out is spelled where it is used, and names a time scale only where the unit is far off', async () => {
  const seconds = (series: Study['training']): Study['training'] =>
    series.map((one) => ({ ...one, times: one.times.map((time) => 86400 * time) }));
  const wrong = withValue('training', 0, 3, 0, NaN);
  const study = { ...wrong, training: seconds(wrong.training) };
  const failure = await failureOf(study, planWith());
  // Intervals of 0.5, 0.5, 1 and 2 days: the median is 0.75.
  const timeScale = Number((1 / (0.75 * 86400)).toPrecision(4));
  assert.deepEqual(failure.remedies, { timeScale, learningRate: 1e-3 });
  assert.ok(messageInCode(failure).endsWith(` Try { timeScale: ${timeScale} }, or { learningRate: 0.001 }.`));
  assert.deepEqual((await failureOf(study, planWith({ timeScale }))).remedies, { learningRate: 1e-3 });
  assert.equal(messageInCode(new Error('another')), 'another');
});

test('a kernel that is full in mid-training: what filled it, and what to try', () => {
  let full: unknown;
  try {
    createKernel('webassembly-simd').allocateFloats(2 ** 30);
  } catch (error) {
    full = error;
  }
  const failure = failureFrom(
    full,
    { plan: planWith({ learningRate: 0.01 }), study: STUDY },
    'It was in epoch 3',
  );
  assert.ok(failure instanceof TrainingFailure);
  assert.match(
    messageInCode(failure),
    /^the kernel's memory is full: 4\.0 GiB asked of the 4 that it can address\. .*neurons\. It was in epoch 3\. .*the steps that a solve takes.* Try .*\{ learningRate: 0\.001 \}\.$/,
  );
  assert.equal(failure.cause, full);
});
