import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sparsityOf } from '../../lib/evaluation/sparsity';
import { Random } from '../../lib/math/random';
import { initialParameters } from '../../lib/phoenix/parameters';
import { modelOf } from '../network/networks';
import { SHAPE, threeGenes } from '../network/three-genes';

test('zeros are counted over the four matrices, with the rows of U switched off by a dead gene', () => {
  // W_S 3 of 6, W_P 5 of 6, U_P 5 of 6; U_S 2 of its first 4, and the third row (-1, 0) is switched off: 4 of 6
  assert.deepEqual(sparsityOf(modelOf(threeGenes(), SHAPE)), {
    overall: 17 / 24,
    byMatrix: { wS: 3 / 6, wP: 5 / 6, uS: 4 / 6, uP: 5 / 6 },
    deadGenes: 1,
  });
});

test('a fresh model is empty in ceil(0.95 m) of m entries of every column of W, and full in U', () => {
  const shape = { genes: 60, hidden: 40 };
  const { byMatrix, deadGenes } = sparsityOf(modelOf(initialParameters(shape, Random.fromSeed(1)), shape));
  assert.deepEqual(byMatrix, { wS: 38 / 40, wP: 38 / 40, uS: 0, uP: 0 });
  assert.equal(deadGenes, 0);
});
