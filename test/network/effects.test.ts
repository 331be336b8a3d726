import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix } from 'ml-matrix';
import { denseOf } from '../../lib/math/matrix-rows';
import { EffectRows } from '../../lib/network/effect-rows';
import { Random } from '../../lib/math/random';
import { initialParameters, type PhoenixShape, parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { scaledEffects } from './networks';
import { EFFECTS, SHAPE, threeGenes } from './three-genes';

const effectsOf = (parameters: Float32Array, shape: PhoenixShape): Float32Array =>
  denseOf(new EffectRows(parameters, shape));

test('the effects of the three-gene model are those worked by hand', () => {
  assert.deepEqual([...effectsOf(threeGenes(), SHAPE)], EFFECTS);
});

test('scaling divides each column by its absolute sum and leaves an empty column at 0', () => {
  // columns sum to 10, 3 and 0
  assert.deepEqual(
    [...scaledEffects(effectsOf(threeGenes(), SHAPE), 3)],
    [0.2, 0, 0, 0, 1, 0, 0.8, 0, 0].map(Math.fround),
  );
  assert.deepEqual([...scaledEffects(Float32Array.of(1, 0, -3, 0), 2)], [0.25, 0, -0.75, 0]);
});

test('the effects equal the dense product of ml-matrix, for a dense and for a pruned model', () => {
  const shape: PhoenixShape = { genes: 23, hidden: 6 };
  for (const density of [1, 0.1]) {
    const random = Random.fromSeed(5);
    const parameters = initialParameters(shape, random);
    const blocks = viewsOf(parameters, shape);
    for (const name of ['wS', 'wP', 'uS', 'uP'] as const) {
      blocks[name].forEach((_, k) => (blocks[name][k] = random.uniform() < density ? random.normal() : 0));
    }
    blocks.v.forEach((_, k) => (blocks.v[k] = random.normal()));
    const matrix = (rows: number, cols: number, flat: Float32Array): Matrix =>
      Matrix.from1DArray(rows, cols, Array.from(flat));
    const branch = (w: Float32Array, u: Float32Array): Matrix =>
      matrix(6, 23, w)
        .transpose()
        .mmul(matrix(23, 6, u).transpose());
    const expected = branch(blocks.wS, blocks.uS)
      .add(branch(blocks.wP, blocks.uP))
      .mulRowVector(Array.from(blocks.v, (multiplier) => Math.max(0, multiplier)));
    const effects = effectsOf(parameters, shape);
    effects.forEach((effect, k) => {
      const reference = expected.get(Math.floor(k / 23), k % 23);
      assert.ok(Math.abs(effect - reference) <= 1e-6 * Math.max(1, Math.abs(reference)), `entry ${k}`);
      assert.equal(effect === 0, reference === 0, `entry ${k}: an edge is an entry other than 0`);
    });
  }
});

test('an effect too small for single precision is still an edge, with its sign', () => {
  const shape: PhoenixShape = { genes: 1, hidden: 1 };
  const parameters = new Float32Array(parameterCount(shape));
  const blocks = viewsOf(parameters, shape);
  blocks.wS.set([1e-30]);
  blocks.uS.set([-1e-30]);
  blocks.v.set([1]);
  const [effect] = effectsOf(parameters, shape);
  assert.ok(effect < 0);
});

test('parameters of another shape are refused', () => {
  assert.throws(() => effectsOf(new Float32Array(10), SHAPE), RangeError);
});
