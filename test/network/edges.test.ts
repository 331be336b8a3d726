import assert from 'node:assert/strict';
import { test } from 'node:test';
import { denseOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromDense } from '../../lib/math/sparse-matrix';
import { Network } from '../../lib/network/network';
import { Model } from '../../lib/phoenix/model';
import { layoutOf, parameterCount, type PhoenixShape } from '../../lib/phoenix/parameters';
import { networkOf, scaledEffects } from './networks';
import { SHAPE, threeGenes } from './three-genes';

const NAMES = ['a', 'b', 'c'];
const PRIOR = fromDense(3, 3, [0, 1, 1, 0, 1, 0, 0, 0, 0]);

test('the edges of the three-gene model by hand, strongest first', () => {
  // E = [2 0 0; 0 3 0; 8 0 0]: column a sums to 10, column b to 3
  const network = networkOf(threeGenes(), SHAPE, NAMES, PRIOR);
  const edges = network.edges();
  const expected = [
    { regulator: 'c', target: 'a', effect: 8, scaledEffect: 0.8, inPrior: false },
    { regulator: 'b', target: 'b', effect: 3, scaledEffect: 1, inPrior: true },
    { regulator: 'a', target: 'a', effect: 2, scaledEffect: 0.2, inPrior: false },
  ];
  assert.deepEqual([...edges], expected);
  assert.deepEqual([...edges], expected, 'a second time the same');
  assert.deepEqual([...network.edges({ strongest: 2 })], expected.slice(0, 2));
  assert.deepEqual([...network.edges({ strongest: 0 })], []);
});

test('in blocks of any size they are the sorted entries of the dense effects, ties in the order of the genes', () => {
  const shape: PhoenixShape = { genes: 23, hidden: 4 };
  const random = Random.fromSeed(5);
  const parameters = new Float32Array(parameterCount(shape));
  // few distinct weights: many ties, of both signs
  for (let k = 0; k < parameters.length; k++)
    parameters[k] = random.uniform() < 0.5 ? 0 : random.below(5) - 2;
  const { v } = layoutOf(shape);
  parameters.fill(1, v.offset);
  parameters[v.offset + 7] = 0;
  const prior = fromDense(
    23,
    23,
    Array.from({ length: 23 * 23 }, () => (random.uniform() < 0.2 ? -1 : 0)),
  );
  const names = Array.from({ length: 23 }, (_, gene) => `gene ${gene}`);
  const network = networkOf(parameters, shape, names, prior);
  const effects = denseOf(network.effects);
  const scaled = scaledEffects(effects, 23);
  const order = [...effects.keys()]
    .filter((k) => effects[k] !== 0)
    .sort((a, b) => Math.abs(effects[b]) - Math.abs(effects[a]) || a - b);
  assert.ok(order.length > 100 && new Set(effects.map(Math.abs)).size < 40);
  for (const atATime of [1, 7, 50, 10_000]) {
    const edges = [...network.edges({ atATime })];
    assert.deepEqual(
      edges.map(({ regulator, target, effect }) => [regulator, target, effect]),
      order.map((k) => [names[Math.floor(k / 23)], names[k % 23], effects[k]]),
    );
    edges.forEach(({ scaledEffect, inPrior }, place) => {
      const k = order[place];
      assert.equal(Math.fround(scaledEffect), scaled[k]);
      const row = Math.floor(k / 23);
      const joined = prior.columns.subarray(prior.rowStart[row], prior.rowStart[row + 1]).includes(k % 23);
      assert.equal(inPrior, joined);
    });
  }
});

test('without a prior no edge is in it', () => {
  assert.ok([...networkOf(threeGenes(), SHAPE, NAMES).edges()].every((edge) => !edge.inPrior));
});

test('where gates have another reading for the network, its edges are those of that reading', () => {
  const parameters = new Float32Array(parameterCount(SHAPE));
  const model = new Model({
    parameters,
    shape: SHAPE,
    mask: null,
    genes: NAMES,
    readings: { network: threeGenes() },
  });
  assert.deepEqual([...new Network(model).edges()], [...networkOf(threeGenes(), SHAPE, NAMES).edges()]);
});

test('names and priors that do not fit are refused', () => {
  assert.throws(() => networkOf(threeGenes(), SHAPE, ['a', 'b'], PRIOR), RangeError);
  assert.throws(() => networkOf(threeGenes(), SHAPE, ['a', 'b', 'b'], PRIOR), {
    name: 'RangeError',
    message: /b stands twice/,
  });
  assert.throws(
    () => networkOf(threeGenes(), SHAPE, NAMES, fromDense(2, 2, [1, 0, 0, 0])),
    /2 x 2 prior.*3 genes/,
  );
});
