import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectedConfusion } from '../../lib/evaluation/expected-confusion';
import { fromEntries, toDense } from '../../lib/math/sparse-matrix';
import { denseConfusion } from './dense';

// Three genes; 0 regulates 1 and 2, 1 regulates itself.
const truth = fromEntries(3, 3, [
  [0, 1, 1],
  [0, 2, -1],
  [1, 1, 1],
]);

/** Every 0/1 row of three targets with that many ones. */
const rowsWith = (degree: number): number[][] =>
  Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, (k >> 2) & 1]).filter(
    (row) => row.filter((x) => x === 1).length === degree,
  );

describe('confusion expected of out-degrees', () => {
  it('is the mean over all networks with those out-degrees', () => {
    const degrees = [2, 1, 1];
    const agreements = rowsWith(2).flatMap((a) =>
      rowsWith(1).flatMap((b) => rowsWith(1).map((c) => denseConfusion([...a, ...b, ...c], toDense(truth)))),
    );
    assert.equal(agreements.length, 27);
    const expected = expectedConfusion(degrees, truth);
    for (const field of ['truePositives', 'trueNegatives', 'tpr', 'tnr', 'balancedAccuracy'] as const) {
      const mean = agreements.reduce((sum, one) => sum + one[field], 0) / agreements.length;
      assert.ok(Math.abs(expected[field] - mean) < 1e-12, `${field}: ${expected[field]}, mean ${mean}`);
    }
  });

  it('is exact where a regulator has all targets or none', () => {
    const { truePositives, falsePositives, tpr, tnr } = expectedConfusion([3, 0, 0], truth);
    assert.deepEqual({ truePositives, falsePositives, tpr, tnr }, { truePositives: 2, falsePositives: 1, tpr: 2 / 3, tnr: 5 / 6 }); // prettier-ignore
  });

  it('within one regulator knows nothing: 50 %', () => {
    assert.equal(expectedConfusion([2, 0, 3], truth, [0]).balancedAccuracy, 0.5);
  });

  it('refuses degrees that no gene of the network can have', () => {
    assert.throws(() => expectedConfusion([1, 2], truth), /2 out-degrees are not one for each of 3 genes/);
    assert.throws(() => expectedConfusion([4, 0, 0], truth), /gene 0 cannot have 4 targets/);
    assert.throws(() => expectedConfusion([1, 0, 0], truth, [7]), /gene 7 cannot have undefined targets/);
    assert.throws(() => expectedConfusion([1, 0, 0], truth, [2]), /no true edge/);
  });
});
