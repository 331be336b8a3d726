import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { completeExperiment } from '../../lib/experiments/experiment';
import { launchExperiment } from '../../lib/experiments/launch';
import { temporaryFile } from '../files/temporary-folder';

const NO_SIGNALS = process.platform === 'win32' && 'a signal ends any process on Windows';

/** Interrupts the processes started from here on before a script of theirs runs: the first ones, as many as said. */
function interruptStarts(t: TestContext, times: number): { started: () => number } {
  const starts = temporaryFile(t, 'starts.txt', '');
  const preload = temporaryFile(
    t,
    'interrupt.cjs',
    // The loader of TypeScript has a thread of its own, which loads this too.
    `const { appendFileSync, readFileSync } = require('node:fs');
     if (!require('node:worker_threads').isMainThread) return;
     appendFileSync(${JSON.stringify(starts)}, '.');
     if (readFileSync(${JSON.stringify(starts)}).length <= ${times}) process.kill(process.pid, 'SIGINT');`,
  );
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `${before ?? ''} --require ${JSON.stringify(preload)}`;
  t.after(() => {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
  });
  return { started: () => readFileSync(starts).length };
}

const EXPERIMENT = completeExperiment({ generated: true, epochs: 50 });

test(
  'a worker that an interrupt ends before its first script is started again, and told all that the first one was',
  { skip: NO_SIGNALS },
  async (t) => {
    const { started } = interruptStarts(t, 1);
    const launched = launchExperiment(EXPERIMENT);
    launched.finish();
    const { result } = await launched.finished;
    assert.deepEqual([result.stoppedBy, result.stopEpoch], ['request', 1]);
    assert.equal(started(), 2);
  },
);

test('it is started again once, and not after an abort', { skip: NO_SIGNALS }, async (t) => {
  const { started } = interruptStarts(t, 10);
  await assert.rejects(launchExperiment(EXPERIMENT).finished, /ended by SIGINT before its result/);
  assert.equal(started(), 2);
  const aborted = launchExperiment(EXPERIMENT);
  aborted.abort();
  await assert.rejects(aborted.finished, { name: 'TrainingAborted' });
  assert.equal(started(), 3);
});
