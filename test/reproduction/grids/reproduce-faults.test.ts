import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkpointFile } from '../../../lib/experiments/checkpoint-file';
import { completeExperiment } from '../../../lib/experiments/experiment';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { reproduce } from '../../../lib/reproduction/grids/reproduce';
import { readResult, resultFile } from '../../../lib/experiments/result-store';
import { temporaryFolder } from '../../files/temporary-folder';
import { workersOf } from '../../experiments/workers';

const dash = (seed: number, epochs: number) => completeExperiment({ generated: true, seed, epochs });

test('a worker that is killed stops no other; its run is named and done again by the same call', async (t) => {
  if (process.platform !== 'linux') return t.skip('reads /proc');
  const [results, runs] = [temporaryFolder(t), temporaryFolder(t)];
  const [killed, other] = [dash(1, 4), dash(2, 2)];
  let shot = false;
  const outcome = await reproduce([killed, other], {
    results,
    runs,
    jobs: 1,
    onProgress: ({ running: [run] }) => {
      if (shot || run?.report === null || run === undefined) return;
      const [worker] = workersOf(process.pid);
      shot = process.kill(worker, 'SIGKILL');
    },
  });
  assert.deepEqual(
    outcome.failures.map(({ experiment, error: { message } }) => [experiment, message]),
    [
      [
        killed,
        'the training process ended by SIGKILL before its result (memory may have run out: give it fewer jobs).',
      ],
    ],
  );
  assert.equal(readResult(resultFile(other, results)).stopEpoch, 2);
  const again = await reproduce([killed, other], { results, runs, jobs: 1 });
  assert.deepEqual(again.failures, []);
  assert.equal(readResult(resultFile(killed, results)).stopEpoch, 4);
  assert.deepEqual(readdirSync(runs), []);
});

test('a result that cannot be stored is printed, and stored by --keep, or by the same command without training', async (t) => {
  const folder = temporaryFolder(t);
  const [results, runs] = ['results', 'runs'].map((name) => join(folder, name));
  const grid = { strategies: ['dash'], seeds: 1, settings: { epochs: 3, generated: true } };
  const [experiment] = gridOf('1', grid)[0].experiments;
  const words = '--table 1 --strategies dash --seeds 1 --epochs 3 --generated --jobs 1'.split(' ');
  const command = async (more: string[], onProgress?: () => void) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'lib/commands/reproduce.ts', ...more, '--results', results, '--runs', runs],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      onProgress?.();
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, stdout, stderr };
  };
  // The first words come when everything was found writable and the training starts.
  let inTheWay = false;
  const failed = await command(words, () => {
    if (inTheWay) return;
    rmSync(results, { recursive: true });
    writeFileSync(results, '');
    inTheWay = true;
  });
  assert.equal(failed.code, 1, failed.stderr);
  assert.match(
    failed.stderr,
    /failed: .*could not be written.*\nits result is the next line of stdout: .*--keep/,
  );
  assert.match(failed.stderr, /the same command tries again what failed\n$/);
  assert.deepEqual(readdirSync(runs), [`${checkpointFile(experiment, '.')}`]);

  rmSync(results);
  const lines = failed.stdout.trim().split('\n');
  const kept = join(folder, 'kept.json');
  writeFileSync(kept, lines[lines.length - 1]);
  assert.equal((await command(['--keep', kept])).code, 0);
  const printed = readResult(resultFile(experiment, results));
  rmSync(results, { recursive: true });
  const again = await command(words);
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stderr, /^from checkpoints \(--fresh starts anew\): sim350-dash/);
  assert.deepEqual(
    { ...readResult(resultFile(experiment, results)), seconds: 0 },
    { ...printed, seconds: 0 },
  );
  assert.deepEqual(readdirSync(runs), []);
});

test('folders that cannot be written are refused before any training', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const free = { results: join(folder, 'results'), runs: join(folder, 'runs') };
  for (const name of ['results', 'runs', 'models']) {
    const asked = { ...free, [name]: join(file, name), onProgress: () => assert.fail('it started') };
    await assert.rejects(reproduce([dash(1, 2)], asked), new RegExp(`${name}.* nothing is trained`));
  }
});

test('a damaged checkpoint fails its run by name, again and again, until it is deleted or fresh is asked for', async (t) => {
  const [results, runs] = [temporaryFolder(t), temporaryFolder(t)];
  const experiment = dash(1, 2);
  const checkpoint = checkpointFile(experiment, runs);
  writeFileSync(checkpoint, 'DASHFILE, but cut short');
  const { failures } = await reproduce([experiment], { results, runs });
  assert.match(failures[0].error.message, /\.checkpoint is cut short or damaged: delete it/);
  assert.equal(readFileSync(checkpoint, 'utf8'), 'DASHFILE, but cut short');
  assert.deepEqual((await reproduce([experiment], { results, runs, fresh: true })).failures, []);
  assert.ok(existsSync(resultFile(experiment, results)) && !existsSync(checkpoint));
});

test('a run that another command trains is left to it; a lock that its holder left behind is none', async (t) => {
  const [results, runs] = [temporaryFolder(t), temporaryFolder(t)];
  const experiment = dash(1, 1);
  // Another process of this machine, for as long as the test wants it.
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  t.after(() => other.kill('SIGKILL'));
  const lock = `${checkpointFile(experiment, runs)}.lock`;
  writeFileSync(lock, JSON.stringify({ process: other.pid, host: hostname() }));
  const { failures } = await reproduce([experiment], { results, runs });
  assert.match(failures[0].error.message, new RegExp(`process ${other.pid} is training this run already`));

  other.kill('SIGKILL');
  await new Promise((resolve) => other.once('exit', resolve));
  assert.deepEqual((await reproduce([experiment], { results, runs })).failures, []);
  assert.deepEqual(readdirSync(runs), []);
});

test('checkpoints that cannot be written are told of a run, once, and it ends with its result', async (t) => {
  const folder = temporaryFolder(t);
  const [results, runs] = ['results', 'runs'].map((name) => join(folder, name));
  const warnings: string[] = [];
  const { failures } = await reproduce([dash(1, 2)], {
    results,
    runs,
    onProgress: ({ running: [run] }) => {
      if (run?.report?.epoch !== 1 || !existsSync(runs)) return;
      rmSync(runs, { recursive: true });
      writeFileSync(runs, '');
    },
    onWarning: ({ seed }, text) => warnings.push(`seed ${seed}: ${text}`),
  });
  assert.deepEqual(failures, []);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /^seed 1: .*could not be written.*The training goes on/);
  assert.equal(readResult(resultFile(dash(1, 2), results)).stopEpoch, 2);
});
