import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../lib/math/random';
import { toDense } from '../../lib/math/sparse-matrix';
import { signedAdjacency } from '../../lib/simulation/network';
import { networkFromText } from '../../lib/simulation/network-text';

const read = (text: string) => networkFromText(text, Random.fromSeed(1));

describe('a network written as arrows', () => {
  it('has inputs, other regulators and the rest in this order, and the signs of its arrows', () => {
    const network = read(`
      target-1 -| target-1
      light -> switch,  heat -| switch,
      switch -> target-2, light -> target-1
    `);
    assert.deepEqual(network.genes, ['light', 'heat', 'target-1', 'switch', 'target-2']);
    assert.equal(network.inputs, 2);
    assert.deepEqual(
      [...toDense(signedAdjacency(network))],
      [
        [0, 0, 1, 1, 0],
        [0, 0, 0, -1, 0],
        [0, 0, -1, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0],
      ].flat(),
    );
  });

  it('draws E and h within their ranges, the same from the same seed', () => {
    const random = Random.fromSeed(2);
    const { edges } = networkFromText('a -> b, a -| c, b -> c, c -> d', random, [1.39, 1.8]);
    for (const { ec50, exponent } of edges) {
      assert.ok(ec50 >= 0.4 && ec50 <= 0.6 && exponent >= 1.39 && exponent <= 1.8);
    }
    assert.equal(new Set(edges.map(({ ec50 }) => ec50)).size, 4);
    assert.deepEqual(
      networkFromText('a -> b, a -| c, b -> c, c -> d', Random.fromSeed(2), [1.39, 1.8]).edges,
      edges,
    );
  });

  it('may be a loop without any input', () => {
    assert.deepEqual([read('a -> b, b -| a').inputs, read('a -> b, b -| a').genes], [0, ['a', 'b']]);
  });

  it('refuses what is no arrow, by line, and an arrow given twice', () => {
    assert.throws(() => read('a -> b\n\na => c'), /line 3: "a => c" is no arrow.*"A -> B"/);
    assert.throws(() => read('a -> b c -> d'), /line 1: "a -> b c -> d"/);
    assert.throws(() => read('a -> b, a -| b'), /a -> b is given twice/);
  });
});
