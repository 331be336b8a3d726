import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { locate } from '../../lib/downloads/locate';
import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { viewsOf } from '../../lib/phoenix/parameters';
import { maskOf } from '../../lib/pruning/prune';
import { POST_HOC_SPARSITIES } from '../../lib/training/post-hoc';
import { runExperiment } from '../../lib/experiments/run-experiment';
import { saveNetwork } from '../../lib/experiments/save-network';
import { readResult, resultFile, storeResult } from '../../lib/experiments/result-store';
import { temporaryFolder } from '../files/temporary-folder';

// Generated stand-ins: they need no download.
test('a result on breast cancer has the audit, the baselines, and a path that ends at its last model', async (t) => {
  const experiment = completeExperiment({ dataset: 'brca500', generated: true, epochs: 11 });
  const { result, last } = await runExperiment(experiment);
  assert.equal(last.model.genes.length, 500);
  assert.match(result.study.source, /^generated stand-in/);
  assert.ok((result.study.remarks ?? []).length > 0);
  // 90 % of every matrix at epoch 10, of 500 x 50 entries each.
  const [before, after] = result.path ?? [];
  assert.equal(result.path?.length, 2);
  assert.deepEqual([before.epoch, after.epoch], [9, 11]);
  assert.ok(before.sparsity < 0.1 && after.sparsity >= 0.9);
  assert.ok(after.averageOutDegree < before.averageOutDegree);
  assert.ok(
    Math.abs(maskOf(last.model).reduce((sum, kept) => sum + kept, 0) - (4 * 2500 + 100 + 500)) < 1e-9,
  );
  // The cheap measures of the path are those of the whole evaluation.
  assert.equal(after.balancedAccuracy, result.last.balancedAccuracy);
  assert.equal(after.assayedBalancedAccuracy, result.last.assayed?.balancedAccuracy);
  assert.equal(after.averageOutDegree, result.last.averageOutDegree);
  assert.equal(after.sparsity, result.last.sparsity);
  assert.equal(after.testMse, result.last.testMse.noisyPairs);
  const { network, autoregression, linearExtrapolation } = result.baselines;
  assert.ok(network?.withinAssayed && network.listedRegulators && network.assayedRegulators);
  assert.ok((autoregression ?? 0) > 0 && (linearExtrapolation ?? 0) > 0);
  assert.equal(result.heldOutMse, undefined);
  assert.ok(!('testPairErrors' in result), 'one test series has no batches');

  const folder = temporaryFolder(t);
  storeResult(result, folder);
  assert.deepEqual(readResult(resultFile(experiment, folder)).path, result.path);
});

test('a result on bone marrow has out-degrees instead of a truth; on a stretched time a floor keeps every gene alive', async () => {
  const { result } = await runExperiment(
    completeExperiment({
      dataset: 'hema-bcell',
      strategy: 'imp',
      generated: true,
      epochs: 3,
      timeScale: 100,
    }),
  );
  assert.deepEqual([result.balancedAccuracy, result.baselines.network], [null, null]);
  assert.ok(!('assayed' in result));
  assert.deepEqual(
    result.path?.map(({ epoch, balancedAccuracy }) => [epoch, balancedAccuracy]),
    [
      [2, null],
      [3, null],
    ],
  );
  assert.ok(result.averageOutDegree > 1);
  assert.equal(result.last.deadGenes, 0);
  // The error of every test pair, batch by batch: their mean is the pooled one.
  const errors = result.testPairErrors!;
  assert.deepEqual(
    errors.map(({ length }) => length),
    [390, 1004, 47],
  );
  const all = errors.flat();
  const mean = all.reduce((sum, error) => sum + error, 0) / all.length;
  assert.ok(Math.abs(mean / result.testMse.noisyPairs - 1) < 1e-3);
});

test('strategies without events have no path, and a validation block is another study', async () => {
  const brca = { dataset: 'brca500', generated: true, epochs: 1 } as const;
  const { result } = await runExperiment(completeExperiment({ ...brca, strategy: 'none', tau: 1 }));
  assert.ok(!('path' in result));
  const [random, block] = await Promise.all(
    (['random', 'block'] as const).map((validation) =>
      loadStudyOf(completeExperiment({ ...brca, validation })),
    ),
  );
  assert.equal(random.hash, result.study.hash);
  assert.notEqual(block.hash, random.hash);
});

