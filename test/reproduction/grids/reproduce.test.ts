import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { completeExperiment, experimentName } from '../../../lib/experiments/experiment';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { progressText } from '../../../lib/commands/train-grid';
import { reproduce } from '../../../lib/reproduction/grids/reproduce';
import { readResult, resultFile, storeResult } from '../../../lib/experiments/result-store';
import { temporaryFolder } from '../../files/temporary-folder';
import { madeResult } from '../../experiments/made-result';

const dash = (seed: number, epochs: number) => completeExperiment({ generated: true, seed, epochs });

test('a failed run is reported and stops no other; what is stored is never trained again', async (t) => {
  const [results, runs] = [temporaryFolder(t), temporaryFolder(t)];
  const stored = storeResult(madeResult(dash(1, 2)), results);
  const [skipped, broken, trained] = [dash(1, 2), dash(2, 2), dash(3, 2)];
  writeFileSync(join(runs, `${experimentName(broken)}.checkpoint`), 'not a checkpoint');
  const ended: string[] = [];
  const texts: string[] = [];
  const outcome = await reproduce([skipped, broken, trained, trained], {
    results,
    runs,
    jobs: 1,
    onEnd: ({ seed }) => ended.push(`seed ${seed}`),
    onProgress: (progress) => texts.push(progressText(progress)),
  });
  assert.deepEqual(ended, ['seed 2', 'seed 3']);
  assert.deepEqual(
    outcome.failures.map(({ experiment }) => experiment),
    [broken],
  );
  assert.deepEqual(outcome.stored.get(experimentName(skipped)), stored);
  assert.equal(readResult(resultFile(trained, results)).stopEpoch, 2);
  assert.equal(existsSync(resultFile(broken, results)), false);
  assert.match(texts[0], /^1\/3 done, about 20 s left$/); // two runs of 10 s each, as the stored one took
  assert.match(texts[texts.length - 1], /^2\/3 done, 1 failed$/);
  assert.ok(texts.some((text) => /dash 3: epoch 2, 0\.0 %$/.test(text)));
});

test('a stopped grid goes on from its checkpoints to the result of one that never stopped', async (t) => {
  const [results, runs, whole] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
  const experiment = dash(1, 5);
  const abort = new AbortController();
  await assert.rejects(
    reproduce([experiment], {
      results,
      runs,
      signal: abort.signal,
      onProgress: ({ running: [run] }) => {
        if (run?.report?.epoch === 2) abort.abort();
      },
    }),
    { name: 'TrainingAborted' },
  );
  assert.deepEqual(readdirSync(runs), [`${experimentName(experiment)}.checkpoint`]);
  assert.deepEqual(readdirSync(results), []);
  await reproduce([experiment], { results, runs });
  await reproduce([experiment], { results: whole, runs: whole });
  const [resumed, uninterrupted] = [results, whole].map((folder) =>
    readResult(resultFile(experiment, folder)),
  );
  assert.deepEqual({ ...resumed, seconds: 0 }, { ...uninterrupted, seconds: 0 });
  assert.deepEqual(readdirSync(runs), []);
});

test('a killed command, given again, trains only what it had not finished, and prints the table', async (t) => {
  const [results, runs] = [join(temporaryFolder(t), 'results'), temporaryFolder(t)];
  mkdirSync(results);
  const words = '--table 1 --strategies dash --seeds 2 --epochs 4 --generated --jobs 1'.split(' ');
  const [first, second] = gridOf('1', {
    strategies: ['dash'],
    seeds: 2,
    settings: { epochs: 4, generated: true, asPublishedCode: undefined },
  })[0].experiments;
  const command = (): ReturnType<typeof spawn> =>
    spawn(
      process.execPath,
      ['--import', 'tsx', 'lib/commands/reproduce.ts', ...words, '--results', results, '--runs', runs],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' } },
    );
  const killed = command();
  killed.stderr?.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('done in')) killed.kill('SIGKILL');
  });
  await new Promise((resolve) => killed.once('close', resolve));
  assert.equal(killed.signalCode, 'SIGKILL');
  assert.deepEqual(
    [first, second].map((experiment) => existsSync(resultFile(experiment, results))),
    [true, false],
  );
  const written = statSync(resultFile(first, results)).mtimeMs;

  const again = command();
  let [table, progress] = ['', ''];
  again.stdout?.on('data', (chunk: Buffer) => (table += chunk.toString()));
  again.stderr?.on('data', (chunk: Buffer) => (progress += chunk.toString()));
  const code = await new Promise((resolve) => again.once('close', resolve));
  assert.equal(code, 0, progress);
  assert.equal(statSync(resultFile(first, results)).mtimeMs, written);
  assert.match(progress, /1\/2 done/);
  assert.deepEqual(progress.match(/seed\d/g), ['seed2']);
  assert.match(table, /^DASH +best +2 /m);
  assert.match(table, /^ +paper +192 ± 24 .*94\.6 ± 1\.2 .*90\.7 ± 0\.4 .*2\.4 ± 1\.2/m);
  assert.match(table, /generated network of 350 genes/);
});
