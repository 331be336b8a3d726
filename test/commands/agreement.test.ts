import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { storeResult } from '../../lib/experiments/result-store';
import { madeResult } from '../experiments/made-result';
import { temporaryFolder } from '../files/temporary-folder';

const PROJECT = path.resolve(__dirname, '..', '..');

test('--agreement counts what is stored of the tables, and nothing else where other runs are asked for', (t) => {
  const results = temporaryFolder(t);
  for (const seed of [1, 2, 3])
    storeResult(madeResult({ strategy: 'l0', seed, solver: 'krogstad' }), results);
  const say = (...more: string[]): string => {
    const command = ['--import', 'tsx', 'lib/commands/reproduce.ts', '--agreement', '--results', results];
    const { stdout, stderr, status } = spawnSync(process.execPath, [...command, ...more], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  // Of L0's four numbers none is near what a made result has: 90 % sparse, 80 % right, 2e-3, 11 epochs.
  assert.match(say(), /Table 1: SIM350, 5 % noise +as defined[^\n]* 0 of 4 /);
  assert.doesNotMatch(say('--solver', 'dormand-prince'), /Table 1/);
});
