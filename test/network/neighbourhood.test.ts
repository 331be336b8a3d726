import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import { fromDense } from '../../lib/math/sparse-matrix';
import { parameterCount, type PhoenixShape } from '../../lib/phoenix/parameters';
import { networkOf } from './networks';
import { SHAPE, threeGenes } from './three-genes';

test('the neighbourhood of a gene of the three-gene model by hand', () => {
  // E = [2 0 0; 0 3 0; 8 0 0]
  const prior = fromDense(3, 3, [0, 1, 1, 0, 1, 0, 0, 0, 0]);
  const network = networkOf(threeGenes(), SHAPE, ['a', 'b', 'c'], prior);
  assert.deepEqual(network.neighbourhood('a'), {
    gene: 'a',
    inDegree: 1,
    outDegree: 0,
    regulators: [{ regulator: 'c', target: 'a', effect: 8, scaledEffect: 0.8, inPrior: false }],
    targets: [],
    itself: { regulator: 'a', target: 'a', effect: 2, scaledEffect: 0.2, inPrior: false },
  });
  assert.equal(network.neighbourhood('c').itself, null);
  assert.throws(() => network.neighbourhood('x'), {
    name: 'RangeError',
    message: /no gene x/,
  });
});

test('its edges are those of the whole list that touch the gene, strongest first', () => {
  const shape: PhoenixShape = { genes: 30, hidden: 5 };
  const random = Random.fromSeed(8);
  const parameters = new Float32Array(parameterCount(shape)).map(() =>
    random.uniform() < 0.6 ? 0 : random.normal(),
  );
  const names = Array.from({ length: 30 }, (_, gene) => `g${gene}`);
  const prior = fromDense(
    30,
    30,
    Array.from({ length: 900 }, () => (random.uniform() < 0.1 ? 1 : 0)),
  );
  const network = networkOf(parameters, shape, names, prior);
  const all = [...network.edges()];
  let compared = 0;
  for (const gene of names) {
    const found = network.neighbourhood(gene, { strongest: 4 });
    const regulators = all.filter((edge) => edge.target === gene && edge.regulator !== gene);
    const targets = all.filter((edge) => edge.regulator === gene && edge.target !== gene);
    assert.deepEqual([found.inDegree, found.outDegree], [regulators.length, targets.length]);
    for (const [mine, theirs] of [
      [found.regulators, regulators.slice(0, 4)],
      [found.targets, targets.slice(0, 4)],
      [
        found.itself ? [found.itself] : [],
        all.filter((edge) => edge.regulator === gene && edge.target === gene),
      ],
    ]) {
      assert.equal(mine.length, theirs.length);
      mine.forEach((edge, k) => {
        const { scaledEffect, ...rest } = edge;
        const { scaledEffect: expected, ...others } = theirs[k];
        assert.deepEqual(rest, others);
        assert.ok(Math.abs(scaledEffect - expected) < 1e-12);
        compared++;
      });
    }
  }
  assert.ok(compared > 100);
});
