import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { completeExperiment, experimentName, storedExperiment } from '../../lib/experiments/experiment';
import { planOf } from '../../lib/experiments/plan-of';
import { readResults, resultsFolder } from '../../lib/experiments/result-store';

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

test('post hoc pruning starts from the unpruned baseline, prior term included, and has no events of its own', () => {
  const experiment = completeExperiment({ strategy: 'post-hoc' });
  assert.deepEqual([experiment.tau, experiment.lambda1, experiment.mixing], [0.99, 0, 'as-published']);
  assert.equal(planOf(experiment).pruning, null);
  assert.equal(planOf(experiment).tau, 0.99);
  assert.equal(planOf(completeExperiment({ strategy: 'post-hoc', tau: 1 })).tau, 1);
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

test('stored results keep their names: the hash of their settings is that of their file', () => {
  const stored = readResults();
  assert.ok(stored.size > 0);
  const files = readdirSync(resultsFolder()).filter((name) => name.endsWith('.json'));
  assert.deepEqual([...stored.keys()].map((name) => `${name}.json`).sort(), files.sort());
});

test('real data take no noise, have their own settings, and their names say nothing of noise', () => {
  const brca = completeExperiment({ dataset: 'brca500' });
  assert.deepEqual(
    [brca.noise, brca.priorCorruption, brca.lambda1, brca.lambda2, brca.epochs],
    [0, 0, 0.9995, 0.9995, 300],
  );
  assert.match(experimentName(brca), /^brca500-dash-seed1-[0-9a-f]{8}$/);
  assert.deepEqual(completeExperiment(brca), brca);
  for (const setting of [{ noise: 0.05 }, { priorCorruption: 0.1 }]) {
    assert.throws(
      () => completeExperiment({ dataset: 'hema-bcell', ...setting }),
      /noise and priorCorruption belong to simulated data; hema-bcell/,
    );
  }
  assert.equal(completeExperiment({ dataset: 'hema-bcell', strategy: 'bio' }).lambda2, 1);
});

test('the plans of real data are those of the published code', () => {
  const [brca, large, marrow] = (['brca500', 'brca2000', 'hema-erythroid'] as const).map((dataset) =>
    planOf(completeExperiment({ dataset })),
  );
  assert.deepEqual([brca.hidden, large.hidden, marrow.hidden], [50, 120, 50]);
  assert.deepEqual([brca.learningRate, marrow.learningRate], [1e-4, 1e-2]);
  assert.deepEqual([brca.batches, marrow.batches], [16, 'trajectory']);
  assert.deepEqual([brca.patience, marrow.patience, marrow.epochs], [null, null, 240]);
  assert.deepEqual(
    [brca.plateau.patience, brca.plateau.threshold, marrow.plateau.threshold],
    [2, 1e-9, 1e-7],
  );
  assert.deepEqual(brca.pruning?.schedule.first, { epoch: 10, amount: 0.9 });
  assert.deepEqual(marrow.pruning?.schedule.then, { every: 10, amount: 0.1 });
});

test('time scale and validation block are absent at their defaults, and reach the plan with a floor on v', () => {
  const plain = completeExperiment({ dataset: 'brca500' });
  const named = completeExperiment({ dataset: 'brca500', timeScale: 1, validation: 'random' });
  assert.equal(experimentName(named), experimentName(plain));
  assert.ok(!('timeScale' in named) && !('validation' in named));
  assert.ok(!('timeScale' in planOf(plain)));
  const stretched = completeExperiment({ dataset: 'hema-bcell', timeScale: 100 });
  assert.deepEqual([planOf(stretched).timeScale, planOf(stretched).multiplierFloor], [100, 1e-3]);
  const block = completeExperiment({ dataset: 'brca500', validation: 'block' });
  assert.notEqual(experimentName(block), experimentName(plain));
  assert.throws(() => completeExperiment({ dataset: 'hema-bcell', validation: 'block' }), /breast cancer/);
  assert.throws(
    () => completeExperiment({ dataset: 'brca500', validation: 'half' as 'block' }),
    /random, block, not "half"/,
  );
  const apart = completeExperiment({ dataset: 'brca500', testGap: 22 });
  assert.notEqual(experimentName(apart), experimentName(plain));
  assert.deepEqual(
    completeExperiment({ dataset: 'brca500', testGap: 0 }),
    completeExperiment({ dataset: 'brca500' }),
  );
  assert.throws(
    () => completeExperiment({ dataset: 'hema-bcell', testGap: 5 }),
    /testGap belongs to breast cancer/,
  );
  assert.throws(() => completeExperiment({ dataset: 'brca500', testGap: -1 }), /testGap is a whole number/);
  for (const timeScale of [0, -1, NaN, Infinity]) {
    assert.throws(() => completeExperiment({ timeScale }), /timeScale is a positive number/);
  }
});

test('an experiment is solved by the exponential scheme; what was stored before there was a choice, as it was', () => {
  const asked = completeExperiment({});
  assert.equal(asked.solver, 'krogstad');
  assert.equal(planOf(asked).tolerances.scheme, 'krogstad');
  const { solver, ...before } = asked;
  assert.equal(solver, 'krogstad');
  const stored = storedExperiment(before);
  assert.deepEqual(stored, before);
  assert.deepEqual(completeExperiment({ solver: 'dormand-prince' }), before);
  assert.equal(planOf(stored).tolerances.scheme, undefined);
  assert.deepEqual(storedExperiment(asked), asked);
  assert.throws(
    () => completeExperiment({ solver: 'euler' as 'krogstad' }),
    /solver is one of krogstad, dorm/,
  );
});

test('rates are drawn in the stretched time; stored runs on one drew them in the time of the data', () => {
  const asked = completeExperiment({ dataset: 'hema-bcell', timeScale: 100 });
  assert.equal(planOf(asked).ratesPer, undefined);
  const { ratesPer, solver, ...before } = asked;
  assert.deepEqual([ratesPer, solver], ['stretched-time', 'krogstad']);
  assert.deepEqual(storedExperiment(before), before);
  assert.equal(planOf(storedExperiment(before)).ratesPer, 'data-time');
  assert.ok(!('ratesPer' in completeExperiment({ dataset: 'hema-bcell' })), 'no time scale, no choice');
});
