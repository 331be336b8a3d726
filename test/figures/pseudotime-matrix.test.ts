import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Series } from '../../lib/studies/study';
import { pseudotimeMatrix } from '../../lib/figures/pseudotime-heat-map';

/** Gene 0 is 10 t, gene 1 is -t. */
const segment = (...times: number[]): Series => {
  const recorded = Float64Array.from([...times.map((t) => 10 * t), ...times.map((t) => -t)]);
  return { times: Float64Array.from(times), recorded, clean: recorded };
};

test('segments are put together in the order of time, each time once, and the sets are found again', () => {
  const study = {
    training: [segment(6, 7, 8), segment(0, 1), segment(2, 3)],
    validation: [segment(1, 2)],
    test: [segment(4, 5)],
  };
  const { times, values, test: held, validation } = pseudotimeMatrix(study);
  assert.deepEqual([...times], [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual([...values.slice(0, 9)], [0, 10, 20, 30, 40, 50, 60, 70, 80]);
  assert.deepEqual([...values.slice(9)].map(Math.abs), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual([held, validation], [[[4, 5]], [[1, 2]]]);
});

test('two samples are not mixed, and no sample is none', () => {
  const other = { ...segment(1, 2), recorded: Float64Array.of(0, 0, 0, 0) };
  assert.throws(
    () => pseudotimeMatrix({ training: [segment(0, 1)], validation: [other], test: [] }),
    /at time 1: .*different samples/,
  );
  assert.throws(() => pseudotimeMatrix({ training: [], validation: [], test: [] }), /at least one/);
});
