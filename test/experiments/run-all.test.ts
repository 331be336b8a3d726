import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { completeExperiment, type Experiment } from '../../lib/experiments/experiment';
import { runAll } from '../../lib/experiments/run-all';
import { runExperiment, type Finished } from '../../lib/experiments/run-experiment';
import { temporaryFolder } from '../files/temporary-folder';
import { workersOf } from './workers';

const experiment = (seed: number, epochs: number): Experiment =>
  completeExperiment({ generated: true, seed, epochs });

test('a worker process gives the bits that this process gives, and a failing run stops no other', async () => {
  // A data set name that no worker knows: the type is lied to on purpose.
  const impossible = { ...experiment(1, 3), dataset: 'no such data' } as unknown as Experiment;
  const reported: number[] = [];
  const outcomes = await runAll([experiment(1, 3), impossible, experiment(2, 3)], {
    jobs: 2,
    onEpoch: (index) => reported.push(index),
  });
  const here = await runExperiment(experiment(1, 3));
  const there = outcomes[0] as Finished;
  assert.deepEqual(there.last, here.last);
  assert.equal(there.result.validationLoss, here.result.validationLoss);
  assert.ok(outcomes[1] instanceof Error);
  assert.equal((outcomes[2] as Finished).result.stopEpoch, 3);
  assert.deepEqual(
    reported.sort((a, b) => a - b),
    [0, 0, 0, 2, 2, 2],
  );
});

test('an abort stops what runs, starts nothing more and leaves no process behind', async (t) => {
  if (process.platform !== 'linux') {
    t.skip('reads /proc');
    return;
  }
  const abort = new AbortController();
  const started: number[] = [];
  await assert.rejects(
    runAll(
      [1, 2, 3].map((seed) => experiment(seed, 400)),
      {
        jobs: 2,
        signal: abort.signal,
        onStart: (index) => started.push(index),
        onEpoch: () => abort.abort(),
      },
    ),
    { name: 'TrainingAborted' },
  );
  assert.deepEqual(started, [0, 1]);
  for (let tries = 0; tries < 100 && workersOf(process.pid).length > 0; tries++) await setTimeout(100);
  assert.deepEqual(workersOf(process.pid), []);
});

test('a signal to finish ends what runs with its model and keeps its checkpoint; what waits ends after its first epoch', async (t) => {
  const folder = temporaryFolder(t);
  const finish = new AbortController();
  const runs = [1, 2].map((seed) => experiment(seed, 400));
  const options = { jobs: 1, checkpointOf: ({ seed }: Experiment) => join(folder, `${seed}`) };
  const outcomes = (await runAll(runs, {
    ...options,
    finish: finish.signal,
    onEpoch: (_, { epoch }) => epoch === 3 && finish.abort(),
  })) as Finished[];
  assert.deepEqual(
    outcomes.map(({ result }) => result.stoppedBy),
    ['request', 'request'],
  );
  const [first, second] = outcomes.map(({ result }) => result.stopEpoch);
  assert.ok(first >= 3 && first < 400 && second === 1);
  assert.deepEqual(readdirSync(folder), ['1', '2']);
  const [again] = (await runAll([experiment(1, first + 1)], options)) as Finished[];
  assert.deepEqual(again.last, (await runExperiment(experiment(1, first + 1))).last);
});

test('post hoc pruning has no model to finish with: it stops', async () => {
  const finish = new AbortController();
  const postHoc = completeExperiment({ generated: true, strategy: 'post-hoc', epochs: 400 });
  await assert.rejects(runAll([postHoc], { jobs: 1, finish: finish.signal, onEpoch: () => finish.abort() }), {
    name: 'TrainingAborted',
  });
});

test('without a keeper of results the checkpoints of finished runs stay until all have ended', async (t) => {
  const folder = temporaryFolder(t);
  const abort = new AbortController();
  const options = {
    jobs: 1,
    checkpointOf: ({ seed }: Experiment) => join(folder, `${seed}`),
    onEpoch: (index: number) => index === 1 && abort.abort(),
  };
  const runs = [experiment(1, 1), experiment(2, 400)];
  await assert.rejects(runAll(runs, { ...options, signal: abort.signal }), { name: 'TrainingAborted' });
  assert.deepEqual(readdirSync(folder), ['1', '2']);
  const [first] = await runAll([experiment(1, 1)], options);
  assert.equal((first as Finished).result.stopEpoch, 1);
  assert.deepEqual(readdirSync(folder), ['2']);
});