test('beside the published test set stands a held-out one, with its baseline', async (t) => {
  if (!(await locate('sim350-test'))) return t.skip('needs the files of sim350: npm run data -- synthetic');
  const { result } = await runExperiment(completeExperiment({ strategy: 'imp', epochs: 1 }));
  const { heldOutMse, testMse, baselines, last } = result;
  assert.ok(heldOutMse !== undefined && last.heldOutMse !== undefined);
  assert.notEqual(heldOutMse.rollOut, testMse.rollOut);
  // Draws of one distribution: of the same size, and so is what "nothing changes" makes of them.
  const ratio = heldOutMse.noisyPairs / testMse.noisyPairs;
  assert.ok(ratio > 0.7 && ratio < 1.4, `${ratio}`);
  const still = baselines.heldOutNothingChanges?.noisyPairs ?? NaN;
  assert.ok(still / baselines.nothingChanges.noisyPairs > 0.7 && still > heldOutMse.noisyPairs / 3);
});

test('post hoc pruning keeps a point of its path at every sparsity of the grid, the chosen one as reported', async () => {
  const experiment = completeExperiment({ strategy: 'post-hoc', generated: true, epochs: 1 });
  const { result } = await runExperiment(experiment);
  const { path, postHoc } = result;
  assert.ok(path !== undefined && postHoc !== undefined);
  path.forEach(({ sparsity }, k) => assert.ok(sparsity >= POST_HOC_SPARSITIES[k] - 1e-3, `${sparsity}`));
  const chosen = path[POST_HOC_SPARSITIES.findIndex((sparsity) => sparsity === postHoc.chosenSparsity)];
  assert.deepEqual(
    [path.length, chosen.sparsity, chosen.balancedAccuracy, chosen.validationLoss],
    [9, result.sparsity, result.balancedAccuracy, result.validationLoss],
  );
});

test('as the published code runs a penalty, edges and sparsity are those of one draw of the gates, in result and file', async (t) => {
  const experiment = completeExperiment({
    dataset: 'hema-bcell',
    strategy: 'path-reg',
    generated: true,
    epochs: 2,
    asPublishedCode: true,
  });
  const finished = await runExperiment(experiment);
  const { result, last } = finished;
  const { shape, parameters } = last.model;
  const ofMatrices = (flat: Float32Array): number[] => {
    const { wS, wP, uS, uP } = viewsOf(flat, shape);
    return [wS, wP, uS, uP].flatMap((matrix) => [...matrix]);
  };
  const zeros = (flat: Float32Array): number => ofMatrices(flat).filter((weight) => weight === 0).length;
  const network = last.model.readings?.network;
  assert.ok(network !== undefined);
  // At the start a draw closes 4.8 % of the genes' gates and 16.8 % of the neurons', and deterministic gates none.
  assert.equal(zeros(parameters), 0);
  const closed = zeros(network) / ofMatrices(network).length;
  assert.ok(closed > 0.02 && closed < 0.25, `${closed}`);
  assert.ok(result.last.sparsity >= closed);
  // Three readings of one model, three errors.
  const { validation, network: ofDraw } = result.last.testMseOfReadings ?? {};
  assert.ok(validation && ofDraw);
  const errors = [result.last.testMse, validation, ofDraw].map(({ noisyPairs }) => noisyPairs);
  assert.equal(new Set(errors).size, 3, `${errors}`);
  const file = join(temporaryFolder(t), 'edges.csv');
  const study = await loadStudyOf(experiment);
  const told: string[] = [];
  saveNetwork(file, finished.last.model, study.prior, {
    onProgress: (text) => text.endsWith('regulators') && told.push(text),
  });
  // Each regulator once for the count by strength, and once for the edges, which are few.
  assert.equal(told.length, 2 * shape.genes);
  assert.equal(told[0], `${file}: effects of 1 of ${shape.genes} regulators`);
  const edges = readFileSync(file, 'utf8').trim().split('\n').length - 1;
  assert.equal(edges / shape.genes, result.last.averageOutDegree);
});
