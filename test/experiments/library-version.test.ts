import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { libraryVersion } from '../../lib/experiments/library-version';

test('the version names the commit, marks changes of lib only, and is null without a history', () => {
  const folder = mkdtempSync(join(tmpdir(), 'library-version-'));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  try {
    writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
    assert.deepEqual(libraryVersion(folder), { version: '1.2.3', commit: null });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const commit = git('rev-parse', '--short=12', 'HEAD');
    assert.deepEqual(libraryVersion(folder), { version: '1.2.3', commit });
    writeFileSync(join(folder, 'note.txt'), 'outside lib');
    assert.equal(libraryVersion(folder).commit, commit);
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib', 'new.ts'), '');
    assert.equal(libraryVersion(folder).commit, `${commit}+`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
