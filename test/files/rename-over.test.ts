import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renameOver } from '../../lib/files/rename-over';
import { temporaryFolder } from './temporary-folder';

const failing = (codes: string[]): { rename: () => void; calls: () => number } => {
  let calls = 0;
  const rename = (): void => {
    calls++;
    const code = codes.shift();
    if (code) throw Object.assign(new Error(code), { code });
  };
  return { rename, calls: () => calls };
};

test('a file that another program has open is renamed over once it is free', () => {
  const { rename, calls } = failing(['EPERM', 'EBUSY', 'EACCES']);
  renameOver('a', 'b', rename);
  assert.equal(calls(), 4);
});

test('one that stays open fails in the end with what the system said; another failure at once', () => {
  const open = failing(Array<string>(99).fill('EBUSY'));
  assert.throws(() => renameOver('a', 'b', open.rename), { code: 'EBUSY' });
  assert.ok(open.calls() > 5 && open.calls() < 20, `${open.calls()} tries`);
  const missing = failing(['ENOENT']);
  assert.throws(() => renameOver('a', 'b', missing.rename), { code: 'ENOENT' });
  assert.equal(missing.calls(), 1);
});

test('by itself it is a rename', (t) => {
  const folder = temporaryFolder(t);
  for (const name of ['new', 'old']) writeFileSync(join(folder, name), name);
  renameOver(join(folder, 'new'), join(folder, 'old'));
  assert.deepEqual(readdirSync(folder), ['old']);
  assert.equal(readFileSync(join(folder, 'old'), 'utf8'), 'new');
});
