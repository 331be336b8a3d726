import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { completeExperiment, experimentName } from '../../lib/experiments/experiment';
import {
  readResult,
  readResults,
  resultFile,
  resultsOf,
  storeResult,
} from '../../lib/experiments/result-store';
import { temporaryFolder } from '../files/temporary-folder';
import { madeResult } from './made-result';

test('a stored result comes back, its learning curve with 4 significant digits, and nothing temporary stays', (t) => {
  const folder = temporaryFolder(t);
  const result = madeResult({ seed: 2 });
  const stored = storeResult(result, folder);
  const read = readResult(resultFile(result.configuration, folder));
  assert.deepEqual(read, stored);
  const { history, ...rest } = read;
  const { history: whole, ...expected } = result;
  assert.deepEqual(rest, expected);
  assert.equal(history.length, whole.length);
  assert.deepEqual(history[2], {
    epoch: 3,
    trainingLoss: 0.004115,
    validationLoss: 0.006626,
    sparsity: 0.7,
    pruned: 0.7,
  });
  assert.deepEqual(readdirSync(folder), [`${experimentName(result.configuration)}.json`]);
});

test('the longest run fits in 15 kB and keeps its pruning events, its best and its last epoch', (t) => {
  const folder = temporaryFolder(t);
  const result = madeResult({}, { epochs: 1897, bestEpoch: 1234 });
  const { history } = storeResult(result, folder);
  assert.ok(statSync(resultFile(result.configuration, folder)).size < 15_000);
  const epochs = history.map(({ epoch }) => epoch);
  assert.ok(epochs.includes(1234) && epochs.includes(1) && epochs[epochs.length - 1] === 1897);
  assert.equal(history.filter(({ pruned }) => pruned !== null).length, 1 + 189);
});

test('a file of `experiment --out`, with its whole history, is read as well', (t) => {
  const file = join(temporaryFolder(t), 'out.json');
  const result = madeResult({});
  writeFileSync(file, JSON.stringify(result));
  assert.deepEqual(readResult(file), storeResult(result, temporaryFolder(t)));
});

test('a damaged file is named with its fault and the way out', (t) => {
  const folder = temporaryFolder(t);
  const { configuration } = storeResult(madeResult({}), folder);
  const file = resultFile(configuration, folder);
  const text = readFileSync(file, 'utf8');
  const spoilt = (change: (text: string) => string, fault: RegExp): void => {
    writeFileSync(file, change(text));
    assert.throws(
      () => readResults(folder),
      (error: Error) => {
        assert.ok(error.message.startsWith(file), error.message);
        assert.match(error.message, fault);
        assert.match(error.message, /delete it/);
        return true;
      },
    );
  };
  spoilt((whole) => whole.slice(0, 700), /damaged.*JSON/);
  spoilt((whole) => whole.replace('"sparsity":0.9,', '"sparsity":"0.9",'), /its sparsity is "0.9"/);
  spoilt((whole) => whole.replace(/"rollOut":[^}]*/, '"rollOut":null'), /its testMse.rollOut is null/);
  spoilt((whole) => whole.replace('"epoch":[1,', '"epoch":['), /columns of its history/);
  spoilt((whole) => whole.replace('"strategy":"dash"', '"strategy":"dahs"'), /not "dahs"/);
  spoilt(() => '{}', /no configuration/);
});

test('results are found by their settings, also those written before a setting existed', (t) => {
  const folder = temporaryFolder(t);
  const first = storeResult(madeResult({ seed: 1 }), folder);
  storeResult(madeResult({ seed: 2 }), folder);
  // As an older version would have written it: without the setting, under a name of another hash.
  const file = resultFile(first.configuration, folder);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"asPublishedCode":false,', ''));
  renameSync(file, join(folder, 'sim350-dash-noise5-seed1-00000000.json'));
  const asThen = { solver: 'dormand-prince' } as const;
  const wanted = [3, 1].map((seed) => completeExperiment({ seed, ...asThen }));
  assert.deepEqual(
    resultsOf(wanted, readResults(folder)).map(({ configuration }) => configuration),
    [completeExperiment({ seed: 1, ...asThen })],
  );
  assert.equal(readResults(join(folder, 'not there')).size, 0);
});
