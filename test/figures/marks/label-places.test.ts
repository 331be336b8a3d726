import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelPlaces, labelsOnLines } from '../../../lib/figures/marks/label-places';

test('labels with room stay, those that would collide are spread about their mean', () => {
  assert.deepEqual(labelPlaces([50, 0, 100], 10), [50, 0, 100]);
  // 20 and 24 about 22; then 33 is within 10 of 27, and all three are spread about their mean
  assert.deepEqual(labelPlaces([24, 20], 10), [27, 17]);
  assert.deepEqual(labelPlaces([24, 20, 34], 10), [26, 16, 36]);
  assert.deepEqual(labelPlaces([], 10), []);
});

test('labels of neighbouring lines are stacked on the uppermost, in the order of the lines', () => {
  assert.deepEqual(labelsOnLines([100, 50], 12), [100, 50]);
  assert.deepEqual(labelsOnLines([60, 55, 100], 12), [55, 43, 100]);
  // 40 is free of the line at 55 (12 above it is 43), but not of the two labels that stand there (31)
  assert.deepEqual(labelsOnLines([60, 55, 40], 12), [40, 28, 16]);
});
