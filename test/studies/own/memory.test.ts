import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../lib/math/random';
import { fromDense } from '../../../lib/math/sparse-matrix';
import { coregulationOf } from '../../../lib/studies/coregulation';
import { checkCoregulationMemory, sharingPairs } from '../../../lib/studies/own/memory';

test('pairs that share a target are never more than counted, and as many where no two share two', () => {
  // Regulators 0 and 1 share target 2, regulator 3 has target 0 to itself: (0, 0), (0, 1), (1, 0), (1, 1), (3, 3).
  const prior = fromDense(4, 4, [0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
  assert.equal(sharingPairs(prior), 5);
  assert.equal(coregulationOf(prior).columns.length, 5);
  const random = Random.fromSeed(2, 'sharing');
  for (const density of [0.02, 0.2, 1]) {
    const dense = Array.from({ length: 900 }, () => (random.uniform() < density ? 1 : 0));
    const many = fromDense(30, 30, dense);
    assert.ok(coregulationOf(many).columns.length <= sharingPairs(many) && sharingPairs(many) <= 900);
  }
});

test('what does not fit beside the training is refused with both numbers and the ways out', () => {
  const prior = fromDense(2, 2, [1, 0, 1, 0]);
  assert.equal(checkCoregulationMemory('p.csv', prior, 1e9, 2e9), 4 * 80);
  assert.throws(() => checkCoregulationMemory('p.csv', prior, 2e9, 2e9), {
    name: 'RangeError',
    message:
      /^p\.csv: up to 4 pairs .* beside 2\.0 GB to train, and 2\.0 GB are there\. Give a co-regulation file/,
  });
});
