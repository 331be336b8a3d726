import assert from 'node:assert/strict';
import { test } from 'node:test';
import { twoSidedP, twoSidedQuantile } from '../../lib/math/student-t';
import { assertClose } from '../helpers';

test('quantiles of the published table (as NIST/SEMATECH e-Handbook 1.3.6.7.2 prints it)', () => {
  // By degrees of freedom: upper tails 0.05, 0.025, 0.005, 0.001.
  const tabled: Record<number, number[]> = {
    1: [6.314, 12.706, 63.657, 318.313],
    2: [2.92, 4.303, 9.925, 22.327],
    3: [2.353, 3.182, 5.841, 10.215],
    4: [2.132, 2.776, 4.604, 7.173],
    7: [1.895, 2.365, 3.499, 4.785],
    19: [1.729, 2.093, 2.861, 3.579],
    30: [1.697, 2.042, 2.75, 3.385],
    100: [1.66, 1.984, 2.626, 3.174],
  };
  for (const [freedom, quantiles] of Object.entries(tabled)) {
    const found = [0.05, 0.025, 0.005, 0.001].map((tail) => twoSidedQuantile(2 * tail, Number(freedom)));
    found.forEach((t, k) =>
      assert.ok(Math.abs(t - quantiles[k]) < 6e-4 * Math.max(1, t / 10), `${freedom} ${t}`),
    );
  }
  assert.throws(() => twoSidedQuantile(0, 3), /between 0 and 1/);
});

test('closed forms: one, two, four and a very great number of degrees of freedom', () => {
  const ts = [0, 0.1, 1, 2.5, 10, 1000];
  const one = ts.map((t) => 1 - (2 / Math.PI) * Math.atan(t));
  const two = ts.map((t) => 1 - t / Math.sqrt(2 + t * t));
  const four = ts.map((t) => {
    const s = t / Math.sqrt(4 + t * t);
    return 1 - (3 * s - s ** 3) / 2;
  });
  assertClose(ts.map((t) => twoSidedP(t, 1)), one, 1e-12); // prettier-ignore
  assertClose(ts.map((t) => twoSidedP(-t, 2)), two, 1e-12); // prettier-ignore
  assertClose(ts.map((t) => twoSidedP(t, 4)), four, 1e-12); // prettier-ignore
  // The normal distribution: P(|Z| >= 1.959964) = 0.05; t differs by about (z^3 + z) phi / (2 freedom).
  assertClose([twoSidedP(1.959964, 1e7)], [0.05], 1e-6);
  assert.equal(twoSidedP(Infinity, 3), 0);
});
