import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { fromDense } from '../../lib/math/sparse-matrix';
import { Random } from '../../lib/math/random';
import { networkOf } from '../network/networks';
import { SHAPE, threeGenes } from '../network/three-genes';

// E = [2 0 0; 0 3 0; 8 0 0]; true edges (0,1) (1,1) (2,0); prior edges (0,1) (1,1) (0,2)
const truth = fromDense(3, 3, [0, 1, 0, 0, 1, 0, -1, 0, 0]);
const prior = fromDense(3, 3, [0, 1, 1, 0, 1, 0, 0, 0, 0]);
const network = networkOf(threeGenes(), SHAPE, ['a', 'b', 'c'], prior);

test('all that is said of the three-gene model, worked by hand', () => {
  const result = evaluateNetwork(network, { truth }, Random.fromSeed(1));
  assert.equal(result.sparsity.overall, 17 / 24);
  assert.equal(result.edges, 3);
  assert.equal(result.averageOutDegree, 1);
  assert.equal(result.network?.pairs, 9);
  assert.equal(result.network?.balancedAccuracy, (2 / 3 + 5 / 6) / 2);
  // edges score 8, 3, 0; gaps 2, 0, 0, 0, 0, 0: wins 6 + 6 + (0 + 5/2) of 18
  assert.ok(Math.abs((result.network?.auroc ?? 0) - 14.5 / 18) < 1e-12);
  // outside the prior 6 pairs: the edge (2,0) is found, of the 5 gaps only (0,0) is called an edge
  assert.equal(result.outsidePrior?.pairs, 6);
  assert.equal(result.outsidePrior?.balancedAccuracy, (1 + 4 / 5) / 2);
  assert.equal(result.outsidePrior?.auroc, 1);
  assert.equal(result.assayed, null);
  assert.equal(result.baselines?.prior.balancedAccuracy, (2 / 3 + 5 / 6) / 2);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

test('the rows of assayed regulators are scored on their own', () => {
  const { assayed, assayedOutsidePrior, baselines } = evaluateNetwork(
    network,
    { truth, assayed: [0], regulators: [0, 1] },
    Random.fromSeed(1),
  );
  // row 0: the edge (0,1) is missed, (0,0) is one gap too many, (0,2) is right
  assert.equal(assayed?.pairs, 3);
  assert.equal(assayed?.balancedAccuracy, (0 + 1 / 2) / 2);
  // its one true edge is in the prior
  assert.equal(assayedOutsidePrior, null);
  // rows 0 and 1 hold two of the three edges and four of the six gaps
  assert.equal(baselines?.listedRegulators?.balancedAccuracy, (2 / 3 + 2 / 6) / 2);
});

test('what was found in the rows of assayed regulators beyond the prior', () => {
  const { assayedOutsidePrior } = evaluateNetwork(network, { truth, assayed: [2] }, Random.fromSeed(1));
  // row 2: the edge (2,0) is found, (2,1) and (2,2) are rightly none
  assert.deepEqual([assayedOutsidePrior?.pairs, assayedOutsidePrior?.balancedAccuracy], [3, 1]);
});

test('without a truth, or with nothing outside the prior, the scores that cannot be had are null', () => {
  const random = Random.fromSeed(1);
  const unknown = evaluateNetwork(network, { truth: null, assayed: [0] }, random);
  assert.deepEqual(
    [unknown.network, unknown.outsidePrior, unknown.assayed, unknown.baselines],
    [null, null, null, null],
  );
  assert.equal(unknown.edges, 3);
  const knowing = networkOf(threeGenes(), SHAPE, ['a', 'b', 'c'], truth);
  assert.equal(evaluateNetwork(knowing, { truth }, random).outsidePrior, null);
});

test('a network of another size is refused by name', () => {
  const small = fromDense(2, 2, [0, 1, 0, 0]);
  assert.throws(() => evaluateNetwork(network, { truth: small }, Random.fromSeed(1)), {
    name: 'RangeError',
    message: /truth is 2 x 2.*3 genes/,
  });
});
