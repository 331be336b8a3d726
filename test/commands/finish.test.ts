import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../files/temporary-folder';

const COMMAND = join(__dirname, '..', '..', 'lib', 'commands', 'experiment.ts');
const SETTINGS = ['--generated', '--seed', '2', '--strategy', 'dash'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a process of its own, interrupted as soon as it says this. */
function command(words: readonly string[], interruptAt?: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND, ...SETTINGS, ...words]);
  const text = { stdout: '', stderr: '' };
  let interrupted = false;
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    text.stderr += chunk.toString();
    if (!interrupted && interruptAt?.test(text.stderr)) interrupted = child.kill('SIGINT');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...text })));
}

/** The result without what a clock says and why it stopped. */
function measuresIn(json: string): object {
  const result = JSON.parse(json) as Record<string, unknown>;
  return { ...result, seconds: undefined, stoppedBy: undefined };
}

test('a long run is ended early: by --finish, or by fewer --epochs, with the result of a run of so many', async (t) => {
  if (process.platform === 'win32') return t.skip('Windows ends a process that is sent a signal');
  const folder = temporaryFolder(t);
  const [checkpoint, out] = ['c', 'r.json'].map((name) => join(folder, name));
  const place = ['--checkpoint', checkpoint];
  const nothing = await command([...place, '--finish']);
  assert.equal(nothing.code, 1);
  assert.match(
    nothing.stderr,
    /nothing to finish: no checkpoint of this run in .*without --finish trains it/,
  );

  const stopped = await command([...place, '--epochs', '400'], /epoch 1:/);
  assert.equal(stopped.code, 130, stopped.stderr);
  assert.match(stopped.stderr, /the same command resumes it \(.*\); with --finish it ends it there/);
  const epoch = Number(/stopped after epoch (\d+)/.exec(stopped.stderr)?.[1]);

  const finished = await command([...place, '--epochs', '400', '--finish', '--out', out]);
  assert.equal(finished.code, 0, finished.stderr);
  assert.match(finished.stderr, new RegExp(`finished early, after epoch ${epoch}: the model of`));
  assert.match(finished.stderr, /its checkpoint stays in .*goes on from there/);
  const result = JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>;
  assert.equal(result.stoppedBy, 'request');
  assert.equal((result.configuration as { epochs: number }).epochs, epoch);

  const fewer = await command([...place, '--epochs', '1']);
  const through = await command(['--epochs', `${epoch}`, '--checkpoint', join(folder, 'through')]);
  assert.equal((JSON.parse(through.stdout) as { stoppedBy: string }).stoppedBy, 'epochs');
  assert.deepEqual(measuresIn(finished.stdout), measuresIn(through.stdout));
  if (epoch > 1) assert.equal((JSON.parse(fewer.stdout) as { stoppedBy: string }).stoppedBy, 'request');
  assert.deepEqual(measuresIn(fewer.stdout), measuresIn(through.stdout));

  const onwards = await command([...place, '--epochs', `${epoch + 2}`]);
  assert.equal((JSON.parse(onwards.stdout) as { stopEpoch: number }).stopEpoch, epoch + 2);
  assert.ok(!existsSync(checkpoint), 'what came to its end leaves no checkpoint');
});

test('what cannot be finished early is told before anything is read', async () => {
  const refusals = [
    [['--finish', '--fresh'], /leave one out/],
    [['--finish', '--strategy', 'post-hoc'], /no model before the last of them ends/],
    [['--finish', '--strategy', 'lasso'], /lasso has none/],
  ] as const;
  for (const [words, message] of refusals) {
    const { code, stderr } = await command(words);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  }
});
