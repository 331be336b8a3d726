import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
after(() => rmSync(folder, { recursive: true }));

describe('withLock', async () => {
  const { withLock } = await import('../../scripts/setup/lock.mjs');

  it('lets one in at a time and opens again after a failure', async () => {
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
      throw new Error(name);
    };
    const both = await Promise.allSettled([withLock(folder, work('a')), withLock(folder, work('b'))]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.deepEqual(seen, ['a begins', 'a ends', 'b begins', 'b ends']);
    assert.equal(existsSync(join(folder, 'lock')), false);
  });

  it('takes over the lock of a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'lock'), String(pid));
    assert.equal(await withLock(folder, () => Promise.resolve('in')), 'in');
  });
});
