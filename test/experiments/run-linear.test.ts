import assert from 'node:assert/strict';
import { test } from 'node:test';
import { main } from '../../lib/commands/experiment';
import { completeExperiment } from '../../lib/experiments/experiment';
import { runExperiment } from '../../lib/experiments/run-experiment';
import { runLinear } from '../../lib/experiments/run-linear';
import { Random } from '../../lib/math/random';
import { entriesOf, fromEntries } from '../../lib/math/sparse-matrix';
import { networkFromText } from '../../lib/simulation/network-text';
import { simulateStudy } from '../../lib/studies/simulate-study';

const study = simulateStudy(networkFromText('A -> B, B -| C, C -> D, A -| E', Random.fromSeed(2)), {
  name: 'five',
  trajectories: { training: 30, validation: 5, test: 4 },
  ...{ noise: 0.05, priorCorruption: 0, seed: 2 },
});
const experimentOf = (strategy: 'lasso' | 'lasso-prior' | 'dash') =>
  completeExperiment({ strategy, seed: 2 });

test('a linear strategy has the measures of the others, counted here from its coefficients', async () => {
  const { result, fitted } = await runLinear(experimentOf('lasso'), study);
  const { model } = fitted;
  const found = [...entriesOf(model.coefficients)].filter(([from, to]) => from !== to);
  assert.equal(result.sparsity, 1 - found.length / 25);
  assert.equal(result.averageOutDegree, found.length / 5);
  const truth = new Set([...entriesOf(study.truth ?? study.prior)].map(([from, to]) => 5 * from + to));
  const right = found.filter(([from, to]) => truth.has(5 * from + to)).length;
  assert.equal(result.tpr, right / truth.size);
  assert.equal(result.tnr, 1 - (found.length - right) / (25 - truth.size));
  assert.equal(result.lasso?.gamma, 1);
  assert.ok(result.testMse.rollOut < result.baselines.nothingChanges.rollOut);
  let squares = 0;
  let count = 0;
  for (const { times, clean } of study.test) {
    model.rollOut({ times, recorded: clean }).forEach((value, k) => {
      if (k % times.length === 0) return;
      squares += (value - clean[k]) ** 2;
      count++;
    });
  }
  assert.ok(Math.abs(result.testMse.rollOut - squares / count) < 1e-9);
});

test('lasso-prior reads the prior, and says what is missing without one', async () => {
  const { result } = await runLinear(experimentOf('lasso-prior'), study);
  assert.ok(result.lasso && result.lasso.gamma < 1 && result.auroc !== null && result.auroc > 0.9);
  const bare = { ...study, prior: fromEntries(5, 5, []) };
  await assert.rejects(runLinear(experimentOf('lasso-prior'), bare), /needs a prior.*take strategy lasso/);
});

test('each kind of strategy is run by its own function, and says which', async () => {
  await assert.rejects(runLinear(experimentOf('dash'), study), /dash trains a PHOENIX model/);
  await assert.rejects(runExperiment(experimentOf('lasso'), { study }), /lasso trains no PHOENIX model/);
});

test('the command refuses to save a linear model as a PHOENIX one', async () => {
  assert.equal(await main(['--strategy', 'lasso', '--generated', '--save-model', 'x.model']), 2);
});
