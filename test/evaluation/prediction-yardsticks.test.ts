import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Series } from '../../lib/data/study';
import {
  nothingChangesError,
  nothingChangesRollOutError,
  trainingMeanError,
} from '../../lib/evaluation/prediction-yardsticks';

// two genes; first series three times, second series two
const series: Series[] = [
  {
    times: Float64Array.of(0, 1, 5),
    recorded: Float64Array.of(1, 2, 4, 0, 0, 1),
    clean: Float64Array.of(1, 1, 3, 0, 0, 2),
  },
  {
    times: Float64Array.of(0, 2),
    recorded: Float64Array.of(1, 4, 2, 2),
    clean: Float64Array.of(1, 2, 2, 3),
  },
];

test('nothing changes: squared steps pooled over pairs, genes and series', () => {
  // recorded steps 1, 2; 0, 1; 3; 0: squares 1 + 4 + 0 + 1 + 9 + 0 = 15 over 6
  assert.equal(nothingChangesError(series, 'recorded'), 15 / 6);
  // clean steps 0, 2; 0, 2; 1; 1: 0 + 4 + 0 + 4 + 1 + 1 = 10 over 6
  assert.equal(nothingChangesError(series, 'clean'), 10 / 6);
});

test('nothing ever changes: every later clean value against the clean start', () => {
  // 0, 2; 0, 2; 1; 1
  assert.equal(nothingChangesRollOutError(series), 10 / 6);
  const later: Series = {
    times: Float64Array.of(0, 1, 2),
    recorded: new Float64Array(3),
    clean: Float64Array.of(0, 1, 2),
  };
  assert.equal(nothingChangesRollOutError([later]), (1 + 4) / 2);
});

test('the training mean of each gene, against every test value but the first', () => {
  // means: gene 0 (1+2+4+1+4)/5 = 2.4, gene 1 (0+0+1+2+2)/5 = 1; tested on the second series: (4, 2)
  assert.ok(Math.abs(trainingMeanError(series, [series[1]], 'recorded') - (1.6 ** 2 + 1) / 2) < 1e-12);
  assert.ok(Math.abs(trainingMeanError(series, [series[1]], 'clean') - (0.4 ** 2 + 4) / 2) < 1e-12);
});

test('nothing to predict is refused', () => {
  assert.throws(() => nothingChangesError([], 'clean'), RangeError);
  assert.throws(() => trainingMeanError([], series, 'clean'), RangeError);
});
