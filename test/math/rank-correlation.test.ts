import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankCorrelation } from '../../lib/math/rank-correlation';

test('by hand: ranks 1 2 3 4 5 against 2 1 4 3 5, 1 - 6 sum d^2 / (n (n^2 - 1)) = 1 - 6 * 4 / 120', () => {
  assert.ok(Math.abs(rankCorrelation([1, 2, 30, 400, 5000], [0.2, 0.1, 0.4, 0.3, 0.5]) - 0.8) < 1e-15);
});

test('only the order counts: 1 for any increasing function, -1 for any decreasing one', () => {
  const x = [0.3, -2, 7, 1.5];
  assert.ok(Math.abs(rankCorrelation(x, x.map(Math.exp)) - 1) < 1e-15);
  assert.ok(
    Math.abs(
      rankCorrelation(
        x,
        x.map((value) => -(value ** 3)),
      ) + 1,
    ) < 1e-15,
  );
});

test('ties share their mean rank: x has ranks 1.5 1.5 3, y 1 2 3', () => {
  // Centred: (-0.5, -0.5, 1) and (-1, 0, 1): 1.5 / sqrt(1.5 * 2).
  assert.ok(Math.abs(rankCorrelation([4, 4, 9], [1, 2, 3]) - 1.5 / Math.sqrt(3)) < 1e-15);
});

test('what has no rank correlation is said', () => {
  assert.throws(() => rankCorrelation([1, 1], [1, 2]), /constant/);
  assert.throws(() => rankCorrelation([1], [1, 2]), /cannot be paired/);
});
