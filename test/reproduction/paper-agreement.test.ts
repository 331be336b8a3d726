import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf } from '../../lib/reproduction/grids';
import { paperAgreement } from '../../lib/reproduction/paper-agreement';
import { assertClose } from '../helpers';
import { storeOfTable } from '../experiments/made-result';

test("distances from the paper's row in both spreads together, by hand", () => {
  // DASH in Table 1: 94.6 ± 1.2 / 90.7 ± 0.4 / 2.4 ± 1.2 / 192 ± 24. Means 0.936, 0.887, 2.9e-3; sds sqrt(2) x 0.01, 0.01 and 0.5e-3.
  const stored = storeOfTable(
    [{ seed: 1 }, { sparsity: 0.926, balancedAccuracy: 0.877, rollOut: 2.4e-3, bestEpoch: 180 }],
    [{ seed: 2 }, { sparsity: 0.946, balancedAccuracy: 0.897, rollOut: 3.4e-3, bestEpoch: 190 }],
    [{ seed: 1, strategy: 'imp' }, {}],
    [{ seed: 1, strategy: 'lasso' }, {}],
  );
  const rows = paperAgreement(gridOf('1')[0], stored);
  assert.deepEqual(
    rows.map(({ strategy, model, seeds, within }) => [strategy, model, seeds, within]),
    [
      ['imp', 'best', 1, null],
      ['imp', 'last', 1, null],
      ['dash', 'best', 2, true],
      // Its made-up last epoch is 12: far below the paper's 192.
      ['dash', 'last', 2, false],
    ],
  );
  const { sparsity, balancedAccuracy, rollOut, epochs } = rows[2].distances;
  assertClose(
    [sparsity, balancedAccuracy, rollOut, epochs].map(Number),
    [
      -0.01 / Math.sqrt(2e-4 + 1.44e-4),
      -0.02 / Math.sqrt(2e-4 + 1.6e-5),
      0.5e-3 / Math.sqrt(0.5e-6 + 1.44e-6),
      -7 / Math.sqrt(50 + 576),
    ],
    1e-9,
  );
  // The last epoch is 2 points sparser.
  assertClose([Number(rows[3].distances.sparsity)], [0.01 / Math.sqrt(2e-4 + 1.44e-4)], 1e-9);
  assertClose(Object.values(rows[2].differences).map(Number), [-0.01, -0.02, 0.5e-3, -7], 1e-9);
  assert.deepEqual(Object.values(rows[0].distances), [null, null, null, null]);
  // Corrected for the four cells of the row that has two seeds.
  const [p, corrected] = [rows[2].p, rows[2].corrected].map((all) => Object.values(all).map(Number));
  assertClose([Math.min(...corrected)], [Math.min(1, 4 * Math.min(...p))], 1e-12);
});

test('one measure beyond 2 is enough to be outside', () => {
  const stored = storeOfTable(
    [{ seed: 1 }, { sparsity: 0.98, balancedAccuracy: 0.877, rollOut: 2.4e-3, bestEpoch: 180 }],
    // 98.05 % is 2.9 of the paper's 1.2 points above its 94.6.
    [{ seed: 2 }, { sparsity: 0.981, balancedAccuracy: 0.897, rollOut: 3.4e-3, bestEpoch: 190 }],
  );
  const [best] = paperAgreement(gridOf('1')[0], stored);
  assert.equal(best.within, false);
  assertClose([Number(best.distances.sparsity)], [0.0345 / Math.sqrt(5e-7 + 1.44e-4)], 1e-9);
  assert.throws(() => paperAgreement(gridOf('2')[0], stored), /Table 2.*no rows/);
  assert.throws(() => paperAgreement(gridOf('corruption')[0], stored), /no rows of the paper/);
});
