import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { evaluateNetwork } from '../../../lib/evaluation/evaluate-network';
import { loadStudyOf } from '../../../lib/experiments/load-study';
import { readResults, resultsOf } from '../../../lib/experiments/result-store';
import { modelFile } from '../../../lib/experiments/save-models';
import { denseOf } from '../../../lib/math/matrix-rows';
import { Random } from '../../../lib/math/random';
import { Network } from '../../../lib/network/network';
import { loadModel } from '../../../lib/phoenix/model';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { drawnExperiments, modelsFolder, storedPanels } from '../../../lib/reproduction/tables/stored-panels';
import { strategyLabel } from '../../../lib/strategies/strategies';

test('the stored models are those of the eight strategies at three noises, and their results say what they are', async (t) => {
  const results = readResults();
  const files = new Set(readdirSync(modelsFolder()));
  for (const table of ['1', '4', '5'] as const) {
    const [section] = gridOf(table);
    const experiments = drawnExperiments(section);
    const panels = storedPanels(section);
    assert.equal(experiments.length, 8);
    const study = await loadStudyOf(experiments[0]);
    if (!study.source.startsWith('published'))
      return t.skip('the published network is not at hand: npm run data');
    for (const [k, experiment] of experiments.entries()) {
      const [result] = resultsOf([experiment], results);
      assert.ok(result, JSON.stringify(experiment));
      const file = modelFile(experiment, 'best', modelsFolder());
      assert.ok(files.delete(path.basename(file)), file);
      const { model, hash, configuration } = loadModel(file, study.genes);
      assert.equal(hash, result.study.hash);
      assert.deepEqual(configuration, { ...experiment, epoch: result.bestEpoch });
      const held = new Network(model, study.prior);
      assert.deepEqual(
        [panels[k].title, denseOf(panels[k].network)],
        [strategyLabel(experiment.strategy), denseOf(held.effects)],
      );
      const { network, sparsity, edges } = evaluateNetwork(held, study, Random.fromSeed(1));
      assert.deepEqual(
        [network?.balancedAccuracy, sparsity.overall, edges],
        [result.balancedAccuracy, result.sparsity, result.edges],
      );
    }
  }
  assert.deepEqual([...files], []);
  assert.throws(() => storedPanels(gridOf('7')[0]), /there is no model file .*sim690-none/);
});
