import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireWritable, writeWhole } from '../../lib/files/write-file';
import { temporaryFolder } from './temporary-folder';

/** The number of a process that has ended. */
const ended = (): number => spawnSync(process.execPath, ['-e', '']).pid;

test('half a file that a killed process left goes with the next write; that of a living one stays', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'run.checkpoint');
  const [left, living] = [`${file}.${ended()}.tmp`, `${file}.${process.ppid}.tmp`];
  const others = join(folder, `other.checkpoint.${ended()}.tmp`);
  for (const name of [left, living, others]) writeFileSync(name, 'half of');
  writeWhole(file, 'whole');
  assert.equal(readFileSync(file, 'utf8'), 'whole');
  assert.deepEqual([left, living, others].map(existsSync), [false, true, true]);
});

test('where it cannot write, what was there is untouched and nothing is left beside it', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'result.json');
  writeWhole(file, 'before');
  const breaking = function* (): Generator<Uint8Array> {
    yield Buffer.from('half');
    throw new Error('no space left');
  };
  assert.throws(() => writeWhole(file, breaking()), /result\.json could not be written \(no space left\)/);
  assert.equal(readFileSync(file, 'utf8'), 'before');
  assert.deepEqual(readdirSync(folder), ['result.json']);
});

test('what could not be written after the training is refused before it', (t) => {
  const folder = temporaryFolder(t);
  const inTheWay = join(folder, 'file');
  writeFileSync(inTheWay, '');
  assert.throws(
    () => requireWritable(join(inTheWay, 'r.json')),
    /r\.json could not be written after the training/,
  );
  assert.throws(() => requireWritable(folder), /is a folder or a device: name a file/);
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'there', 'r.json'), 'before');
  for (const name of ['there', 'new']) requireWritable(join(folder, name, 'r.json'));
  assert.equal(readFileSync(join(folder, 'there', 'r.json'), 'utf8'), 'before');
  assert.deepEqual(readdirSync(join(folder, 'new')), []);
});
