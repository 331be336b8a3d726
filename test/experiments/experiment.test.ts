import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment, experimentName } from '../../lib/experiments/experiment';
import { planOf } from '../../lib/experiments/plan-of';

test('defaults are the paper settings of section 5.1', () => {
  const dash = completeExperiment({});
  assert.deepEqual(
    [dash.dataset, dash.strategy, dash.noise, dash.priorCorruption, dash.lambda1, dash.lambda2, dash.tau],
    ['sim350', 'dash', 0.05, 0.05, 0.05, 0.01, 1],
  );
  assert.deepEqual(
    ['imp', 'bio'].map((strategy) => completeExperiment({ strategy: strategy as 'imp' | 'bio' }).lambda1),
    [0, 1],
  );
  assert.equal(completeExperiment({ strategy: 'none' }).tau, 0.99);
  assert.equal(completeExperiment({ noise: 0.1 }).priorCorruption, 0.1);
});

test('a wrong setting is named with its value and what it may be', () => {
  const message = (request: object): string => {
    try {
      completeExperiment(request);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.match(message({ strategy: 'dahs' }), /strategy is one of .*dash.*not "dahs"/);
  assert.match(message({ dataset: 'sim35' }), /dataset is one of sim350, .*not "sim35"/);
  assert.match(message({ noise: 5 }), /noise is a fraction from 0 to 1, not 5/);
  assert.match(message({ seed: -1 }), /seed is a whole number from 0 on, not -1/);
  assert.match(message({ epochs: 1.5 }), /epochs is a whole number from 1 on, not 1.5/);
  assert.match(message({ strategy: 'imp', lambda1: 0.2 }), /lambda1 belongs to strategy dash; imp has 0/);
});

test('files of different settings never share a name, those of the same settings always do', () => {
  const name = experimentName(completeExperiment({ seed: 3 }));
  assert.match(name, /^sim350-dash-noise5-seed3-[0-9a-f]{8}$/);
  assert.equal(experimentName(completeExperiment({ seed: 3 })), name);
  assert.notEqual(experimentName(completeExperiment({ seed: 3, lambda2: 0.02 })), name);
});

test('post hoc pruning trains without the prior term and without events of its own', () => {
  const experiment = completeExperiment({ strategy: 'post-hoc' });
  assert.deepEqual([experiment.tau, experiment.lambda1, experiment.mixing], [1, 0, 'as-published']);
  assert.equal(planOf(experiment).pruning, null);
  assert.equal(planOf(completeExperiment({ strategy: 'post-hoc', tau: 0.99 })).tau, 0.99);
});

test('mixing is a setting of DASH alone and reaches its plan', () => {
  const matched = completeExperiment({ mixing: 'scale-matched' });
  assert.equal(planOf(matched).pruning?.mixing, 'scale-matched');
  assert.notEqual(experimentName(matched), experimentName(completeExperiment({})));
  assert.throws(() => completeExperiment({ strategy: 'bio', mixing: 'scale-matched' }), /mixing belongs to/);
  assert.throws(
    () => completeExperiment({ mixing: 'mean' as 'scale-matched' }),
    /as-published, scale-matched/,
  );
});

test('a fold gives an experiment another name, and none leaves the name as it was', () => {
  const names = [undefined, { index: 0, of: 5 }, { index: 1, of: 5 }].map((fold) =>
    experimentName(completeExperiment({ fold })),
  );
  assert.equal(new Set(names).size, 3);
  assert.equal(names[0], experimentName(completeExperiment({})));
});
