import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { longIntervals, medianOf, suggestedTimeScale } from '../../../lib/studies/own/series';

const series = (...times: number[]) => ({ name: 's', times: Float64Array.from(times) });

describe('times of own series', () => {
  it('finds the intervals that are far longer than the others', () => {
    assert.deepEqual(longIntervals([series(0, 1, 2, 12, 13, 19), series(0, 10, 20)]), [
      { series: 's', from: 2, to: 12, ratio: 10 },
      { series: 's', from: 13, to: 19, ratio: 6 },
    ]);
  });

  it('suggests a power of ten that brings a typical interval near 1', () => {
    const scales = [
      [0, 0.005, 0.01],
      [0, 2, 3, 7, 9],
      [0, 24, 48],
      [0, 600, 1200],
    ].map((times) => suggestedTimeScale([series(...times)]));
    assert.deepEqual(scales, [100, 1, 0.1, 0.01]);
    assert.equal(suggestedTimeScale([]), 1);
  });

  it('knows the median of odd and even numbers of values', () => {
    assert.equal(medianOf([3, 1, 2]), 2);
    assert.equal(medianOf([4, 1, 2, 3]), 2.5);
    assert.equal(medianOf([7]), 7);
  });
});
