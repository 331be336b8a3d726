import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf } from '../../lib/reproduction/grids';
import { strategyOrder } from '../../lib/reproduction/strategy-order';
import { assertClose } from '../helpers';
import { storeOfTable } from '../experiments/made-result';

test('the order seed by seed: only seeds that both have', () => {
  const stored = storeOfTable(
    [{ seed: 1 }, { balancedAccuracy: 0.9 }],
    [{ seed: 2 }, { balancedAccuracy: 0.8 }],
    [{ seed: 3 }, { balancedAccuracy: 0.7 }],
    [{ seed: 2, strategy: 'bio' }, { balancedAccuracy: 0.85 }],
    [{ seed: 1, strategy: 'bio' }, { balancedAccuracy: 0.8 }],
    [{ seed: 1, strategy: 'l0' }, { balancedAccuracy: 0.6 }],
    [{ seed: 2, strategy: 'imp' }, { balancedAccuracy: 0.7 }],
    [{ seed: 2, strategy: 'c-node' }, { balancedAccuracy: 0.5 }],
  );
  const pairs = strategyOrder(gridOf('1')[0], stored, 'best');
  assert.deepEqual(
    pairs.map(({ above, below, seeds }) => [above, below, seeds]),
    [
      ['dash', 'bio', [1, 2]],
      ['bio', 'imp', [2]],
      ['imp', 'c-node', [2]],
    ],
  );
  assertClose(
    pairs.flatMap(({ differences }) => differences),
    [0.1, -0.05, 0.15, 0.2],
    1e-12,
  );
});
