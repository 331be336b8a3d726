import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { main } from '../../lib/commands/experiment';
import { readResult } from '../../lib/experiments/result-store';
import { temporaryFolder } from '../files/temporary-folder';

const COMMAND = join(__dirname, '..', '..', 'lib', 'commands', 'experiment.ts');
const WORDS = ['--generated', '--epochs', '4', '--strategy', 'dash', '--checkpoint-seconds', '0'];
const UNIX = process.platform !== 'win32';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a process of its own, by a shell that puts its `prologue` first and `redirections` last. */
function start(
  words: readonly string[],
  { prologue = '', redirections = '' } = {},
): { child: ChildProcess; ended: Promise<Ended>; says: (words: RegExp) => Promise<void> } {
  const script = `${prologue}exec "$@" ${redirections}`;
  const command = [process.execPath, '--import', 'tsx', COMMAND, ...words];
  const child = UNIX
    ? spawn('bash', ['-c', script, 'bash', ...command], { stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...text })));
  const says = (words: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      child.stderr.on('data', () => words.test(text.stderr) && resolve());
      child.on('close', () => reject(new Error(`it never said ${words}: ${text.stderr}`)));
    });
  return { child, ended, says };
}

/** The command in this process: for what is refused before any training. */
async function refused(t: TestContext, ...words: string[]): Promise<string> {
  let said = '';
  const written = t.mock.method(process.stderr, 'write', (text: string) => {
    said += text;
    return true;
  });
  const before = process.listeners('SIGINT');
  const code = await main([...WORDS, ...words]);
  written.mock.restore();
  for (const listener of process.listeners('SIGINT')) {
    if (!before.includes(listener)) process.removeListener('SIGINT', listener);
  }
  assert.equal(code, 1, said);
  assert.doesNotMatch(said, /epoch/);
  return said;
}

test('a disk that is too full for a checkpoint: one warning, and the run goes on to its result', async (t) => {
  if (!UNIX) return t.skip('limits the size of files by ulimit');
  const folder = temporaryFolder(t);
  const words = [...WORDS, '--checkpoint', join(folder, 'c'), '--out', join(folder, 'r.json')];
  // 200 kB: enough for a result, a sixth of a checkpoint.
  const { ended } = start(words, { prologue: 'ulimit -f 200; export TSX_DISABLE_CACHE=1; ' });
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 0, stderr);
  assert.equal(stderr.match(/could not be written/g)?.length, 1, stderr);
  assert.match(stderr, /\/c could not be written \(EFBIG.*The training goes on/);
  assert.equal((JSON.parse(stdout) as { stopEpoch: number }).stopEpoch, 4);
  assert.equal(readResult(join(folder, 'r.json')).stopEpoch, 4);
  assert.deepEqual(readdirSync(folder), ['r.json']);
});

test('a result that cannot be written is whole on stdout; the same command writes it without training anew', async (t) => {
  const folder = temporaryFolder(t);
  const [results, checkpoint] = ['results', 'c'].map((name) => join(folder, name));
  const words = [...WORDS, '--checkpoint', checkpoint, '--out', join(results, 'r.json')];
  const first = start([...words, '--save-model', join(folder, 'model')]);
  await first.says(/epoch 1:/);
  rmSync(results, { recursive: true });
  writeFileSync(results, 'in the way');
  const { code, stdout, stderr } = await first.ended;
  assert.equal(code, 1);
  assert.match(
    stderr,
    /r\.json could not be written .*\nall of the result is on stdout\nits checkpoint is in .*c \(--fresh forgets it\)\n$/,
  );
  assert.ok(existsSync(join(folder, 'model')), 'what can be written is');
  assert.equal((JSON.parse(stdout) as { history: unknown[] }).history.length, 4);

  rmSync(results);
  const again = await start(words).ended;
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stderr, /resuming from/);
  const result = JSON.parse(readFileSync(join(results, 'r.json'), 'utf8')) as object;
  assert.deepEqual({ ...result, seconds: 0 }, { ...(JSON.parse(stdout) as object), seconds: 0 });
  assert.ok(!existsSync(checkpoint));
});

