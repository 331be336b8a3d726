import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { trainStudyLive } from '../../lib/notebook/train-study-live';
import { train, TrainingAborted } from '../../lib/training/train';
import { temporaryFolder } from '../files/temporary-folder';
import { planWith, relaxingGenes } from '../training/relaxing-genes';
import { fakeKernel } from './fake-kernel';
import { interruptedWhen } from './interruption';

const STUDY = relaxingGenes();
const PLAN = planWith({ patience: null });

let kernel: ReturnType<typeof fakeKernel>;
beforeEach(() => (kernel = fakeKernel()));
afterEach(() => kernel.remove());
const shown = (): string =>
  String(kernel.messages[kernel.messages.length - 1]?.data['text/plain']).replaceAll('\u00a0', ' ');

test('models are trained as they are without a display, which shows each of them in one place', async () => {
  const runs = [
    { strategy: 'dash', plan: PLAN },
    { strategy: 'none', plan: { ...PLAN, pruning: null }, seed: 2 },
  ];
  const trained = await trainStudyLive(STUDY, runs, {
    title: 'Two models',
    onPruning: ({ epoch }) => ({ epoch }),
  });
  for (const [k, { plan, seed = 1 }] of runs.entries()) {
    const alone = await train(STUDY, plan, { seed, kernel: createKernel() });
    assert.deepEqual(trained[k].last, alone.last);
    assert.deepEqual(trained[k].best, alone.best);
  }
  const events = trained[0].history.filter(({ pruned }) => pruned !== null);
  assert.ok(events.length > 0);
  for (const { epoch, beforePruning } of events) assert.deepEqual(beforePruning, { epoch: epoch - 1 });
  assert.equal(new Set(kernel.messages.map(({ transient }) => transient.display_id)).size, 1);
  assert.match(
    shown(),
    /^Two models\nDASH, seed 1 +━{16} epoch 12, .* done\nunpruned, seed 2 ━{16} epoch 12, .* done$/,
  );
});

const ENDLESS = ['dash', 'imp'].map((strategy) => ({ strategy, plan: { ...PLAN, epochs: 100_000 } }));

test('an interrupt ends the training with the model that it has, the next after its first epoch, and leaves no handler', async () => {
  let trained: Awaited<ReturnType<typeof trainStudyLive>> = [];
  let cellEnded = false;
  const ofKernel = (): void => void (cellEnded = true);
  process.on('SIGINT', ofKernel);
  const error = await interruptedWhen(
    () => /epoch \d/.test(shown()),
    async () => (trained = await trainStudyLive(STUDY, ENDLESS, { title: 'Endless' })),
  );
  process.removeListener('SIGINT', ofKernel);
  assert.equal(error, null);
  assert.ok(!cellEnded, 'the cell goes on');
  assert.deepEqual(
    trained.map(({ stoppedBy }) => stoppedBy),
    ['request', 'request'],
  );
  assert.equal(trained[1].last.epoch, 1);
  assert.match(shown(), /DASH, seed 1 .*epoch \d+, .* ended early\nIMP, seed 1 .*epoch 1, .* ended early$/);
  // The same epochs by a plan that has no more of them.
  const [{ last, best }] = trained;
  const plan = { ...ENDLESS[0].plan, epochs: last.epoch };
  const alone = await train(STUDY, plan, { seed: 1, kernel: createKernel() });
  assert.deepEqual([last, best], [alone.last, alone.best]);
});

test('the bar of a run that was ended early stands where it was', async () => {
  const runs = ENDLESS.map(({ strategy, plan }) => ({ strategy, plan: { ...plan, patience: 50_000 } }));
  const error = await interruptedWhen(
    () => /epoch \d/.test(shown()),
    () => trainStudyLive(STUDY, runs, { title: 'Patient' }),
  );
  assert.equal(error, null);
  assert.match(
    shown(),
    /\nDASH, seed 1 ┄{16} epoch \d+, .* ended early\nIMP, seed 1 {2}┄{16} epoch 1, .* ended early$/,
  );
});

test('a second interrupt stops it, and is the kernel\u2019s too', async () => {
  let cellEnded = false;
  const ofKernel = (): void => void (cellEnded = true);
  process.on('SIGINT', ofKernel);
  const error = await interruptedWhen(
    () => /epoch \d/.test(shown()),
    () => trainStudyLive(STUDY, ENDLESS, { title: 'Endless' }),
    2,
  );
  process.removeListener('SIGINT', ofKernel);
  assert.ok(error instanceof TrainingAborted);
  assert.ok(cellEnded);
  assert.match(shown(), /DASH, seed 1 .*epoch \d+, .* stopped\nIMP, seed 1 +stopped$/);
});

test('a label that nearly names a strategy is told as such below the runs, any other is not', async () => {
  const runs = ['dahs', 'wide', 'imp'].map((strategy) => ({ strategy, plan: { ...PLAN, epochs: 1 } }));
  await trainStudyLive(STUDY, runs, { title: 'Labels' });
  assert.match(shown(), /^Labels\ndahs, .*\nwide, .*\nIMP, .*\n"dahs" is no strategy .*'dash'\?$/);
});

test('a run that fails is named', async () => {
  const plan = { ...PLAN, timeScale: -1 };
  await assert.rejects(trainStudyLive(STUDY, [{ strategy: 'imp', plan }], { title: 'Wrong' }), {
    message: /^IMP, seed 1 failed: a time scale is a positive number, not -1$/,
  });
  assert.match(shown(), /IMP, seed 1 failed$/);
});

test('with a folder for checkpoints, a cell that was interrupted and is run again goes on to the same models', async (t) => {
  const checkpoints = temporaryFolder(t);
  const runs = [
    { strategy: 'imp', plan: PLAN },
    { strategy: 'dash', plan: { ...PLAN, epochs: 300 } },
  ];
  // The first run has ended, the second has not: the first ends before epoch 20. (The display may be later than both.)
  let secondIsPruned = false;
  const onPruning = ({ epoch }: { epoch: number }) => {
    secondIsPruned ||= epoch > 12;
    return { epoch };
  };
  const first = await interruptedWhen(
    () => secondIsPruned,
    () => trainStudyLive(STUDY, runs, { title: 'Stopped', checkpoints, onPruning }),
  );
  assert.equal(first, null);
  assert.deepEqual(
    readdirSync(checkpoints).map((name) => name.replace(/[0-9a-f]{8}/, '#')),
    ['dash-seed1-#.checkpoint'],
  );
  const resumed = await trainStudyLive(STUDY, runs, { title: 'Again', checkpoints });
  assert.equal(resumed[0].resumedAfter, null);
  assert.ok((resumed[1].resumedAfter ?? 0) > 0);
  const through = await trainStudyLive(STUDY, runs, { title: 'Through' });
  assert.deepEqual(
    resumed.map(({ last }) => last),
    through.map(({ last }) => last),
  );
  assert.deepEqual(readdirSync(checkpoints), []);
});
