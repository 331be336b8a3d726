import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { argumentsOf, gridOf } from '../../lib/reproduction/grids/grids';
import { readResult } from '../../lib/experiments/result-store';
import { loadModel } from '../../lib/phoenix/model';

const COMMAND = join(__dirname, '..', '..', 'lib', 'commands', 'experiment.ts');
const folder = mkdtempSync(join(tmpdir(), 'dash-experiment-'));
after(() => rmSync(folder, { recursive: true }));

// A generated network: needs no download. Few epochs, but two pruning events among them.
const SETTINGS = ['--generated', '--epochs', '12', '--seed', '2', '--strategy', 'dash'];

const start = (words: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', COMMAND, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });

async function finish(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...text };
}

/** The result without what a clock says. */
function withoutSeconds(json: string): Record<string, unknown> {
  const result = JSON.parse(json) as Record<string, unknown>;
  assert.ok(Number(result.seconds) > 0);
  return { ...result, seconds: undefined };
}

test('a run that was killed in mid-training ends, resumed, with the JSON of one that was not', async () => {
  const whole = await finish(start([...SETTINGS, '--checkpoint', join(folder, 'whole')]));
  assert.equal(whole.code, 0, whole.stderr);

  const checkpoint = join(folder, 'killed');
  const words = [...SETTINGS, '--checkpoint', checkpoint, '--checkpoint-seconds', '0'];
  const killed = start(words);
  const first = finish(killed);
  // Kill it once a checkpoint behind the first pruning event (epoch 3) is there.
  let progress = '';
  killed.stderr?.on('data', (chunk: Buffer) => (progress += chunk.toString()));
  const writtenAt = (): number => (existsSync(checkpoint) ? statSync(checkpoint).mtimeMs : 0);
  for (let changes = 0, seen = 0; changes < 5; await setTimeout(5)) {
    const now = writtenAt();
    if (now !== seen) changes++;
    seen = now;
    assert.equal(killed.exitCode, null, 'it ended before it could be killed');
  }
  killed.kill('SIGKILL');
  assert.equal((await first).code, null);

  const resumed = await finish(start(words));
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.match(resumed.stderr, /resuming from/);
  assert.deepEqual(withoutSeconds(resumed.stdout), withoutSeconds(whole.stdout));
  assert.ok(!existsSync(checkpoint), 'the checkpoint of a finished run is gone');
});

test('--out holds the learning curves as well; stdout is one JSON object with every measure', async () => {
  const out = join(folder, 'result.json');
  const { code, stdout, stderr } = await finish(
    start([...SETTINGS, '--epochs', '4', '--out', out, '--checkpoint', join(folder, 'c')]),
  );
  assert.equal(code, 0, stderr);
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  for (const key of [
    'configuration',
    'sparsity',
    'balancedAccuracy',
    'auroc',
    'auprc',
    'tpr',
    'tnr',
    'testMse',
    'stopEpoch',
    'bestEpoch',
    'seconds',
    'baselines',
  ]) {
    assert.ok(key in printed, key);
  }
  assert.deepEqual(Object.keys(printed.testMse as object).sort(), ['cleanPairs', 'noisyPairs', 'rollOut']);
  const stored = JSON.parse(readFileSync(out, 'utf8')) as { history: { epoch: number }[] };
  assert.deepEqual(
    stored.history.map(({ epoch }) => epoch),
    [1, 2, 3, 4],
  );
  assert.match(stderr, /measuring the model of the last epoch \(epoch 4\)/);
});

test('an interrupt leaves a checkpoint, exit code 130 and the way to go on', async (t) => {
  if (process.platform === 'win32') return t.skip('Windows ends a process that is sent a signal');
  const checkpoint = join(folder, 'interrupted');
  const child = start([...SETTINGS, '--epochs', '400', '--checkpoint', checkpoint]);
  const done = finish(child);
  let interrupted = false;
  child.stderr?.on('data', (chunk: Buffer) => {
    if (!interrupted && chunk.toString().includes('epoch 1:')) interrupted = child.kill('SIGINT');
  });
  const { code, stdout, stderr } = await done;
  assert.equal(code, 130, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /stopped after epoch \d+; the same command resumes it/);
  assert.ok(existsSync(checkpoint));
});

test('wrong words are answered with what is right, on stderr, with exit code 2', () => {
  const run = (...words: string[]): { status: number | null; stderr: string; stdout: string } =>
    spawnSync(process.execPath, ['--import', 'tsx', COMMAND, ...words], { encoding: 'utf8' });
  const unknown = run('--strategy', 'dahs');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /strategy is one of .*not "dahs"/);
  assert.equal(unknown.stdout, '');
  assert.match(run('--noise', 'five').stderr, /--noise takes a number, not "five"/);
  assert.match(run('--dataset', 'brca500', '--noise', '0.05').stderr, /belong to simulated data; brca500/);
  assert.match(run('--dataset', 'brca500', '--validation', 'half').stderr, /random, block, not "half"/);
  assert.match(run('--time-scale', '0').stderr, /--time-scale is a positive number, not 0/);
  assert.match(run('--learning-rate', '0').stderr, /--learning-rate is a positive number, not 0/);
  assert.match(run('--fold', '4/3').stderr, /how many there are, as 1\/3, not "4\/3"/);
  assert.match(run('--save-epoch', 'last').stderr, /goes with --save-model/);
});

test('a fold by the same command: the words of a grid make its run', async () => {
  const [{ requests, experiments }] = gridOf('lambda', { settings: { generated: true, epochs: 1 } });
  const out = join(folder, 'fold.json');
  const words = [...argumentsOf(requests[14]).split(' '), '--out', out, '--checkpoint', join(folder, 'fold')];
  const { code, stderr } = await finish(start(words));
  assert.equal(code, 0, stderr);
  assert.deepEqual(readResult(out).configuration, experiments[14]);
  assert.match(readResult(out).study.name, /fold 3 of 3/);
});

test('real data by the same command: a model is saved beside the result', async () => {
  const [out, model] = ['bcell.json', 'bcell.model'].map((name) => join(folder, name));
  const words =
    '--dataset hema-bcell --strategy imp --generated --epochs 3 --time-scale 100 --save-epoch last';
  const { code, stdout, stderr } = await finish(
    start([...words.split(' '), '--save-model', model, '--out', out, '--checkpoint', join(folder, 'b')]),
  );
  assert.equal(code, 0, stderr);
  const { configuration, path } = JSON.parse(stdout) as Record<string, unknown>;
  assert.equal((configuration as { timeScale: number }).timeScale, 100);
  assert.equal(path, undefined);
  assert.equal(readResult(out).path?.length, 2);
  const saved = loadModel(model);
  assert.equal(saved.model.shape.genes, 529);
  assert.equal((saved.configuration as { epoch: number }).epoch, 3);
});
