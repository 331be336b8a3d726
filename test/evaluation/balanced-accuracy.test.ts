import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreement } from '../../lib/evaluation/balanced-accuracy';
import { EFFECTS } from '../network/three-genes';

test('rates and balanced accuracy of a 3 x 3 network, worked by hand', () => {
  // true edges (0,1) (1,1) (2,0); predicted (0,0) (1,1) (2,0): 2 found, 1 missed, 1 too many, 5 rightly absent
  const truth = [0, 1, 0, 0, 1, 0, -1, 0, 0];
  assert.deepEqual(agreement(EFFECTS, truth), {
    truePositives: 2,
    falsePositives: 1,
    trueNegatives: 5,
    falseNegatives: 1,
    tpr: 2 / 3,
    tnr: 5 / 6,
    balancedAccuracy: (2 / 3 + 5 / 6) / 2,
  });
});

test('only the chosen pairs count', () => {
  const truth = [0, 1, 0, 0, 1, 0, -1, 0, 0];
  const lastTwoRows = [0, 0, 0, 1, 1, 1, 1, 1, 1]; // both true edges found, four absences right
  assert.equal(agreement(EFFECTS, truth, Uint8Array.from(lastTwoRows)).balancedAccuracy, 1);
});

test('all edges and no edges both score one half', () => {
  const truth = [1, 0, 0, 0];
  assert.equal(agreement([1, 1, 1, 1], truth).balancedAccuracy, 0.5);
  assert.equal(agreement([0, 0, 0, 0], truth).balancedAccuracy, 0.5);
});

test('a truth without edges, a truth without gaps and unequal lengths are refused in words', () => {
  assert.throws(() => agreement([1, 0], [0, 0]), { name: 'RangeError', message: /no true edge/ });
  assert.throws(() => agreement([1, 0], [1, 1]), { name: 'RangeError', message: /every one/ });
  assert.throws(() => agreement([1], [1, 0]), { name: 'RangeError', message: /1, 2/ });
});
