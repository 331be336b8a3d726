import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outDegrees } from '../../lib/network/out-degree';
import { squareRows } from './networks';

test('the out-degree counts the targets in a row, the sign aside', () => {
  assert.deepEqual([...outDegrees(squareRows([0, -1, 2, 0, 0, 0, 0, 0.5, 0]))], [2, 0, 1]); // 2 targets, none, 1
});
