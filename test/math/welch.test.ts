import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleOf as sample } from '../../lib/math/mean-and-sd';
import { holm, pairedTest, welch } from '../../lib/math/welch';
import { assertClose } from '../helpers';

test("Welch's test on two samples of unlike spread, as other programs have it", () => {
  const a1 = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
  const a2 = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
  const found = welch(sample(a1), sample(a2));
  assert.ok(found);
  // Rosetta Code, "Welch's t-test", first example: p = 0.021378001462867.
  assertClose([found.p], [0.021378001462867], 1e-12);
  const back = welch(sample(a2), sample(a1));
  assertClose([back?.t ?? NaN, back?.p ?? NaN], [-found.t, found.p], 1e-14);
});

test('equal sizes and spreads: the degrees of freedom are those of two samples, t that of Student', () => {
  // Means 2 and 5, sds 1: t = -3 / sqrt(2/3), 4 degrees; P(|T| >= 3.674) = 0.0213.
  const found = welch(sample([1, 2, 3]), sample([4, 5, 6]));
  assertClose([found?.t ?? NaN, found?.freedom ?? NaN], [-3 / Math.sqrt(2 / 3), 4], 1e-12);
  assert.ok(Math.abs((found?.p ?? NaN) - 0.0213) < 5e-5);
});

test('one value alone is a further value of the other sample; two single values say nothing', () => {
  // Mean 5, sd sqrt(13), n 3 against 9: t = -4 / sqrt(13 (1 + 1/3)), 2 degrees.
  const found = welch(sample([2, 4, 9]), sample([9]));
  assertClose([found?.t ?? NaN, found?.freedom ?? NaN], [-4 / Math.sqrt((13 * 4) / 3), 2], 1e-12);
  assert.equal(welch(sample([1]), sample([2])), null);
  assert.equal(welch(sample([1, 1]), sample([1, 1]))?.p, 1);
  assert.equal(welch(sample([1, 1]), sample([2, 2]))?.p, 0);
});

test("a paired test on the differences of Student's sleep data (1908)", () => {
  // Extra hours of sleep, second drug - first: mean 1.58, t = 4.0621, 9 degrees, p = 0.002833 (R, ?sleep).
  const found = pairedTest(sample([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]));
  assert.ok(found);
  assert.ok(Math.abs(found.t - 4.0621) < 5e-5 && Math.abs(found.p - 0.002833) < 5e-7);
  assert.equal(found.freedom, 9);
  assert.equal(pairedTest(sample([1])), null);
});

test("Holm's correction by hand", () => {
  // In order 0.01, 0.02, 0.03, 0.5: times 4, 3, 2, 1, never falling.
  assertClose(holm([0.03, 0.01, 0.5, 0.02]), [0.06, 0.04, 0.5, 0.06], 1e-12);
  assert.deepEqual(holm([0.9, 0.8]), [1, 1]);
  assert.deepEqual(holm([]), []);
});
