import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averageOutDegree, outDegrees } from '../../lib/network/out-degree';

test('the out-degree counts the targets in a row, the sign aside, and averages over all genes', () => {
  const network = [0, -1, 2, 0, 0, 0, 0, 0.5, 0]; // 2 targets, none, 1
  assert.deepEqual([...outDegrees(network, 3)], [2, 0, 1]);
  assert.equal(averageOutDegree(network, 3), 1);
  assert.throws(() => outDegrees(network, 4), /9 entries/);
});
