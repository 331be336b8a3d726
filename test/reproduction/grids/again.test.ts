import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { experimentName } from '../../../lib/experiments/experiment';
import type { ExperimentRequest } from '../../../lib/experiments/experiment';
import { readResult, storeResult } from '../../../lib/experiments/result-store';
import { movedMost, samplesOf } from '../../../lib/reproduction/grids/again';
import { madeResult, type MadeNumbers } from '../../experiments/made-result';
import { temporaryFolder } from '../../files/temporary-folder';

const PROJECT = resolve(__dirname, '..', '..', '..');

const of = (commit: string, request: ExperimentRequest, numbers?: MadeNumbers) => ({
  ...madeResult({ strategy: 'imp', ...request }, numbers),
  library: { version: '0.1.0', commit },
});

test('of each state, data set and solver the quickest run is the sample', () => {
  const krogstad = (seed: number) => ({ seed, solver: 'krogstad' as const });
  const samples = samplesOf([
    of('aaa', krogstad(1), { seconds: 9 }),
    of('aaa', krogstad(2), { seconds: 5 }),
    of('aaa', { ...krogstad(3), dataset: 'sim690' }, { seconds: 30 }),
    of('aaa', { seed: 1, solver: 'dormand-prince' }, { seconds: 20 }),
    of('bbb', krogstad(4), { seconds: 2 }),
  ]);
  assert.deepEqual(
    samples.map(({ result: { configuration: c, library }, of: n }) => [library!.commit, c.seed, c.solver, n]),
    [
      ['bbb', 4, 'krogstad', 1],
      ['aaa', 2, 'krogstad', 2],
      ['aaa', 1, undefined, 1], // Dormand-Prince has no word in an experiment
      ['aaa', 3, 'krogstad', 1],
    ],
  );
});

test('the number that moved most is named, relative to the larger of the two; other data cannot be compared', (t) => {
  const file = join(temporaryFolder(t), 'result.json');
  writeFileSync(file, JSON.stringify(madeResult({ seed: 1 }, { rollOut: 2e-3 })));
  const stored = readResult(file);
  const again = (numbers: MadeNumbers) => movedMost(madeResult({ seed: 1 }, numbers), stored);
  // Another time of training, on another machine, is the same result.
  assert.deepEqual(again({ rollOut: 2e-3, seconds: 99 }), { name: '', relative: 0 });
  assert.deepEqual(again({ rollOut: 2.5e-3, balancedAccuracy: 0.81 }), {
    name: 'testMse.rollOut',
    relative: (2.5e-3 - 2e-3) / 2.5e-3,
  });
  // What was not measured then does not count; what is not there now does.
  const measured = { ...madeResult({ seed: 1 }, { rollOut: 2e-3 }), edges: 5 };
  assert.deepEqual(movedMost(measured, stored), { name: '', relative: 0 });
  const newer = { ...stored, edges: 5 };
  assert.deepEqual(movedMost(madeResult({ seed: 1 }, { rollOut: 2e-3 }), newer), {
    name: 'edges',
    relative: 1,
  });
  assert.equal(again({ hash: 'other' }), null);
});

test('--again trains what is stored, says whether it comes out the same, and stores nothing', (t) => {
  const [results, runs] = [temporaryFolder(t), temporaryFolder(t)];
  const say = (...more: string[]): string => {
    const options = ['--table', '1', '--strategies', 'imp', '--seeds', '1', '--epochs', '2', '--generated'];
    const command = ['--import', 'tsx', 'lib/commands/reproduce.ts', ...options, '--results', results];
    const { stdout, stderr, status } = spawnSync(process.execPath, [...command, '--runs', runs, ...more], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  assert.match(say('--again'), /no run is stored/);
  say();
  const [name, ...others] = readdirSync(results);
  assert.deepEqual(others, []);
  const file = join(results, name);
  const before = readFileSync(file, 'utf8');
  assert.match(say('--again'), new RegExp(`${name.replace('.json', '')} +the same\n`));
  assert.equal(readFileSync(file, 'utf8'), before);

  const stored = readResult(file);
  assert.equal(experimentName(stored.configuration), name.replace('.json', ''));
  storeResult({ ...stored, validationLoss: 2 * stored.validationLoss }, results);
  assert.match(say('--again'), /5e-1 \(validationLoss\)\n/);
  assert.deepEqual(readdirSync(runs), []);
});
