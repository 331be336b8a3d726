import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterOrder } from '../../lib/math/cluster-order';

test('average linkage by hand', () => {
  // 0-2 (0.9) merge first, then 1-3 (0.8). 4 is 0.6 to 0 and 0.2 to 2, 0.4 on average; 0.5 to both 1 and 3: it joins these.
  const similarity = [
    [1, 0.1, 0.9, 0.1, 0.6],
    [0.1, 1, 0.1, 0.8, 0.5],
    [0.9, 0.1, 1, 0.1, 0.2],
    [0.1, 0.8, 0.1, 1, 0.5],
    [0.6, 0.5, 0.2, 0.5, 1],
  ].flat();
  assert.deepEqual([...clusterOrder(similarity, 5)], [1, 3, 4, 0, 2]);
});

test('every index stands once, also where nothing is alike', () => {
  assert.deepEqual(
    [...clusterOrder(new Float64Array(49), 7)].sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6],
  );
  assert.deepEqual([...clusterOrder([1], 1)], [0]);
  assert.throws(() => clusterOrder([1, 2], 2), /not 2 x 2/);
});
