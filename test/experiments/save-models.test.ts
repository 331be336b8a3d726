import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { completeExperiment } from '../../lib/experiments/experiment';
import { inventory } from '../../lib/reproduction/grids/inventory';
import { gridOf } from '../../lib/reproduction/grids/grids';
import { reproduce } from '../../lib/reproduction/grids/reproduce';
import { hasModels, keptByDefault, modelFile } from '../../lib/experiments/save-models';
import { loadModel } from '../../lib/phoenix/model';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { Random } from '../../lib/math/random';
import { Network } from '../../lib/network/network';
import { temporaryFolder } from '../files/temporary-folder';
import { madeResult } from './made-result';

test('a grid keeps the models that its results speak of, and trains again what lost them', async (t) => {
  const [results, runs, top] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
  const models = join(top, 'models');
  const settings = { epochs: 4, generated: true, asPublishedCode: undefined };
  const sections = gridOf('1', { strategies: ['dash'], seeds: 1, settings });
  const [experiment] = sections[0].experiments;
  const { stored } = await reproduce([experiment], { results, runs, models });
  assert.equal(readdirSync(models).length, 2);
  const [result] = stored.values();
  const study = await loadStudyOf(experiment);
  for (const [epoch, measures, number] of [
    ['best', result, result.bestEpoch],
    ['last', result.last, 4],
  ] as const) {
    const { model, hash, configuration } = loadModel(modelFile(experiment, epoch, models), study.genes);
    assert.deepEqual([model.genes, hash], [study.genes, study.hash]);
    assert.deepEqual(configuration, { ...experiment, epoch: number });
    const random = Random.fromSeed(1);
    const held = new Network(model, study.prior);
    const { network, sparsity } = evaluateNetwork(held, study, random);
    assert.equal(network?.balancedAccuracy, measures.balancedAccuracy);
    assert.equal(sparsity.overall, measures.sparsity);
  }

  rmSync(modelFile(experiment, 'last', models));
  assert.match(inventory(sections, stored, 1), /1 of 1 stored/);
  assert.match(inventory(sections, stored, 1, models), /^missing/);
  await reproduce([experiment], { results, runs });
  assert.ok(!hasModels(experiment, models), 'without a folder of models a stored result is enough');
  await reproduce([experiment], { results, runs, models });
  assert.ok(existsSync(modelFile(experiment, 'last', models)));
  assert.notEqual(modelFile(completeExperiment({}), 'best', models), modelFile(experiment, 'best', models));
});

test('of own data the last model is kept where the run was pruned after its best epoch, else the best one', () => {
  // Made results are pruned at epochs 3 and 10 of 12.
  const kept = (bestEpoch: number, own: boolean): string => {
    const result = madeResult({}, { bestEpoch });
    const files = { expression: ['/data/levels.csv'], hash: 'abc' };
    return keptByDefault(
      own ? { ...result, configuration: { ...result.configuration, own: files } } : result,
    );
  };
  assert.deepEqual([kept(9, true), kept(10, true), kept(11, true)], ['last', 'best', 'best']);
  assert.equal(kept(9, false), 'best');
});
