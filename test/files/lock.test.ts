import assert from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { giveLock, takeLock } from '../../lib/files/lock';
import { temporaryFolder } from './temporary-folder';

test('of processes that race for a lock one has it, be it free or left behind by one that ended', async (t) => {
  const folder = temporaryFolder(t);
  const racers = [1, 2, 3].map(() =>
    fork(join(__dirname, 'lock-racer.ts'), { execArgv: ['--import', 'tsx'] }),
  );
  t.after(() => racers.forEach((racer) => racer.kill()));
  const race = async (file: string): Promise<number[]> => {
    const answers = racers.map((racer) => once(racer, 'message'));
    racers.forEach((racer) => racer.send(file));
    return (await Promise.all(answers)).map(([holder]) => holder as number);
  };
  const dead = JSON.stringify({ process: spawnSync(process.execPath, ['-e', '']).pid, host: hostname() });
  await race(join(folder, 'all are there'));
  for (let round = 0; round < 60; round++) {
    const file = join(folder, `lock ${round}`);
    if (round % 3 > 0) writeFileSync(file, round % 3 === 1 ? dead : dead.slice(0, 9));
    // Now and then one died in the midst of a take-over.
    if (round % 6 === 1) writeFileSync(`${file}.take-over`, dead);
    const holders = await race(file);
    const winners = racers.filter(({ pid }, k) => holders[k] === pid);
    assert.equal(winners.length, 1, `round ${round}: ${holders.join(', ')}`);
    const { process: holder } = JSON.parse(readFileSync(file, 'utf8')) as { process: number };
    assert.equal(holder, winners[0].pid);
  }
  await race(join(folder, 'last'));
  assert.deepEqual(readdirSync(folder), ['last']);
});

test('a lock is given back by its holder alone; that of another machine counts for nothing', (t) => {
  const file = join(temporaryFolder(t), 'lock');
  writeFileSync(file, JSON.stringify({ process: process.pid, host: 'another machine' }));
  giveLock(file);
  assert.match(readFileSync(file, 'utf8'), /another machine/);
  assert.equal(takeLock(file), null);
  assert.equal(takeLock(file), null, 'its own');
  giveLock(file);
  giveLock(file);
  assert.equal(takeLock(file), null);
});
