import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { binned, suggestedBins } from '../../../../lib/studies/own/expression/bins';

const timesOf = (times: number[], bins: number) =>
  binned(
    'x',
    times.map((time, cell) => ({ cell, time })),
    bins,
  ).map(({ time, cells }) => [time, cells]);

describe('bins of cells', () => {
  it('hold about equal numbers of cells in the order of their times', () => {
    assert.deepEqual(timesOf([5, 1, 3, 2, 4, 0, 6], 3), [
      [1, [5, 1, 3]],
      [3.5, [2, 4]],
      [5.5, [0, 6]],
    ]);
  });
  it('keep cells of one time together, and are fewer for it', () => {
    assert.deepEqual(timesOf([0, 0, 0, 0, 0, 1, 2], 4), [
      [0, [0, 1, 2, 3, 4]],
      [1, [5]],
      [2, [6]],
    ]);
    assert.deepEqual(timesOf([7, 7, 7], 2), [[7, [0, 1, 2]]]);
  });
  it('are one a cell where there are more bins than cells', () => {
    assert.deepEqual(timesOf([3, 1], 9), [
      [1, [1]],
      [3, [0]],
    ]);
  });
  it('are a tenth of the cells, 6 to 50', () => {
    assert.deepEqual([30, 200, 2000].map(suggestedBins), [6, 20, 50]);
  });
});
