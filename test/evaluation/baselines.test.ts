import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkBaselines, randomEdges } from '../../lib/evaluation/baselines';
import { confusion } from '../../lib/evaluation/confusion';
import { denseOf } from '../../lib/math/matrix-rows';
import { fromDense } from '../../lib/math/sparse-matrix';
import { Random } from '../../lib/math/random';

test('the baselines of a 3 x 3 network, worked by hand', () => {
  const truth = fromDense(3, 3, [0, 1, 1, 0, 0, 0, 0, -1, 0]); // regulators 0 and 2
  const prior = fromDense(3, 3, [0, 1, 1, 1, 0, 0, 0, 0, 0]); // one edge moved: regulators 0 and 1
  const baselines = networkBaselines(truth, prior, 3, Random.fromSeed(1));
  assert.equal(baselines.prior.balancedAccuracy, (2 / 3 + 5 / 6) / 2);
  // rows 0 and 1 say yes: 2 of 3 edges found, 4 of the 6 gaps called edges
  assert.equal(baselines.knownRegulators.balancedAccuracy, (2 / 3 + 2 / 6) / 2);
  // rows 0 and 2 say yes: all 3 edges found, 3 of the 6 gaps called edges
  assert.equal(baselines.trueRegulators.balancedAccuracy, (1 + 3 / 6) / 2);
  assert.equal(baselines.randomEdges.truePositives + baselines.randomEdges.falsePositives, 3);
  assert.deepEqual(baselines.randomExpected, { tpr: 3 / 9, tnr: 1 - 3 / 9, balancedAccuracy: 0.5 });
});

test('random edges: the asked number, every pair equally often, balanced accuracy one half on average', () => {
  const random = Random.fromSeed(11);
  const truth = fromDense(3, 3, [0, 1, 1, 0, 0, 0, 0, 1, 0]);
  const draws = 4000;
  const hits = new Float64Array(9);
  let mean = 0;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = randomEdges(3, 4, random);
    const edges = denseOf(drawn);
    assert.equal(
      edges.reduce((sum, edge) => sum + edge, 0),
      4,
    );
    edges.forEach((edge, k) => (hits[k] += edge));
    mean += confusion(drawn, truth).balancedAccuracy / draws;
  }
  const sd = Math.sqrt((4 / 9) * (5 / 9) * draws);
  for (const count of hits) assert.ok(Math.abs(count - (4 / 9) * draws) < 4 * sd, `${count} of ${draws}`);
  assert.ok(Math.abs(mean - 0.5) < 0.02, `${mean}`);
});

test('none, all and too many edges', () => {
  assert.ok(denseOf(randomEdges(3, 0, Random.fromSeed(1))).every((edge) => edge === 0));
  assert.ok(denseOf(randomEdges(3, 9, Random.fromSeed(1))).every((edge) => edge === 1));
  assert.throws(() => randomEdges(3, 10, Random.fromSeed(1)), RangeError);
});

test('listed and assayed regulators by hand, over all pairs and within the assayed rows', () => {
  const truth = fromDense(3, 3, [0, 1, 1, 0, 0, 0, 0, -1, 0]);
  const prior = fromDense(3, 3, [0, 1, 0, 1, 0, 0, 0, 0, 0]); // regulators 0 and 1
  const baselines = networkBaselines(truth, prior, 3, Random.fromSeed(1), {
    regulators: [0, 1, 2],
    assayed: [0],
  });
  // every pair an edge
  assert.deepEqual([baselines.listedRegulators?.tpr, baselines.listedRegulators?.tnr], [1, 0]);
  // row 0 says yes: 2 of 3 edges, 1 of 6 gaps
  assert.equal(baselines.assayedRegulators?.balancedAccuracy, (2 / 3 + 5 / 6) / 2);
  // row 0 alone holds 2 edges and 1 gap; the prior has one of the edges
  assert.equal(baselines.withinAssayed?.prior.balancedAccuracy, (1 / 2 + 1) / 2);
  assert.equal(baselines.withinAssayed?.knownRegulators.balancedAccuracy, 1 / 2);
  assert.equal(baselines.withinAssayed?.listedRegulators?.balancedAccuracy, 1 / 2);
  assert.throws(() => networkBaselines(truth, prior, 3, Random.fromSeed(1), { assayed: [3] }), {
    name: 'RangeError',
    message: /regulator 3 is not one of the genes/,
  });
});

test('where no regulators are named nothing is said of them', () => {
  const truth = fromDense(3, 3, [0, 1, 1, 0, 0, 0, 0, -1, 0]);
  assert.deepEqual(Object.keys(networkBaselines(truth, truth, 3, Random.fromSeed(1))), [
    'prior',
    'knownRegulators',
    'trueRegulators',
    'randomEdges',
    'randomExpected',
  ]);
});
