import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix, pseudoInverse } from 'ml-matrix';
import { Random } from '../../lib/math/random';
import { fromDense } from '../../lib/math/sparse-matrix';
import { dashScores } from '../../lib/pruning/dash-scores';
import {
  initialLayeredScores,
  layeredScores,
  normalisedLayers,
  productOf,
  pruneLayers,
} from '../../lib/pruning/layered-scores';
import { assertClose, randomArray } from '../helpers';

const flat = (matrix: Matrix): number[] => matrix.to1DArray();
const drawn = (seed: number, rows: number, columns: number, low = 0): Matrix =>
  Matrix.from1DArray(rows, columns, randomArray(seed, rows * columns, low, 1));
const mixed = (weights: Matrix, share: number, guess: Matrix): Matrix =>
  Matrix.add(Matrix.mul(weights, 1 - share), Matrix.mul(Matrix.abs(guess), share));

test('one layer: weights and |P|, by hand', () => {
  const weights = normalisedLayers([new Matrix([[1, -2], [0, 1]])]); // prettier-ignore
  assert.deepEqual(flat(weights[0]), [0.25, 0.5, 0, 0.25]);
  const prior = new Matrix([[0, -1], [1, 0]]); // prettier-ignore
  const { scores, conditions } = layeredScores(weights, weights, { prior }, [0.2]);
  assertClose(flat(scores[0]), [0.2, 0.6, 0.2, 0.2], 1e-12);
  assert.deepEqual(conditions, []);
});

test('two layers through one neuron, general form, by hand', () => {
  // One hidden neuron: Omega_2 = (3, 4)^T, P = (1 0; 0 1). PInv_L = (3, 4) / 25, so the guess is (0.12, 0.16).
  const weights = [new Matrix([[0.5, 0.5]]), new Matrix([[0.5], [0.5]])];
  const state = [new Matrix([[9, 9]]), new Matrix([[3], [4]])];
  const { scores } = layeredScores(weights, state, { prior: Matrix.eye(2) }, [1, 1]);
  assertClose(flat(scores[0]), [0.12, 0.16], 1e-7);
  // With the new Omega_1: (0.12, 0.16)^T / (0.12^2 + 0.16^2) = (3, 4).
  assertClose(flat(scores[1]), [3, 4], 1e-7);
});

test('three layers of one neuron each, by hand', () => {
  const [weights, state] = [
    [0.5, 0.5, 0.5],
    [7, 2, 5],
  ].map((values) => values.map((value) => new Matrix([[value]])));
  const { scores } = layeredScores(weights, state, { prior: new Matrix([[-20]]) }, [0.5, 0.5, 0.5]);
  // First: 20 / (5 x 2) = 2, mixed 1.25. Middle: 20 / (5 x 1.25) = 3.2, mixed 1.85. Last: 20 / (1.85 x 1.25), mixed.
  assertClose(scores.map(flat).flat(), [1.25, 1.85, 0.25 + 10 / (1.85 * 1.25)], 1e-7);
});

test('two layers with C are the two-layer scores of PHOENIX', () => {
  const [n, m] = [9, 3];
  const weights = [drawn(1, m, n), drawn(2, n, m)];
  const state = [drawn(3, m, n), drawn(4, n, m)];
  const prior = drawn(5, n, n, -1);
  const coregulation = drawn(6, n, n);
  const branch = (matrix: Matrix): Float64Array => Float64Array.from(flat(matrix));
  for (const mixing of ['as-published', 'scale-matched'] as const) {
    const general = layeredScores(weights, state, { prior, coregulation }, [0.3, 0.1], mixing);
    const special = dashScores(
      { wS: branch(weights[0]), wP: branch(weights[0]), uS: branch(weights[1]), uP: branch(weights[1]) },
      { wS: branch(state[0]), wP: branch(state[0]) },
      // PHOENIX's prior has regulators in rows: A = P^T.
      { prior: fromDense(n, n, flat(prior.transpose())), coregulation: fromDense(n, n, flat(coregulation)) },
      { lambda1: 0.3, lambda2: 0.1 },
      { genes: n, hidden: m },
      mixing,
    );
    assertClose(flat(general.scores[0]), special.scores.wS, 1e-12);
    assertClose(flat(general.scores[1]), special.scores.uS, 1e-12);
    assertClose(general.conditions, [special.conditions[0], special.conditions[2]], 1e-9);
  }
});

