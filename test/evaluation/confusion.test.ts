import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confusion, confusions } from '../../lib/evaluation/confusion';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { matrixRows, rowsOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromDense, fromEntries } from '../../lib/math/sparse-matrix';
import { initialParameters, viewsOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import { networkOf, squareRows } from '../network/networks';
import { EFFECTS } from '../network/three-genes';

// true edges (0,1) (1,1) (2,0); predicted (0,0) (1,1) (2,0): 2 found, 1 missed, 1 too many, 5 rightly absent
const truth = fromDense(3, 3, [0, 1, 0, 0, 1, 0, -1, 0, 0]);

test('rates and balanced accuracy of a 3 x 3 network, worked by hand', () => {
  assert.deepEqual(confusion(squareRows(EFFECTS), truth), {
    truePositives: 2,
    falsePositives: 1,
    trueNegatives: 5,
    falseNegatives: 1,
    tpr: 2 / 3,
    tnr: 5 / 6,
    balancedAccuracy: (2 / 3 + 5 / 6) / 2,
  });
});

test('only the chosen pairs count', () => {
  // the last two rows: both true edges found, four absences right
  assert.equal(confusion(squareRows(EFFECTS), truth, { regulators: [1, 2] }).balancedAccuracy, 1);
});

test('all edges and no edges both score one half', () => {
  const one = fromDense(2, 2, [1, 0, 0, 0]);
  assert.equal(confusion(squareRows([1, 1, 1, 1]), one).balancedAccuracy, 0.5);
  assert.equal(confusion(squareRows([0, 0, 0, 0]), one).balancedAccuracy, 0.5);
});

test('a truth without edges, a truth without gaps and other sizes are refused in words', () => {
  const refused = (dense: number[], message: RegExp): void =>
    assert.throws(() => confusion(squareRows([1, 0, 0, 0]), fromDense(2, 2, dense)), {
      name: 'RangeError',
      message,
    });
  refused([0, 0, 0, 0], /no true edge/);
  refused([1, 1, 1, 1], /every one/);
  assert.throws(() => confusion(squareRows([1, 0, 0, 0]), truth), {
    name: 'RangeError',
    message: /3 x 3, but the model has 2 genes/,
  });
  assert.throws(() => confusion(squareRows(EFFECTS), truth, { regulators: [3] }), /regulator 3 is not one/);
});

test('a matrix of inputs and outputs is scored as a network is, and an entry too small to hold is still one', () => {
  const paths = fromDense(2, 3, [0, 1e-60, 0, 1, 0, 0]);
  const { truePositives, falsePositives } = confusion(rowsOf(paths), fromDense(2, 3, [0, -1, 0, 0, 0, 1]));
  assert.deepEqual([truePositives, falsePositives], [1, 1]);
});

test('over several regions in one pass: as the whole evaluation, and null where there is no true edge', () => {
  const shape: PhoenixShape = { genes: 9, hidden: 3 };
  const random = Random.fromSeed(4);
  const parameters = initialParameters(shape, random);
  const { wS, wP, uS, uP, v } = viewsOf(parameters, shape);
  for (const matrix of [wS, wP, uS, uP]) {
    matrix.forEach((_, k) => (matrix[k] = random.uniform() < 0.7 ? 0 : random.normal()));
  }
  v[2] = -1;
  const edges = fromEntries(9, 9, [
    [0, 1, 1],
    [0, 2, 1],
    [3, 4, -1],
    [5, 0, 1],
  ]);
  const assayed = [0, 5, 7];
  const network = networkOf(parameters, shape);
  const whole = evaluateNetwork(network, { truth: edges, assayed }, random);
  const [all, within, nothing] = confusions(network.effects, edges, [
    {},
    { regulators: assayed },
    { regulators: [8] },
  ]);
  assert.ok(all);
  assert.equal(all.truePositives + all.falsePositives, whole.edges);
  assert.ok(whole.edges > 0 && whole.edges < 81);
  assert.equal(all.balancedAccuracy, whole.network?.balancedAccuracy);
  assert.equal(within?.balancedAccuracy, whole.assayed?.balancedAccuracy);
  assert.equal(nothing, null, 'no true edge in that row');
  assert.equal(evaluateNetwork(network, { truth: null }, random).edges, whole.edges);
});

test('rows that are computed, listed or all', () => {
  const seen: [number, number[]][] = [];
  const rows = matrixRows(3, 2, (row, values) => values.fill(row));
  rows.forEach((row, values) => seen.push([row, [...values]]), [2, 0]);
  rows.forEach((row, values) => seen.push([row, [...values]]));
  assert.deepEqual(
    seen,
    [2, 0, 0, 1, 2].map((row) => [row, [row, row]]),
  );
});
