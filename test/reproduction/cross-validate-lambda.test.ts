import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Study } from '../../lib/studies/study';
import { crossValidateLambda } from '../../lib/reproduction/cross-validate-lambda';
import { completeExperiment, experimentName, type Experiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import type { GridProgress } from '../../lib/reproduction/reproduce';
import { storeResult } from '../../lib/experiments/result-store';
import { runExperiment } from '../../lib/experiments/run-experiment';
import { lambdaPairs } from '../../lib/training/cross-validation';
import { temporaryFolder } from '../files/temporary-folder';

// A generated network: needs no download.
const EXPERIMENT = completeExperiment({ generated: true, epochs: 1 });

test('the cells of a grid: what is stored is read, what is missing is trained on its fold and stored', async (t) => {
  const folder = temporaryFolder(t);
  const [results, runs] = ['results', 'runs'].map((name) => join(folder, name));
  const training = (lambda1: number, index: number): Experiment =>
    completeExperiment({ ...EXPERIMENT, lambda1, lambda2: 0, fold: { index, of: 2 } });
  const missing = training(0.05, 1);
  const { result } = await runExperiment(missing);
  assert.match(result.study.name, /fold 2 of 2/);
  const [low, high] = [result.validationLoss / 4, result.validationLoss * 4];
  for (const [configuration, validationLoss] of [
    [training(0, 0), low],
    [training(0, 1), low],
    [training(0.05, 0), high],
  ] as const) {
    storeResult({ ...result, configuration, validationLoss }, results);
  }
  const told: GridProgress[] = [];
  const { cells, chosen } = await crossValidateLambda(EXPERIMENT, lambdaPairs([0, 0.05], [0]), {
    folds: 2,
    results,
    runs,
    onProgress: (progress) => void told.push(progress),
  });
  assert.deepEqual(
    cells.map(({ losses }) => losses),
    [
      [low, low],
      [high, result.validationLoss],
    ],
  );
  assert.deepEqual(chosen, { lambda1: 0, lambda2: 0 });
  assert.deepEqual([told[0].done, told[told.length - 1].done, told[0].total], [3, 4, 4]);
  assert.ok(readdirSync(results).includes(`${experimentName(missing)}.json`));
});

test('only DASH has a lambda to choose, and a wrong grid trains nothing', async (t) => {
  const folder = temporaryFolder(t);
  const options = { folds: 2, results: join(folder, 'results'), runs: join(folder, 'runs') };
  const bio = completeExperiment({ strategy: 'bio' });
  await assert.rejects(crossValidateLambda(bio, lambdaPairs([0], [0]), options), /strategy dash; bio/);
  await assert.rejects(crossValidateLambda(EXPERIMENT, lambdaPairs([2], [0]), options), /not 2/);
  assert.deepEqual(readdirSync(folder), []);
});

test('a fold of a single pseudotime series is a block of its pairs, with the settings of the whole', async () => {
  const pairs = (series: Study['training']): number =>
    series.reduce((sum, { times }) => sum + times.length - 1, 0);
  const experiment = { dataset: 'brca500', generated: true, validation: 'block' } as const;
  const whole = await loadStudyOf(completeExperiment(experiment));
  const folds = await Promise.all(
    [0, 1, 2, 3].map((index) => loadStudyOf(completeExperiment({ ...experiment, fold: { index, of: 4 } }))),
  );
  assert.equal(
    folds.reduce((sum, { validation }) => sum + pairs(validation), 0),
    pairs(whole.training),
  );
  assert.ok(folds.every(({ training }) => pairs(training) < 0.8 * pairs(whole.training)));
  assert.equal(new Set([whole, ...folds].map(({ hash }) => hash)).size, 5);
});
