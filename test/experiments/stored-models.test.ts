import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { readResults, resultsOf } from '../../lib/experiments/result-store';
import { modelFile } from '../../lib/experiments/save-models';
import { Random } from '../../lib/math/random';
import { Network } from '../../lib/network/network';
import { loadModel } from '../../lib/phoenix/model';
import { gridOf } from '../../lib/reproduction/grids';
import { rowOf } from '../../lib/reproduction/table-row';

const MODELS = path.resolve(__dirname, '..', '..', 'data', 'models');

test('the stored models are those of the eight strategies at three noises, and their results say what they are', async (t) => {
  const results = readResults();
  const files = new Set(readdirSync(MODELS));
  for (const table of ['1', '4', '5'] as const) {
    const [section] = gridOf(table, { seeds: 1 });
    const rows = new Set<string>(section.paper?.rows.map(({ strategy }) => strategy));
    const experiments = section.experiments.filter((_, k) => rows.has(rowOf(section.requests[k])));
    assert.equal(experiments.length, 8);
    const study = await loadStudyOf(experiments[0]);
    if (!study.source.startsWith('published'))
      return t.skip('the published network is not at hand: npm run data');
    for (const experiment of experiments) {
      const [result] = resultsOf([experiment], results);
      assert.ok(result, JSON.stringify(experiment));
      const file = modelFile(experiment, 'best', MODELS);
      assert.ok(files.delete(path.basename(file)), file);
      const { model, hash, configuration } = loadModel(file, study.genes);
      assert.equal(hash, result.study.hash);
      assert.deepEqual(configuration, { ...experiment, epoch: result.bestEpoch });
      const held = new Network(model, study.prior);
      const { network, sparsity, edges } = evaluateNetwork(held, study, Random.fromSeed(1));
      assert.deepEqual(
        [network?.balancedAccuracy, sparsity.overall, edges],
        [result.balancedAccuracy, result.sparsity, result.edges],
      );
    }
  }
  assert.deepEqual([...files], []);
});
