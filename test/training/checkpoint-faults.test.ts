import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readArrays, writeArrays } from '../../lib/files/array-file';
import { createKernel } from '../../lib/kernels/create-kernel';
import { trainPostHoc } from '../../lib/training/post-hoc';
import { hasCheckpoint, stageFile, train, TrainingAborted, type Trained } from '../../lib/training/train';
import type { EpochReport } from '../../lib/training/training-run';
import { temporaryFolder } from '../files/temporary-folder';
import { planWith, relaxingGenes } from './relaxing-genes';

const STUDY = relaxingGenes();
const PLAN = planWith();
const kernel = createKernel();

const outcome = ({ best, last, history }: Trained) => ({ best, last, history });

/** A place for a checkpoint that nothing can be written to until `mend` is called: its folder is a file. */
function unwritable(t: TestContext): { file: string; mend: () => void } {
  const folder = join(temporaryFolder(t), 'full');
  writeFileSync(folder, '');
  const mend = (): void => {
    rmSync(folder);
    mkdirSync(folder);
  };
  return { file: join(folder, 'run.checkpoint'), mend };
}

test('a checkpoint that cannot be written is told once, the training goes on, and later ones are written', async (t) => {
  const { file, mend } = unwritable(t);
  const warnings: string[] = [];
  const abort = new AbortController();
  const settings = { seed: 5, kernel, checkpoint: { file, everySeconds: 0 } };
  await assert.rejects(
    train(STUDY, PLAN, {
      ...settings,
      signal: abort.signal,
      onWarning: (text) => warnings.push(text),
      onEpoch: ({ epoch }: EpochReport) => {
        if (epoch === 4) mend();
        if (epoch === 6) abort.abort();
      },
    }),
    /^TrainingAborted: stopped after epoch 6$/,
  );
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /run\.checkpoint could not be written \(.*goes on.*a stop loses everything/);
  const resumed = await train(STUDY, PLAN, settings);
  assert.equal(resumed.resumedAfter, 6);
  assert.deepEqual(outcome(resumed), outcome(await train(STUDY, PLAN, { seed: 5, kernel })));
});

test('a stop without a checkpoint says so', async (t) => {
  const { file } = unwritable(t);
  const abort = new AbortController();
  const stopped = train(STUDY, PLAN, {
    seed: 5,
    kernel,
    checkpoint: { file },
    signal: abort.signal,
    onWarning: () => undefined,
    onEpoch: () => abort.abort(),
  });
  await assert.rejects(stopped, {
    name: 'TrainingAborted',
    message: 'stopped after epoch 1, without a checkpoint',
  });
});

test('a finished training leaves its model in the checkpoint until its result is safe', async (t) => {
  const file = join(temporaryFolder(t), 'run.checkpoint');
  const settings = { seed: 5, kernel, checkpoint: { file } };
  const through = await train(STUDY, PLAN, settings);
  assert.ok(hasCheckpoint(file));
  const again = await train(STUDY, PLAN, settings);
  assert.equal(again.resumedAfter, 12);
  assert.deepEqual(outcome(again), outcome(through));
});

test('data that changed under a checkpoint are named, then and now; nothing is trained, nothing deleted', async (t) => {
  const file = join(temporaryFolder(t), 'run.checkpoint');
  const settings = { seed: 5, kernel, checkpoint: { file } };
  await train(STUDY, PLAN, settings);
  const changed = { ...STUDY, source: 'a stand-in', hash: 'fedcba9876' };
  const epochs: number[] = [];
  await assert.rejects(
    train(changed, PLAN, { ...settings, onEpoch: ({ epoch }: EpochReport) => epochs.push(epoch) }),
    /run\.checkpoint was trained on other data.* Then: solved by hand \(hash relaxing\)\. Now: a stand-in \(hash fedcba98\)\..*delete it or name another file/,
  );
  assert.deepEqual(epochs, []);
  assert.ok(existsSync(file));
  const refusal = (): Promise<string> =>
    train(changed, PLAN, settings).then(String, (error: Error) => error.message);
  assert.doesNotMatch(await refusal(), /Node/);
  const { header, arrays } = readArrays(file);
  writeArrays(file, { ...(header as object), node: 'v18.1.0' }, arrays);
  assert.ok((await refusal()).includes(`written under Node v18.1.0, and this is ${process.version}.`));
});

test('a checkpoint of another format, and a model in its place, are refused with the way out', async (t) => {
  const file = join(temporaryFolder(t), 'run.checkpoint');
  const resume = () => train(STUDY, PLAN, { seed: 5, kernel, checkpoint: { file } });
  await resume();
  const { header, arrays } = readArrays(file);
  writeArrays(file, { ...(header as object), format: 0 }, arrays);
  await assert.rejects(resume(), /run\.checkpoint was written by another version of this library: delete it/);
  writeArrays(file, { kind: 'model' }, arrays);
  await assert.rejects(resume(), /holds a model, not a checkpoint: name another file/);
  writeFileSync(file, '');
  await assert.rejects(
    resume(),
    /is not a checkpoint or model file of this project: delete it or name another/,
  );
});

test('post hoc: stages that ended while nothing could be written are trained again, and only they', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'run.checkpoint');
  const warnings: string[] = [];
  const run = (onEpoch: (epoch: number) => void, signal?: AbortSignal) =>
    trainPostHoc(STUDY, planWith({ epochs: 8 }), {
      seed: 5,
      kernel,
      sparsities: [0.5, 0.9],
      repeats: 2,
      checkpoint: { file },
      signal,
      onWarning: (text) => warnings.push(text),
      onEpoch: ({ epoch }) => onEpoch(epoch),
    });
  const told: number[] = [];
  const through = await run((epoch) => told.push(epoch));
  assert.equal(told.length, 5 * 8);
  rmSync(file);

  // A folder stands where the progress goes, from the first fine-tuning to the middle of the second: both files of the
  // checkpoint are then of different stages.
  const blocked = `${file}.${process.pid}.tmp`;
  const abort = new AbortController();
  const stopped = run((epoch) => {
    if (epoch === 10) mkdirSync(blocked);
    if (epoch === 17) rmSync(blocked, { recursive: true });
    if (epoch === 20) abort.abort();
  }, abort.signal);
  await assert.rejects(stopped, TrainingAborted);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /run\.checkpoint could not be written/);
  assert.deepEqual(readdirSync(folder).sort(), ['run.checkpoint', 'run.checkpoint.stage']);

  const resumed = await run((epoch) => told.push(epoch));
  assert.equal(resumed.resumedAfter, 8);
  assert.deepEqual(outcome(resumed), outcome(through));
  assert.ok(!existsSync(stageFile(file)));
});
