import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yardsticks } from '../../lib/evaluation/yardsticks';
import type { Series } from '../../lib/studies/study';

const seriesOf = (times: number[], values: number[]): Series => ({
  times: Float64Array.from(times),
  recorded: Float64Array.from(values),
  clean: Float64Array.from(values),
});

test('one gene by hand, "nothing changes" first', () => {
  // Training 1, 2, 3, 4: mean 2.5; next = 1 + 1 x; without a: (2 + 6 + 12) / (1 + 4 + 9) = 10 / 7.
  const training = [seriesOf([0, 1, 2, 3], [1, 2, 3, 4])];
  const test = [seriesOf([10, 11, 12], [7, 7, 14])];
  const found = yardsticks({ training, test }, [seriesOf([8], [5])]);
  assert.deepEqual(
    found.map(({ label }) => label),
    ['nothing changes', 'training mean', 'AR(1) a gene', 'AR(1) without a', 'straight line'],
  );
  const expected = [
    (0 + 49) / 2,
    (4.5 ** 2 + 11.5 ** 2) / 2,
    (1 + 36) / 2,
    (9 + 16) / 2,
    // From 5 at 8 to 7 at 10 it rises by 1 a unit: 8; from 7 to 7 it stays.
    (1 + 49) / 2,
  ];
  found.forEach(({ testMse }, k) => assert.ok(Math.abs(testMse - expected[k]) < 1e-9, found[k].label));
  // Without an earlier time the line starts as "nothing changes".
  assert.equal(yardsticks({ training, test })[4].testMse, 49 / 2);
});
