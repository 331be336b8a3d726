import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgesOf, pairsOfRegulators, pairsOutside, regulatorsOf } from '../../lib/evaluation/pairs';
import { fromDense } from '../../lib/math/sparse-matrix';

const network = fromDense(3, 3, [0, -1, 2, 0, 0, 0, 0, 0.5, 0]);

test('edges and the pairs outside them share out the n x n pairs', () => {
  assert.deepEqual([...edgesOf(network)], [0, 1, 1, 0, 0, 0, 0, 1, 0]);
  assert.deepEqual([...pairsOutside(edgesOf(network))], [1, 0, 0, 1, 1, 1, 1, 0, 1]);
});

test('regulators are the genes with a target; their pairs are whole rows', () => {
  assert.deepEqual(regulatorsOf(network), [0, 2]);
  assert.deepEqual([...pairsOfRegulators([0, 2], 3)], [1, 1, 1, 0, 0, 0, 1, 1, 1]);
});

test('what is not a network or not a gene is refused', () => {
  assert.throws(() => edgesOf(fromDense(1, 2, [0, 1])), /square/);
  assert.throws(() => pairsOfRegulators([3], 3), /regulator 3/);
});
