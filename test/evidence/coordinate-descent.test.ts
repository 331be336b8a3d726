import assert from 'node:assert/strict';
import { test } from 'node:test';
import { solveLasso, type LassoProblem } from '../../lib/evidence/coordinate-descent';
import { Random } from '../../lib/math/random';

/** A problem of correlated predictors: rows of N(0, 1) about a shared factor, y of the first three and noise. */
function drawn(n: number, rows: number, seed: number): LassoProblem & { variance: number } {
  const random = Random.fromSeed(seed);
  const x = Array.from({ length: rows }, () => {
    const shared = random.normal();
    return Float64Array.from({ length: n }, () => 0.7 * shared + random.normal());
  });
  const y = x.map((row) => 2 * row[0] - row[1] + 0.5 * row[2] + random.normal());
  const gram = new Float64Array(n * n);
  const covariance = new Float64Array(n);
  let variance = 0;
  x.forEach((row, r) => {
    variance += y[r] ** 2 / rows;
    for (let i = 0; i < n; i++) {
      covariance[i] += (row[i] * y[r]) / rows;
      for (let j = 0; j < n; j++) gram[i * n + j] += (row[i] * row[j]) / rows;
    }
  });
  return { gram, covariance, penalties: new Float64Array(n), variance };
}

test('two predictors that are not correlated: each coefficient is its correlation less the penalty', () => {
  const gram = Float64Array.of(1, 0, 0, 4);
  const covariance = Float64Array.of(0.5, -2);
  const solved = (penalty: number) =>
    solveLasso({ gram, covariance, penalties: Float64Array.of(penalty, penalty) }, new Float64Array(2), 1);
  assert.deepEqual([...solved(0.2)], [0.3, -0.45]);
  assert.deepEqual([...solved(0.6)].map(Math.abs), [0, 0.35]);
  assert.deepEqual([...solved(3)].map(Math.abs), [0, 0]);
});

test('the conditions of Karush, Kuhn and Tucker hold, with penalties of several sizes, in fewer rows than predictors too', () => {
  for (const rows of [400, 30]) {
    const { gram, covariance, variance } = drawn(60, rows, rows);
    const penalties = Float64Array.from({ length: 60 }, (_, i) =>
      i === 5 ? 0 : i === 6 ? Infinity : i % 2 ? 0.1 : 0.3,
    );
    const b = solveLasso({ gram, covariance, penalties }, new Float64Array(60), variance, 1e-14);
    assert.ok(b.filter((value) => value !== 0).length > 3);
    assert.equal(b[6], 0);
    b.forEach((value, i) => {
      const pull = b.reduce((sum, other, k) => sum - gram[i * 60 + k] * other, covariance[i]);
      if (value === 0) assert.ok(Math.abs(pull) <= penalties[i] * 1.001, `${i}: ${pull}`);
      else assert.ok(Math.abs(pull - Math.sign(value) * penalties[i]) < 1e-5, `${i}: ${pull} at ${value}`);
    });
  }
});

test('a start from another solution ends where proximal gradient ends from 0', () => {
  const { gram, covariance, variance } = drawn(20, 200, 3);
  const penalties = new Float64Array(20).fill(0.05);
  const warm = solveLasso(
    { gram, covariance, penalties: penalties.map((p) => 6 * p) },
    new Float64Array(20),
    variance,
  );
  const b = solveLasso({ gram, covariance, penalties }, warm, variance, 1e-15);
  const other = new Float64Array(20);
  const rate = 1 / gram.reduce((most, _, k) => (k % 20 === 0 ? Math.max(most, rowSum(gram, k)) : most), 0);
  for (let step = 0; step < 20000; step++) {
    const moved = other.map((value, i) => {
      const pull = other.reduce((sum, o, k) => sum - gram[i * 20 + k] * o, covariance[i]);
      const at = value + rate * pull;
      return Math.sign(at) * Math.max(0, Math.abs(at) - rate * penalties[i]);
    });
    other.set(moved);
  }
  b.forEach((value, i) => assert.ok(Math.abs(value - other[i]) < 1e-6, `${i}: ${value}, ${other[i]}`));
});

test('a predictor that never varies stays out', () => {
  const b = solveLasso(
    { gram: Float64Array.of(0, 0, 0, 1), covariance: Float64Array.of(0, 1), penalties: new Float64Array(2) },
    Float64Array.of(3, 0),
    1,
  );
  assert.deepEqual([...b], [0, 1]);
});

const rowSum = (gram: Float64Array, from: number): number =>
  gram.slice(from, from + 20).reduce((sum, value) => sum + Math.abs(value), 0);
