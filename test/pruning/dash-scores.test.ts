import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matrix, pseudoInverse } from 'ml-matrix';
import { Random } from '../../lib/math/random';
import { fromDense } from '../../lib/math/sparse-matrix';
import { dashScores, initialScores } from '../../lib/pruning/dash-scores';
import { assertClose, randomArray } from '../helpers';

/** Two genes, one hidden neuron: (S S^T)^-1 is a division. */
const TINY = { genes: 2, hidden: 1 };
const KNOWLEDGE = {
  prior: fromDense(2, 2, [0, -1, 0, 1]),
  coregulation: fromDense(2, 2, [0.1, 0.2, 0.2, 0.5]),
};
const WEIGHTS = {
  wS: Float64Array.of(0.3, 0.7),
  wP: Float64Array.of(0.6, 0.4),
  uS: Float64Array.of(0.8, 0.2),
  uP: Float64Array.of(0.5, 0.5),
};
const STATE = { wS: Float64Array.of(1, 2), wP: Float64Array.of(1, -1) };

test('one hidden neuron, half weights and half prior, by hand', () => {
  const { scores, state, conditions } = dashScores(
    WEIGHTS,
    STATE,
    KNOWLEDGE,
    { lambda1: 0.5, lambda2: 0.5 },
    TINY,
  );
  // Sums: S = (1, 2), S S^T = 5, S C = (0.1 + 0.4, 0.2 + 1) = (0.5, 1.2), guess (0.1, 0.24);
  // Omega = ((0.3 + 0.1) / 2, (0.7 + 0.24) / 2) = (0.2, 0.47).
  assertClose(scores.wS, [0.2, 0.47], 1e-7);
  // Products: S = (1, -1), S S^T = 2, S C = (-0.1, -0.3), |guess| = (0.05, 0.15); Omega = (0.325, 0.275).
  assertClose(scores.wP, [0.325, 0.275], 1e-7);
  // Second layer with the new S = (0.2, 0.47): S S^T = 0.04 + 0.2209 = 0.2609; |A| has both edges into gene 2, so
  // S |A| = (0, 0.67) and the guess is (0, 0.67 / 0.2609); Psi = (0.4, 0.1 + 0.335 / 0.2609).
  assertClose(scores.uS, [0.4, 0.1 + 0.335 / 0.2609], 1e-7);
  // S = (0.325, 0.275): S S^T = 0.105625 + 0.075625 = 0.18125, S |A| = (0, 0.6); Psi = (0.25, 0.25 + 0.3 / 0.18125).
  assertClose(scores.uP, [0.25, 0.25 + 0.3 / 0.18125], 1e-7);
  assert.deepEqual(state, { wS: scores.wS, wP: scores.wP });
  assert.equal(conditions.length, 4);
  conditions.forEach((condition) => assert.ok(Math.abs(condition - 1) < 1e-9));
});

test('two hidden neurons with orthogonal scores, prior alone, by hand', () => {
  const shape = { genes: 3, hidden: 2 };
  const s = Float64Array.of(1, 0, 1, /**/ 0, 2, 0);
  const coregulation = fromDense(3, 3, [0.2, 0.1, 0, 0.1, 0.1, 0.1, 0, 0.1, 0.3]);
  const prior = fromDense(3, 3, [0, 1, 0, 0, 0, -1, 0, 0, 0]);
  const weights = { wS: s.map(() => 9), wP: s.map(() => 9), uS: s.map(() => 9), uP: s.map(() => 9) };
  const { scores } = dashScores(
    weights,
    { wS: s, wP: s },
    { prior, coregulation },
    { lambda1: 1, lambda2: 0 },
    shape,
  );
  // S S^T = diag(2, 4); S C = (0.2 0.2 0.3; 0.2 0.2 0.2).
  assertClose(scores.wS, [0.1, 0.1, 0.15, 0.05, 0.05, 0.05], 1e-7);
  assertClose(scores.wP, scores.wS, 1e-12);
  const keep = { prior, coregulation: fromDense(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]) };
  const first = dashScores(weights, { wS: s, wP: s }, keep, { lambda1: 1, lambda2: 1 }, shape);
  // With C = I the guess is (S S^T)^-1 S = (1/2 0 1/2; 0 1/2 0) = S'; S' S'^T = diag(1/2, 1/4).
  assertClose(first.scores.wS, [0.5, 0, 0.5, 0, 0.5, 0], 1e-7);
  // |A|: 1 -> 2 and 2 -> 3. S' |A| = (0 1/2 0; 0 0 1/2), divided by 1/2 and 1/4: (0 1 0; 0 0 2). U is its transpose.
  assertClose(first.scores.uS, [0, 0, 1, 0, 0, 2], 1e-7);
});

