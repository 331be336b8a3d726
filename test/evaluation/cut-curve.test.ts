import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CUTS, cutCurve } from '../../lib/evaluation/cut-curve';
import { denseOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromEntries, toDense } from '../../lib/math/sparse-matrix';
import { squareRows } from '../network/networks';

test('three genes by hand: pairs, what they promise, and how many are right', () => {
  const probability = squareRows(Float64Array.from([0, 0.9, 0.1, 0.5, 0, 0.002, 0.995, 0, 0]));
  const truth = fromEntries(3, 3, [
    [0, 1, 1],
    [1, 0, -1],
    [1, 2, 1],
  ]);
  const at = (cut: number) => cutCurve(probability, truth).find((point) => point.cut === cut)!;
  const near = (value: number | null, expected: number): void =>
    assert.ok(Math.abs(value! - expected) < 1e-6, `${value} is not ${expected}`);
  const all = at(0.1);
  assert.equal(all.pairs, 4);
  near(all.expected, (0.9 + 0.1 + 0.5 + 0.995) / 4);
  near(all.precision, 2 / 4);
  near(all.recall, 2 / 3);
  const most = at(0.995);
  assert.deepEqual([most.pairs, most.precision, most.recall], [1, 0, 0]);
  near(most.expected, 0.995);
  assert.equal(at(0.5).pairs, 3);
  assert.equal(at(0.505).pairs, 2);
});

test('every cut of a random network is what counting pair by pair gives', () => {
  const n = 30;
  const random = Random.fromSeed(1, 'cuts');
  // Among them values that lie on a cut.
  const values = Float64Array.from({ length: n * n }, (_, k) =>
    k % 3 === 0 ? Math.floor(random.uniform() * 200) / 200 : random.uniform() ** 3,
  );
  const rows = squareRows(values);
  const truth = fromEntries(
    n,
    n,
    Array.from({ length: 40 }, (_, k) => [k % n, (7 * k + 3 + Math.floor(k / n)) % n, 1] as const),
  );
  const [said, right] = [denseOf(rows), toDense(truth)];
  const points = cutCurve(rows, truth);
  const without = cutCurve(rows, null);
  points.forEach((point, k) => {
    const left = [...said.keys()].filter((pair) => said[pair] >= CUTS[k]);
    const true_ = left.filter((pair) => right[pair] !== 0).length;
    assert.equal(point.pairs, left.length);
    assert.equal(point.recall, true_ / right.filter(Boolean).length);
    assert.equal(point.precision, left.length > 0 ? true_ / left.length : null);
    const sum = left.reduce((total, pair) => total + said[pair], 0);
    if (left.length === 0) assert.equal(point.expected, null);
    else assert.ok(Math.abs(point.expected! - sum / left.length) < 1e-9);
    assert.deepEqual(without[k], { ...point, precision: null, recall: null });
  });
  assert.throws(() => cutCurve(rows, fromEntries(2, 2, [[0, 1, 1]])), RangeError);
});
