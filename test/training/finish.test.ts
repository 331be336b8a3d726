import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { BONE_MARROW_SCHEDULE } from '../../lib/pruning/schedule';
import { trainPostHoc } from '../../lib/training/post-hoc';
import { train, TrainingAborted, type Trained, type TrainOptions } from '../../lib/training/train';
import { temporaryFolder } from '../files/temporary-folder';
import { planWith, relaxingGenes } from './relaxing-genes';

const STUDY = relaxingGenes();
const kernel = createKernel();
const models = ({ best, last, history }: Trained) => ({ best, last, history });

const run = (epochs: number, options: Partial<TrainOptions> = {}, plan = planWith()): Promise<Trained> =>
  train(STUDY, { ...plan, epochs }, { seed: 5, kernel, ...options });

/** The checkpoint of a run of twelve epochs that was stopped after this one. */
async function stoppedAfter(t: TestContext, epoch: number, plan = planWith()): Promise<string> {
  const file = join(temporaryFolder(t), 'stopped.checkpoint');
  const abort = new AbortController();
  const onEpoch = (report: { epoch: number }): void => void (report.epoch === epoch && abort.abort());
  const stopped = run(12, { checkpoint: { file }, signal: abort.signal, onEpoch }, plan);
  await assert.rejects(stopped, TrainingAborted);
  return file;
}

test('a run that is finished after epoch k is the run of k epochs: before, at and after a pruning event', async (t) => {
  for (const epoch of [2, 3, 7]) {
    const file = await stoppedAfter(t, epoch);
    const finished = await run(12, { checkpoint: { file }, finish: true });
    assert.equal(finished.stoppedBy, 'request');
    assert.equal(finished.last.epoch, epoch);
    assert.deepEqual(models(finished), models(await run(epoch)));
  }
});

test('fewer epochs than a checkpoint has come to end it where it is; more train it on, to the bits of a run of so many', async (t) => {
  for (const epochs of [4, 6, 7, 9, 20]) {
    const file = await stoppedAfter(t, 7);
    const trained = await run(epochs, { checkpoint: { file } });
    assert.equal(trained.stoppedBy, epochs < 7 ? 'request' : 'epochs');
    assert.deepEqual(models(trained), models(await run(Math.max(7, epochs))));
  }
});

test('an event that the schedule would have spared as the last is learned around in one more epoch', async (t) => {
  const schedule = { ...BONE_MARROW_SCHEDULE, then: { every: 5, amount: 0.1 } };
  const plan = planWith({ pruning: { schedule, lambdas: { lambda1: 0, lambda2: 0 } } });
  const file = await stoppedAfter(t, 5, plan);
  const finished = await run(12, { checkpoint: { file }, finish: true }, plan);
  assert.equal(finished.last.epoch, 6);
  assert.deepEqual(models(finished), models(await run(6, {}, plan)));
  // The first event is spared by no schedule.
  const first = await stoppedAfter(t, 3, plan);
  assert.equal((await run(12, { checkpoint: { file: first }, finish: true }, plan)).last.epoch, 3);
});

test('the end of a run that its schedule spared goes no further: with more epochs it would have been pruned', async (t) => {
  const schedule = { ...BONE_MARROW_SCHEDULE, then: { every: 5, amount: 0.1 } };
  const plan = planWith({ pruning: { schedule, lambdas: { lambda1: 0, lambda2: 0 } } });
  const file = join(temporaryFolder(t), 'ended.checkpoint');
  const ended = await run(5, { checkpoint: { file } }, plan);
  await assert.rejects(run(8, { checkpoint: { file } }, plan), /ended with epoch 5 and was not pruned there/);
  assert.deepEqual(models(await run(5, { checkpoint: { file } }, plan)), models(ended));
});

test('nothing to finish, and post hoc pruning, which has no model before its end, are refused', async (t) => {
  const file = join(temporaryFolder(t), 'none.checkpoint');
  await assert.rejects(
    run(12, { checkpoint: { file }, finish: true }),
    /nothing to finish: .*none\.checkpoint/,
  );
  await assert.rejects(
    trainPostHoc(STUDY, planWith(), { seed: 5, kernel, finish: true }),
    /no model before the last of them ends/,
  );
});
