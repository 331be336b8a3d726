import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf } from '../../lib/reproduction/grids';
import { paperAgreement } from '../../lib/reproduction/paper-agreement';
import { assertClose } from '../helpers';
import { storeOfTable } from '../experiments/made-result';

test("distances from the paper's row in standard deviations of a difference, by hand", () => {
  // DASH in Table 1: 94.6 / 90.7 / 2.4. Means 0.936, 0.887, 2.9e-3; sds sqrt(2) x 0.01, 0.01 and 0.5e-3.
  const stored = storeOfTable(
    [{ seed: 1 }, { sparsity: 0.926, balancedAccuracy: 0.877, rollOut: 2.4e-3 }],
    [{ seed: 2 }, { sparsity: 0.946, balancedAccuracy: 0.897, rollOut: 3.4e-3 }],
    [{ seed: 1, strategy: 'imp' }, {}],
  );
  const rows = paperAgreement(gridOf('1')[0], stored);
  assert.deepEqual(
    rows.map(({ strategy, model, seeds, within }) => [strategy, model, seeds, within]),
    [
      ['imp', 'best', 1, null],
      ['imp', 'last', 1, null],
      ['dash', 'best', 2, true],
      // The made-up last epoch is 2 points sparser: +0.5 of these.
      ['dash', 'last', 2, true],
    ],
  );
  const { sparsity, balancedAccuracy, rollOut } = rows[2].distances;
  assertClose([sparsity, balancedAccuracy, rollOut].map(Number), [-0.5, -1, 0.5], 1e-9);
  assertClose([Number(rows[3].distances.sparsity)], [0.5], 1e-9);
  assertClose(Object.values(rows[2].differences), [-0.01, -0.02, 0.5e-3], 1e-9);
  assert.deepEqual(rows[0].distances, { sparsity: null, balancedAccuracy: null, rollOut: null });
});

test('one measure beyond 2 is enough to be outside', () => {
  const stored = storeOfTable(
    [{ seed: 1 }, { sparsity: 0.94, balancedAccuracy: 0.877, rollOut: 2.4e-3 }],
    // The paper's 94.6 is 4.8 sd above: sd sqrt(2) x 0.0005, mean 0.9405.
    [{ seed: 2 }, { sparsity: 0.941, balancedAccuracy: 0.897, rollOut: 3.4e-3 }],
  );
  const [best] = paperAgreement(gridOf('1')[0], stored);
  assert.equal(best.within, false);
  assertClose([Number(best.distances.sparsity)], [-5.5], 1e-9);
  assert.throws(() => paperAgreement(gridOf('2')[0], stored), /Table 2.*no rows/);
  assert.throws(() => paperAgreement(gridOf('corruption')[0], stored), /no rows of the paper/);
});
