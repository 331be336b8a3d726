import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '../../lib/math/matrix-rows';
import { fromDense } from '../../lib/math/sparse-matrix';
import { scaledEffects } from '../../lib/network/scaled-effects';

test('a scaled effect is the share of all effects on its target, with its sign; a target without any has none', () => {
  const effects = rowsOf(fromDense(3, 3, [1, 0, 0, -3, 2, 0, 0, 0.5, 0]));
  const rows: number[][] = [];
  scaledEffects(effects).forEach((_, row) => rows.push([...row]));
  assert.deepEqual(
    rows.map((row) => row.map((x) => Number(x.toFixed(6)))),
    [
      [0.25, 0, 0],
      [-0.75, 0.8, 0],
      [0, 0.2, 0],
    ],
  );
});