test('a full disk under stdout: the checkpoint stays; under the log: the run does not mind', async (t) => {
  if (!existsSync('/dev/full')) return t.skip('there is no /dev/full');
  const checkpoint = join(temporaryFolder(t), 'c');
  const words = [...WORDS, '--checkpoint', checkpoint];
  const full = await start(words, { redirections: '> /dev/full' }).ended;
  assert.equal(full.code, 1);
  assert.match(
    full.stderr,
    /the result could not be written to stdout \(ENOSPC.*\nits checkpoint is in .*c \(--fresh forgets it\)\n$/,
  );
  const { code, stdout } = await start(words, { redirections: '2> /dev/full' }).ended;
  assert.equal(code, 0);
  assert.equal((JSON.parse(stdout) as { stopEpoch: number }).stopEpoch, 4);
  assert.ok(!existsSync(checkpoint));
});

test('two commands on one run: the second is refused; once the first is killed it goes on from its checkpoint', async (t) => {
  const folder = temporaryFolder(t);
  const checkpoint = join(folder, 'c');
  const words = [...WORDS, '--epochs', '400', '--checkpoint', checkpoint];
  const first = start(words);
  await first.says(/epoch 1:/);
  const said = await refused(t, '--epochs', '400', '--checkpoint', checkpoint);
  assert.match(said, new RegExp(`process ${first.child.pid} is training this run already`));
  while (!existsSync(checkpoint)) await new Promise((resolve) => setTimeout(resolve, 5));
  first.child.kill('SIGKILL');
  await first.ended;

  // As if it had been killed while it wrote the next checkpoint.
  writeFileSync(`${checkpoint}.${first.child.pid}.tmp`, readFileSync(checkpoint).subarray(0, 1000));
  const second = start(words);
  await second.says(/resuming from[^]*epoch 1:/);
  second.child.kill(UNIX ? 'SIGINT' : 'SIGKILL');
  const { code, stderr } = await second.ended;
  if (!UNIX) return; // Windows ends a process that is sent a signal, without a word
  assert.equal(code, 130, stderr);
  assert.match(stderr, /stopped after epoch \d+; the same command resumes it/);
  assert.deepEqual(readdirSync(folder), ['c'], 'neither lock nor half a file is left');
});

test('what cannot be written in the end is refused before the training', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const free = ['--checkpoint', join(folder, 'c')];
  for (const option of ['--out', '--save-model']) {
    assert.match(
      await refused(t, ...free, option, join(file, 'r')),
      /file[\\/]r could not be .* nothing is trained/,
    );
    assert.match(await refused(t, ...free, option, folder), /is a folder or a device/);
  }
  assert.match(
    await refused(t, '--checkpoint', join(file, 'c')),
    /file[\\/]c could not be .* nothing is trained/,
  );
  assert.deepEqual(readdirSync(folder), ['file']);
});

test('a checkpoint that is garbage, or of another run, is refused and left alone; --fresh starts anew', async (t) => {
  const checkpoint = join(temporaryFolder(t), 'c');
  writeFileSync(checkpoint, 'garbage');
  assert.match(
    await refused(t, '--checkpoint', checkpoint),
    /resuming from .*--fresh[^]*c is not a checkpoint or model file of this project: delete it/,
  );
  assert.equal(readFileSync(checkpoint, 'utf8'), 'garbage');
  const fresh = await start([...WORDS, '--checkpoint', checkpoint, '--fresh']).ended;
  assert.equal(fresh.code, 0, fresh.stderr);
  assert.doesNotMatch(fresh.stderr, /resuming/);

  mkdirSync(checkpoint);
  assert.match(await refused(t, '--checkpoint', checkpoint), /is a folder or a device/);
});

test('every fault in the table of LONG-RUNS.md names a test that is there', () => {
  const root = join(__dirname, '..', '..');
  const table = readFileSync(join(root, 'LONG-RUNS.md'), 'utf8');
  const faults = table.split('\n').filter((line) => line.startsWith('| ') && line.includes('](test/'));
  const named = [...table.matchAll(/\[([^\]]+)\]\((test\/[^)]+)\)/g)];
  assert.ok(faults.length >= 13 && named.length >= faults.length);
  for (const [, title, file] of named) {
    assert.ok(readFileSync(join(root, file), 'utf8').includes(`test('${title}`), `${file}: ${title}`);
  }
});