for (const widths of [
  [10, 3, 4, 12],
  [7, 5, 3, 4, 6],
]) {
  test(`${widths.length - 1} layers are B.6 written with pseudo-inverses, also where products lack rank`, () => {
    // A heavy diagonal keeps the products well conditioned: the ridge must not show.
    const layers = (seed: number): Matrix[] =>
      widths.slice(1).map((rows, l) => drawn(seed + l, rows, widths[l]).add(Matrix.eye(rows, widths[l], 5)));
    const [weights, state] = [layers(10), layers(20)];
    const prior = drawn(30, widths[widths.length - 1], widths[0], -1);
    const shares = weights.map((_, l) => 0.03 + 0.01 * l);
    const { scores } = layeredScores(weights, state, { prior }, shares);

    const p = Matrix.abs(prior);
    const expected: Matrix[] = [];
    weights.forEach((layer, l) => {
      const before = productOf(expected.slice(0, l));
      const behind = productOf(state.slice(l + 1));
      const left = behind === null ? p : pseudoInverse(behind).mmul(p);
      expected[l] = mixed(layer, shares[l], before === null ? left : left.mmul(pseudoInverse(before)));
      assertClose(flat(scores[l]), flat(expected[l]), 1e-5, `layer ${l + 1}`);
    });
  });
}

test('share 0 is the weights without a solve; the state before is left alone', () => {
  const weights = [drawn(1, 3, 4), drawn(2, 3, 3), drawn(3, 5, 3)];
  const state = weights.map(({ rows, columns }) => Matrix.zeros(rows, columns));
  const { scores, conditions } = layeredScores(weights, state, { prior: drawn(4, 5, 4) }, [0, 0, 0]);
  assert.deepEqual(scores.map(flat), weights.map(flat));
  assert.deepEqual(conditions, []);
  assert.ok(state.every((layer) => layer.max() === 0));
});

test('pruning takes the lowest scores of each layer', () => {
  const masks = [Uint8Array.of(1, 1, 1, 1), Uint8Array.of(1, 0)];
  const scores = [new Matrix([[4, 1], [2, 3]]), new Matrix([[1, 0]])]; // prettier-ignore
  const pruned = pruneLayers(masks, scores, scores, 0.5);
  assert.deepEqual(pruned, [Uint8Array.of(1, 0, 0, 1), Uint8Array.of(0, 0)]);
});

test('layers that do not chain, and priors of another shape, are refused', () => {
  const weights = [drawn(1, 3, 4), drawn(2, 5, 2)];
  assert.throws(() => layeredScores(weights, weights, { prior: drawn(3, 5, 4) }, [0, 0]), /layer 2 is 5 x 2/);
  const good = [drawn(1, 3, 4), drawn(2, 5, 3)];
  assert.throws(() => layeredScores(good, good, { prior: drawn(3, 4, 5) }, [0, 0]), /5 x 4, not 4 x 5/);
  assert.throws(() => layeredScores(good, good, { prior: drawn(3, 5, 4) }, [0]), /2 layers/);
  assert.throws(() => layeredScores(good, good, { prior: drawn(3, 5, 4) }, [0, 2]), /not 2/);
});

test('the start is drawn by seed, in the shapes of the layers', () => {
  const shapes = [drawn(1, 3, 4), drawn(2, 5, 3)];
  const [one, same] = [1, 1].map(() => initialLayeredScores(shapes, Random.fromSeed(1)));
  assert.deepEqual(same.map(flat), one.map(flat));
  assert.deepEqual(
    one.map(({ rows, columns }) => [rows, columns]),
    [
      [3, 4],
      [5, 3],
    ],
  );
});
