import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coregulationKept, coregulationSimilarity } from '../../lib/network/coregulation-similarity';
import { squareRows } from './networks';

test('equal, opposite, unrelated and empty rows', () => {
  // centred: (-1, 0, 1, 0), -2 times the same, (1, -1, 1, -1) / 2 at right angles to it, and an empty row
  const effects = [1, 2, 3, 2, -2, -4, -6, -4, 1, 0, 1, 0, 0, 0, 0, 0];
  const similarity = coregulationSimilarity(squareRows(effects), [0, 1, 2, 3]);
  const expected = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
  similarity.forEach((value, k) => assert.ok(Math.abs(value - expected[k]) < 1e-12, `entry ${k}: ${value}`));
});

test('a correlation by hand, and the order of the regulators asked for', () => {
  // rows (0,0,3) and (0,3,3): centred (-1,-1,2), (-2,1,1); dot 3, lengths sqrt 6 each: 1/2
  const similarity = coregulationSimilarity(squareRows([9, 9, 9, 0, 0, 3, 0, 3, 3]), [2, 1]);
  assert.ok(Math.abs(similarity[1] - 0.5) < 1e-12);
  assert.equal(similarity.length, 4);
  assert.throws(() => coregulationSimilarity(squareRows(new Float64Array(9)), [3]), /regulator 3/);
});

test('what a network keeps of who acts alike in the truth', () => {
  // in the truth rows 0 and 1 are alike (1), row 2 at right angles to both
  const truth = squareRows([1, 2, 3, 2, -2, -4, -6, -4, 1, 0, 1, 0, 0, 0, 0, 0]);
  // in the network row 0 is alike to row 2, row 1 to none: rows 0 and 2 proportional, row 1 at right angles
  const network = squareRows([1, 2, 3, 2, 1, 0, 1, 0, 2, 4, 6, 4, 0, 0, 0, 0]);
  const kept = coregulationKept(network, truth, [0, 1, 2]);
  assert.equal(kept.pairs, 1);
  assert.ok(Math.abs(kept.alike) < 1e-12 && Math.abs(kept.others - 0.5) < 1e-12);
  assert.throws(() => coregulationKept(network, truth, [0, 2]), /0 of 1 pairs of regulators are alike/);
});
