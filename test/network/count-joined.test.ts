import assert from 'node:assert/strict';
import { test } from 'node:test';
import { denseOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { countJoinedPairs } from '../../lib/network/count-joined';
import { EffectRows } from '../../lib/network/effect-rows';
import { type PhoenixShape, parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { SHAPE, threeGenes } from './three-genes';

test('the three-gene model joins the three pairs that were worked by hand', () => {
  assert.equal(countJoinedPairs(threeGenes(), SHAPE), 3);
});

test('as many as there are effects other than 0, at any density, with genes that nothing moves', () => {
  for (const genes of [31, 32, 33, 90]) {
    const shape: PhoenixShape = { genes, hidden: 5 };
    for (const density of [1, 0.5, 0.15, 0.03, 0]) {
      const random = Random.fromSeed(genes, 'joined');
      const parameters = new Float32Array(parameterCount(shape)).map(() =>
        random.uniform() < density ? random.normal() : 0,
      );
      const effects = denseOf(new EffectRows(parameters, shape));
      const expected = effects.filter((effect) => effect !== 0).length;
      assert.equal(countJoinedPairs(parameters, shape), expected, `${genes} genes, density ${density}`);
    }
  }
});

test('a regulator whose one neuron reaches all that can be reached, beside one whose neurons only do together', () => {
  const shape: PhoenixShape = { genes: 3, hidden: 2 };
  const parameters = new Float32Array(parameterCount(shape));
  const { wS, uS, wP, uP, v } = viewsOf(parameters, shape);
  v.set([1, 1, 1]);
  uS.set([1, 1, 1, 0, 1, 0]); // neuron 0 reaches all three, neuron 1 the first
  uP.set([0, 0, 1, 0, 0, 1]); // neuron 0 the second, neuron 1 the third
  wS.set([1, 0, 0, 0, 1, 0]); // gene 0 by the wide neuron, gene 1 by the narrow one
  wP.set([0, 1, 0, 0, 1, 1]); // gene 1 by both others, gene 2 by the last
  assert.equal(countJoinedPairs(parameters, shape), 3 + 3 + 1);
});
