import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Model } from '../../lib/phoenix/model';
import { maskOf } from '../../lib/pruning/prune';
import { readCheckpoint, writeCheckpoint } from '../../lib/training/checkpoint';
import { discardCheckpoint, train, TrainingAborted, type Trained } from '../../lib/training/train';
import { TrainingRun, type EpochReport, type TrainedModel } from '../../lib/training/training-run';
import { temporaryFolder } from '../files/temporary-folder';
import { planWith, relaxingGenes } from './relaxing-genes';

const STUDY = relaxingGenes();
const PLAN = planWith({ patience: 30 });

/** What a result says besides how long it took. */
const outcome = ({ best, last, history, stoppedBy }: Trained) => ({ best, last, history, stoppedBy });

/** Trains with an abort after the given epoch. */
async function abortedAfter(epoch: number, file: string, plan = PLAN): Promise<EpochReport[]> {
  const controller = new AbortController();
  const seen: EpochReport[] = [];
  const onEpoch = (report: EpochReport): void => {
    seen.push(report);
    if (report.epoch === epoch) controller.abort();
  };
  const options = {
    seed: 5,
    kernel: createKernel(),
    signal: controller.signal,
    checkpoint: { file },
    onEpoch,
  };
  await assert.rejects(train(STUDY, plan, options), (error: unknown) => {
    assert.ok(error instanceof TrainingAborted);
    assert.match(error.message, new RegExp(`after epoch ${epoch}$`));
    return true;
  });
  return seen;
}

for (const scheme of ['dormand-prince', 'krogstad'] as const)
  test(`${scheme}: a run aborted before, at and after a pruning event resumes to the bit`, async (t) => {
    // Tight, so that a solve takes several steps: krogstad's begin with what suited the solve before.
    const plan = { ...PLAN, tolerances: { relative: 1e-6, absolute: 1e-8, scheme } };
    const folder = temporaryFolder(t);
    const through = await train(STUDY, plan, { seed: 5, kernel: createKernel() });
    assert.equal(through.resumedAfter, null);
    assert.equal(through.history.length, 12);
    for (const epoch of [1, 2, 3, 4, 11]) {
      const file = join(folder, `after-${epoch}.bin`);
      const seen = await abortedAfter(epoch, file, plan);
      assert.equal(seen.length, epoch);
      const told: number[] = [];
      const resumed = await train(STUDY, plan, {
        seed: 5,
        kernel: createKernel(),
        checkpoint: { file },
        onEpoch: (report) => told.push(report.epoch),
      });
      assert.deepEqual(outcome(resumed), outcome(through), `aborted after ${epoch}`);
      assert.equal(resumed.resumedAfter, epoch);
      assert.deepEqual(told, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      discardCheckpoint(file);
      assert.ok(!existsSync(file));
    }
    assert.deepEqual(readdirSync(folder), [], 'something was left behind');
  });

test('a model is measured just before every pruning event, once, also through a stop between two events', async (t) => {
  const file = join(temporaryFolder(t), 'run.bin');
  const kept = (model: Model): number => maskOf(model).reduce((sum, one) => sum + one, 0);
  const measuredBy = (controller?: AbortController) => ({
    seed: 5,
    kernel: createKernel(),
    checkpoint: { file },
    signal: controller?.signal,
    onEpoch: ({ epoch }: EpochReport) => epoch === 7 && controller?.abort(),
    onPruning: ({ model, epoch }: TrainedModel) => ({ after: epoch, kept: kept(model) }),
  });
  await assert.rejects(train(STUDY, PLAN, measuredBy(new AbortController())), TrainingAborted);
  const { history } = await train(STUDY, PLAN, measuredBy());
  // Of 4 x 72 weights, and 12 biases and 12 multipliers beside: 4 x 22 are left after epoch 3, 4 x 20 after epoch 5.
  assert.deepEqual(
    history.filter(({ pruned }) => pruned !== null).map(({ beforePruning }) => beforePruning),
    [
      { after: 2, kept: 4 * 72 + 24 },
      { after: 4, kept: 4 * 22 + 24 },
      { after: 9, kept: 4 * 20 + 24 },
    ],
  );
  assert.ok(history.every((report) => 'beforePruning' in report === (report.pruned !== null)));
});

test('a checkpoint holds the whole state, before the first epoch as later', (t) => {
  const file = join(temporaryFolder(t), 'state.bin');
  const identity = { configuration: 'c', study: 's', source: 'solved by hand' };
  const run = new TrainingRun(STUDY, PLAN, 1, createKernel());
  for (let epoch = 0; epoch <= 4; epoch++) {
    writeCheckpoint(file, run.state(), identity, 1.5 * epoch);
    assert.deepEqual(readCheckpoint(file, identity, run), { state: run.state(), seconds: 1.5 * epoch });
    run.runEpoch();
  }
});

test('a checkpoint of another seed, plan or study, or a damaged one, is refused with the way out', async (t) => {
  const file = join(temporaryFolder(t), 'run.bin');
  await abortedAfter(2, file);
  const resume = (study = STUDY, plan = PLAN, seed = 5): Promise<Trained> =>
    train(study, plan, { seed, kernel: createKernel(), checkpoint: { file } });
  await assert.rejects(resume(STUDY, PLAN, 6), /another configuration: delete it/);
  await assert.rejects(resume(STUDY, { ...PLAN, learningRate: 0.02 }), /another configuration/);
  await assert.rejects(resume({ ...STUDY, hash: 'other' }), /trained on other data/);

  const whole = readFileSync(file);
  for (const damage of [
    whole.subarray(0, whole.length - 100),
    Buffer.concat([
      whole.subarray(0, whole.length - 9),
      Buffer.from([whole[whole.length - 9] ^ 1]),
      whole.subarray(-8),
    ]),
  ]) {
    writeFileSync(file, damage);
    await assert.rejects(resume(), /cut short or damaged/);
  }
  writeFileSync(file, whole);
  assert.equal((await resume()).history.length, 12);
});
