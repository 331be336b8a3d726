import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf } from '../../../lib/reproduction/grids/grids';
import { pairedDifferences, pairedTable } from '../../../lib/reproduction/tables/paired-differences';
import { assertClose } from '../../helpers';
import { storeOfTable } from '../../experiments/made-result';

const scaled = { mixing: 'scale-matched', lambda1: 0.5, lambda2: 0.5 } as const;
const stored = storeOfTable(
  [{ seed: 1 }, { balancedAccuracy: 0.9, rollOut: 2e-3 }],
  [{ seed: 2 }, { balancedAccuracy: 0.88, rollOut: 3e-3 }],
  [{ seed: 3 }, { balancedAccuracy: 0.86, rollOut: 4e-3 }],
  [
    { seed: 1, strategy: 'bio' },
    { balancedAccuracy: 0.85, rollOut: 4e-3 },
  ],
  [
    { seed: 2, strategy: 'bio' },
    { balancedAccuracy: 0.87, rollOut: 4e-3 },
  ],
  [
    { seed: 3, strategy: 'bio' },
    { balancedAccuracy: 0.89, rollOut: 3e-3 },
  ],
  [{ seed: 2, ...scaled }, { balancedAccuracy: 0.8 }],
);

test('DASH against others on the seeds that both have: mean, interval and paired test by hand', () => {
  const [bio, other, ...more] = pairedDifferences(gridOf('1')[0], stored, 'best');
  assert.deepEqual([bio.above, bio.below, bio.seeds], ['dash', 'bio', [1, 2, 3]]);
  // Differences 0.05, 0.01, -0.03: mean 0.01, sd 0.04; the interval reaches 4.3027 x 0.04 / sqrt(3).
  assertClose(bio.differences, [0.05, 0.01, -0.03], 1e-9);
  const reach = (4.302653 * 0.04) / Math.sqrt(3);
  assertClose([bio.mean.mean, bio.mean.low, bio.mean.high], [0.01, 0.01 - reach, 0.01 + reach], 1e-6);
  // Two degrees of freedom: p = 1 - t / sqrt(2 + t^2), t = sqrt(3) / 4.
  const t = Math.sqrt(3) / 4;
  assertClose([bio.p ?? NaN], [1 - t / Math.sqrt(2 + t * t)], 1e-9);
  assert.deepEqual([other.below, other.seeds, other.p], ['scale-matched', [2], null]);
  assert.deepEqual(more, []);
});

test('the table says on how many seeds the first is better: of an error, lower is', () => {
  const pairs = pairedDifferences(gridOf('1')[0], stored, 'best', 'rollOut', [['dash', 'bio']]);
  const { columns, rows } = pairedTable(pairs);
  assert.deepEqual(columns.length, rows[0].length);
  // -2, -1, +1: mean -0.67, sd sqrt(7/3) = 1.53.
  assert.deepEqual(rows[0].slice(0, 5), [
    'DASH - BioPruning',
    'roll-out MSE (1e-3)',
    'best',
    '3',
    '-0.67 ± 1.53',
  ]);
  assert.equal(rows[0][columns.indexOf('first is better')], '2 of 3');
  assert.equal(
    pairedTable(pairedDifferences(gridOf('1')[0], stored, 'last')).rows[1][0],
    'DASH - DASH, scale-matched',
  );
});
