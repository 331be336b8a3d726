import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EffectRows } from '../../lib/network/effect-rows';
import { Random } from '../../lib/math/random';
import { type PhoenixShape, parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { EFFECTS, SHAPE, threeGenes } from './three-genes';

const shape: PhoenixShape = { genes: 37, hidden: 6 };

/** E entry by entry, in double precision, as its formula says; rounded at the end. */
function entry(parameters: Float32Array, i: number, j: number): number {
  const { wS, uS, wP, uP, v } = viewsOf(parameters, shape);
  const { genes: n, hidden: m } = shape;
  let sum = 0;
  const factor = Math.max(0, v[j]);
  for (let k = 0; k < m; k++) sum += wS[k * n + i] * (uS[j * m + k] * factor);
  for (let k = 0; k < m; k++) sum += wP[k * n + i] * (uP[j * m + k] * factor);
  return Math.fround(sum) + 0; // no negative zero
}

function model(density: number): Float32Array {
  const random = Random.fromSeed(9);
  return new Float32Array(parameterCount(shape)).map(() =>
    random.uniform() < density ? random.normal() : 0,
  );
}

test('rows and columns of dense and pruned models are the formula, bit by bit', () => {
  for (const density of [1, 0.6, 0.2, 0.03]) {
    const parameters = model(density);
    const rows = new EffectRows(parameters, shape);
    let seen = 0;
    rows.forEach((i, effects) => {
      assert.equal(i, seen++);
      effects.forEach((effect, j) => assert.equal(effect, entry(parameters, i, j)));
    });
    assert.equal(seen, 37);
    for (const gene of [0, 20, 36]) {
      assert.deepEqual(
        Array.from(rows.row(gene)),
        Array.from({ length: 37 }, (_, j) => entry(parameters, gene, j)),
      );
      assert.deepEqual(
        Array.from(rows.column(gene)),
        Array.from({ length: 37 }, (_, i) => entry(parameters, i, gene)),
      );
    }
  }
});

test('listed regulators come in the order of the list', () => {
  const rows = new EffectRows(threeGenes(), SHAPE);
  const seen: [number, number[]][] = [];
  rows.forEach((regulator, effects) => seen.push([regulator, Array.from(effects)]), [2, 0]);
  assert.deepEqual(seen, [
    [2, EFFECTS.slice(6)],
    [0, EFFECTS.slice(0, 3)],
  ]);
});
