import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { measureModel } from '../../lib/experiments/measure-model';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Random } from '../../lib/math/random';
import { SolverError } from '../../lib/ode/solver-error';
import { Model } from '../../lib/phoenix/model';
import { initialParameters, viewsOf } from '../../lib/phoenix/parameters';

test('a reading that explodes has no error, and keeps none from the others; a model that explodes is an error', async () => {
  const study = await loadStudyOf(completeExperiment({ dataset: 'hema-bcell', generated: true }));
  const shape = { genes: study.genes.length, hidden: 5 };
  const parameters = initialParameters(shape, Random.fromSeed(1, 'weights'));
  const wild = parameters.slice();
  viewsOf(wild, shape).v.fill(3e38); // near the largest single: the first slope overflows
  const { genes } = study;
  const trained = (flat: Float32Array, readings?: Model['readings']) => ({
    epoch: 1,
    validationLoss: 1,
    model: new Model({ shape, parameters: flat, mask: null, genes, readings }),
  });
  const kernel = createKernel();
  const readings = { validation: wild, network: parameters };
  const { measures } = measureModel(trained(parameters, readings), study, 1, kernel);
  assert.deepEqual(measures.testMseOfReadings, { validation: null, network: measures.testMse });
  assert.ok(measures.testMse.noisyPairs > 0);
  assert.throws(() => measureModel(trained(wild), study, 1, kernel), SolverError);
});
