import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logAxis } from '../../../lib/figures/marks/log-axis';

test('of a wide range 1, 2 and 5 of every decade; of a narrow one round numbers, with the digits that they need', () => {
  assert.deepEqual(logAxis([3e-4, 8e-3]), {
    domain: [3e-4, 8e-3],
    ticks: [5e-4, 1e-3, 2e-3, 5e-3],
    format: '.1~e',
  });
  // A run that hardly moves: 2.16e-4 to 2.21e-4.
  assert.deepEqual(logAxis([2.21e-4, 2.16e-4]).ticks, [2.16e-4, 2.18e-4, 2.2e-4]);
  assert.equal(logAxis([2.21e-4, 2.16e-4]).format, '.2~e');
  assert.deepEqual(logAxis([1.2e-3, 4e-3]).ticks, [2e-3, 4e-3]);
  assert.deepEqual(logAxis([0.0101, 0.0102]).ticks, [0.0101, 0.0102]);
});

test('whatever the range, two ticks or more within it, each with a label of its own', () => {
  for (const low of [1e-9, 2.34567e-4, 0.5, 1, 9.99, 123.4]) {
    for (const ratio of [1, 1 + 1e-6, 1.0003, 1.02, 1.7, 3, 11, 1e5]) {
      const { domain, ticks, format } = logAxis([low, low * ratio]);
      const digits = Number(/\d+/.exec(format)?.[0]);
      assert.ok(ticks.length >= 2, `${low} x ${ratio}: ${ticks.join()}`);
      assert.ok(ticks.every((tick) => tick >= domain[0] && tick <= domain[1]));
      assert.equal(
        new Set(ticks.map((tick) => tick.toExponential(digits))).size,
        ticks.length,
        `${low} x ${ratio}`,
      );
    }
  }
});