test('a larger case is Algorithm 1 written with pseudo-inverses', () => {
  const shape = { genes: 11, hidden: 4 };
  const [n, m] = [11, 4];
  const draw = (seed: number): Float64Array => randomArray(seed, n * m, 0, 1);
  const weights = { wS: draw(1), wP: draw(2), uS: draw(3), uP: draw(4) };
  const before = { wS: draw(5), wP: draw(6) };
  const a = randomArray(7, n * n).map((value) => (Math.abs(value) < 0.7 ? 0 : Math.sign(value)));
  const c = Matrix.from1DArray(n, n, randomArray(8, n * n, 0, 1));
  const knowledge = { prior: fromDense(n, n, a), coregulation: fromDense(n, n, c.to1DArray()) };
  const [l1, l2] = [0.05, 0.3];
  const { scores } = dashScores(weights, before, knowledge, { lambda1: l1, lambda2: l2 }, shape);
  const absA = Matrix.abs(Matrix.from1DArray(n, n, a));
  for (const branch of ['S', 'P'] as const) {
    const mixed = (layer: Float64Array, rows: number, cols: number, guess: Matrix, share: number): Matrix =>
      Matrix.add(
        Matrix.mul(Matrix.from1DArray(rows, cols, layer), 1 - share),
        Matrix.mul(Matrix.abs(guess), share),
      );
    const s = Matrix.from1DArray(m, n, before[`w${branch}`]);
    // (S S^T)^-1 S is the left factor that undoes S^T.
    const omega = mixed(weights[`w${branch}`], m, n, pseudoInverse(s.transpose()).mmul(c), l1);
    const psi = mixed(weights[`u${branch}`], n, m, absA.transpose().mmul(pseudoInverse(omega)), l2);
    assertClose(scores[`w${branch}`], omega.to1DArray(), 1e-5);
    assertClose(scores[`u${branch}`], psi.to1DArray(), 1e-4);
  }
});

test('lambda 0 is the weights, without any solve, where the solve would fail', () => {
  const dead = { wS: new Float64Array(2), wP: new Float64Array(2) };
  const { scores, state, conditions } = dashScores(
    WEIGHTS,
    dead,
    KNOWLEDGE,
    { lambda1: 0, lambda2: 0 },
    TINY,
  );
  assert.deepEqual(scores, WEIGHTS);
  assert.deepEqual(state, { wS: WEIGHTS.wS, wP: WEIGHTS.wP });
  assert.deepEqual(conditions, []);
  assert.throws(() => dashScores(WEIGHTS, dead, KNOWLEDGE, { lambda1: 0.1, lambda2: 0 }, TINY), /all 0/);
});

test('lambda 1 is the prior: the weights do not enter', () => {
  const others = {
    wS: Float64Array.of(9, 1),
    wP: Float64Array.of(0, 0),
    uS: Float64Array.of(3, 3),
    uP: Float64Array.of(7, 1),
  };
  const of = (weights: typeof WEIGHTS) =>
    dashScores(weights, STATE, KNOWLEDGE, { lambda1: 1, lambda2: 1 }, TINY).scores;
  assert.deepEqual(of(others), of(WEIGHTS));
});

test('the start is uniform random, by seed, and differs between the branches', () => {
  const shape = { genes: 50, hidden: 20 };
  const start = initialScores(shape, Random.fromSeed(1));
  assert.deepEqual(start, initialScores(shape, Random.fromSeed(1)));
  assert.notDeepEqual(start.wS, start.wP);
  for (const s of [start.wS, start.wP]) {
    assert.equal(s.length, 1000);
    assert.ok(s.every((value) => value >= 0 && value < 1));
    // The mean of 1000 uniform numbers has a standard error of 0.009.
    assert.ok(Math.abs(s.reduce((a, b) => a + b) / 1000 - 0.5) < 0.04);
  }
});

test('scale-matched: both terms are divided by their mean before they are mixed, by hand', () => {
  const lambdas = { lambda1: 0.5, lambda2: 0.25 };
  const { scores } = dashScores(WEIGHTS, STATE, KNOWLEDGE, lambdas, TINY, 'scale-matched');
  // Sums: weights (0.3, 0.7) of mean 0.5, guess (0.1, 0.24) of mean 0.17; half of each.
  const omega = [0.3 + 0.05 / 0.17, 0.7 + 0.12 / 0.17];
  assertClose(scores.wS, omega, 1e-7);
  // The guess of the second layer is (0, x) whatever S is: divided by its mean (0, 2). Weights (0.8, 0.2): (1.6, 0.4).
  assertClose(scores.uS, [0.75 * 1.6, 0.75 * 0.4 + 0.25 * 2], 1e-7);
});

test('scale-matched scores do not change with the scale of weights, state or prior; published ones do', () => {
  const lambdas = { lambda1: 0.3, lambda2: 0.2 };
  const scaled = (values: Float64Array, by: number): Float64Array => values.map((value) => by * value);
  const state = { wS: scaled(STATE.wS, 1e4), wP: scaled(STATE.wP, 1e-3) };
  const weights = { ...WEIGHTS, wS: scaled(WEIGHTS.wS, 50), uS: scaled(WEIGHTS.uS, 1e-6) };
  const one = dashScores(WEIGHTS, STATE, KNOWLEDGE, lambdas, TINY, 'scale-matched').scores;
  const other = dashScores(weights, state, KNOWLEDGE, lambdas, TINY, 'scale-matched').scores;
  for (const matrix of ['wS', 'wP', 'uS', 'uP'] as const) assertClose(other[matrix], one[matrix], 1e-6);
  const published = dashScores(weights, state, KNOWLEDGE, lambdas, TINY).scores;
  assert.ok(Math.abs(published.uS[0] - 0.8 * 0.8) > 0.1);
});
