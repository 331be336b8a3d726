import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOfNetwork, plausibleNetwork } from '../../lib/evidence/network-model';
import { weighedEdges } from '../../lib/evidence/weighed-edges';
import { fitLasso } from '../../lib/evidence/lasso';
import { edgeQuality } from '../../lib/evaluation/edge-quality';
import { predictionError } from '../../lib/evaluation/prediction-error';
import { completeExperiment } from '../../lib/experiments/experiment';
import { runAll } from '../../lib/experiments/run-all';
import { type Finished, runExperiment } from '../../lib/experiments/run-experiment';
import type { FinishedLinear } from '../../lib/experiments/run-linear';
import { weighPrior } from '../../lib/experiments/weigh-prior';
import { createKernel } from '../../lib/kernels/create-kernel';
import { denseOf, rowsOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { entriesOf, fromDense, fromEntries } from '../../lib/math/sparse-matrix';
import { effectsOf } from '../../lib/network/effects';
import { Network } from '../../lib/network/network';
import { generateNetwork } from '../../lib/simulation/generate-network';
import { simulatedNetwork } from '../../lib/studies/published/published-network';
import { simulateStudy } from '../../lib/studies/simulate-study';
import { planFor } from '../../lib/training/plan-for';
import { train } from '../../lib/training/train';

const SHAPE = {
  ...{ genes: 40, inputs: 8, regulators: 12, edges: 60, activatingEdges: 40, minorityEdges: 4 },
  ...{ outDegreeShape: 0.67, inDegreeShape: 0.73, exponents: [1.01, 1.7] as const },
};
const { network } = simulatedNetwork(generateNetwork(SHAPE, Random.fromSeed(4)));
const study = simulateStudy(network, {
  ...{ name: 'small', noise: 0.05, priorCorruption: 0.1, seed: 4 },
  trajectories: { training: 60, validation: 8, test: 10 },
});
const lasso = fitLasso(study);

test('a model of a network has effects on its edges and nowhere else, also after training, with a neuron a regulator', async () => {
  const { start, record } = weighPrior(study);
  const plan = { ...planFor(study, null, { epochs: 4 }), hidden: start.shape.hidden };
  const { last } = await train(study, plan, { seed: 1, kernel: createKernel(), start });
  const edges = (model: typeof start): number[] =>
    [...denseOf(new Network(model).effects).entries()].flatMap(([pair, effect]) =>
      effect === 0 ? [] : pair,
    );
  assert.equal(edges(last.model).length, record.evidence.plausible);
  const regulators = new Set(edges(last.model).map((pair) => Math.floor(pair / 40)));
  assert.equal(start.shape.hidden, regulators.size + 1);
});

test('it starts near the linear model that it is made from: the same order of error, far below "nothing changes"', () => {
  const all = fromEntries(40, 40, [...entriesOf(lasso.model.coefficients)]);
  const error = predictionError(modelOfNetwork(study, all, lasso), study.test).noisyPairs;
  const linear = predictionError(lasso.model, study.test).noisyPairs;
  assert.ok(error < 8 * linear, `${error} ${linear}`);
});

test('every gene may regulate: as many neurons as genes and one more', async () => {
  const ring = fromEntries(
    40,
    40,
    Array.from({ length: 40 }, (_, i) => [i, (i + 1) % 40, 1] as const),
  );
  const start = modelOfNetwork(study, ring, lasso);
  assert.equal(start.shape.hidden, 41);
  const plan = { ...planFor(study, null, { epochs: 1 }), hidden: 41 };
  const { last } = await train(study, plan, { seed: 1, kernel: createKernel(), start });
  assert.equal(new Network(last.model).joinedPairs(), 40);
  assert.throws(() => modelOfNetwork(study, fromEntries(40, 40, []), lasso), /network with an edge/);
});

test('weighed edges by hand: order, cut, signs and the edges that the model lacks', () => {
  // Three genes. Model: A -> B (2), A -> C (-1), C -> B (1). Prior: A -> B (+), B -> C (-).
  const rows = (...values: number[]) => rowsOf(fromDense(3, 3, Float32Array.from(values)));
  const effects = effectsOf(fromDense(3, 3, Float32Array.from([0, 2, -1, 0, 0, 0, 0, 1, 0])));
  const prior = fromDense(3, 3, Float32Array.from([0, 1, 0, 0, 0, -1, 0, 0, 0]));
  const learned = new Network({ genes: ['A', 'B', 'C'], effects }, prior);
  const evidence = {
    probability: rows(0, 0.5, 0.05, 0, 0, 0.75, 0.25, 0.5, 0),
    sign: rows(0, -1, 1, 0, 0, -1, 1, 1, 0),
  };
  const told = weighedEdges(learned, evidence).map((edge) => Object.values(edge).join(' '));
  assert.deepEqual(told, [
    'B C 0 0 true 0.75 -1 -1',
    `A B 2 ${2 / 3} true 0.5 -1 1`,
    `C B 1 ${1 / 3} false 0.5 1 0`,
    'C A 0 0 false 0.25 1 0',
  ]);
  assert.equal(weighedEdges(learned, evidence, 5)[4].target, 'C');
  assert.equal(weighedEdges(learned, evidence, 2).length, 2);
  assert.deepEqual(
    [...entriesOf(plausibleNetwork(evidence.probability))].map(([from, to]) => `${from} ${to}`),
    ['0 1', '1 2', '2 0', '2 1'],
  );
});

test('the quality of edges by hand', () => {
  // Truth: 0 -> 1 (+), 0 -> 2 (-). Found: both, one with the wrong sign; wrong: 0 -> 0 and 1 -> 2.
  const truth = fromDense(3, 3, Float32Array.from([0, 1, -1, 0, 0, 0, 0, 0, 0]));
  const found = rowsOf(fromDense(3, 3, Float32Array.from([0.5, 2, 3, 0, 0, 1, 0, 0, 0])));
  const { auprcScaled, ...quality } = edgeQuality(found, truth);
  assert.deepEqual(quality, {
    ...{ edges: 4, precision: 0.5, wrongFromNonRegulators: 0.5, rightSigns: 0.5 },
  });
  // Scaled: 0 -> 0 and 0 -> 1 are all of their target's effects (1), 0 -> 2 three quarters, 1 -> 2 a quarter. Precision 1/2 at a
  // recall of 1/2, 2/3 at 1.
  assert.ok(Math.abs(auprcScaled - (0.5 * 0.5 + 0.5 * (2 / 3))) < 1e-12);
});

test('strategy evidence beats its prior, DASH and the lasso on a simulated network; a worker fits a lasso as this process does', async () => {
  const experiment = completeExperiment({
    ...{ dataset: 'sim350', generated: true, strategy: 'evidence', priorCorruption: 0.4 },
  });
  const { result } = await runExperiment(experiment);
  assert.ok(result.baselines.network && result.evidence?.network && result.priorReliability);
  const prior = result.baselines.network.prior.balancedAccuracy;
  assert.ok(result.evidence.network.balancedAccuracy > prior + 0.05);
  assert.ok((result.precision ?? 0) > 0.5 && (result.edges ?? Infinity) < 1000);
  assert.ok(result.priorReliability.low < 0.6 && result.priorReliability.high > 0.4);
  const [worked, short] = await runAll([
    { ...experiment, strategy: 'lasso' },
    { ...experiment, epochs: 1 },
  ]);
  assert.equal((short as Finished).result.evidence?.plausible, result.evidence.plausible);
  const { result: linear, fitted } = worked as FinishedLinear;
  assert.ok(result.testMse.rollOut < linear.testMse.rollOut / 2);
  assert.equal(fitted.model.genes.length, 350);
  assert.equal(fitted.validationLoss, linear.validationLoss);
});
