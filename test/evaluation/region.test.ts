import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EDGE, GAP, RegionMarks, regulatorsOf } from '../../lib/evaluation/region';
import { fromDense } from '../../lib/math/sparse-matrix';

const network = fromDense(3, 3, [0, -1, 2, 0, 0, 0, 0, 0.5, 0]);

test('regulators are the genes with a target; an entry stored as 0 is none', () => {
  assert.deepEqual(regulatorsOf(network), [0, 2]);
  assert.deepEqual(regulatorsOf({ ...network, values: Float64Array.of(-1, 2, 0) }), [0]);
});

test('a row of a region: true edges and gaps, without the pairs that do not count', () => {
  const outside = fromDense(3, 3, [0, 1, 0, 0, 0, 0, 0, 0, 0]);
  const marks = new RegionMarks(network, { regulators: [0, 1], targets: [1, 2], outside });
  assert.deepEqual([...(marks.row(0) ?? [])], [0, 0, EDGE]);
  assert.deepEqual([...(marks.row(1) ?? [])], [0, GAP, GAP]);
  assert.equal(marks.row(2), null);
  assert.deepEqual([...(new RegionMarks(network, {}).row(2) ?? [])], [GAP, EDGE, GAP]);
});

test('what is not a gene is refused', () => {
  assert.throws(() => new RegionMarks(network, { regulators: [3] }), /regulator 3/);
});
