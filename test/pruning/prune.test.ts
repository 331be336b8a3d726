import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import { layoutOf, WEIGHT_MATRICES, parameterCount } from '../../lib/phoenix/parameters';
import type { WeightScores } from '../../lib/pruning/normalised-weights';
import { fullMask, maskSparsity, prune, pruneMatrix, zeroShare, type Mask } from '../../lib/pruning/prune';
import { randomArray } from '../helpers';

const SHAPE = { genes: 3, hidden: 2 };

const all = (values: ArrayLike<number>): WeightScores => {
  const copy = (): Float64Array => Float64Array.from(values);
  return { wS: copy(), wP: copy(), uS: copy(), uP: copy() };
};
const partOf = (mask: Mask, matrix: (typeof WEIGHT_MATRICES)[number], shape = SHAPE): number[] => {
  const { offset, length } = layoutOf(shape)[matrix];
  return [...mask.subarray(offset, offset + length)];
};

test('the lowest scores go, matrix by matrix, and biases and multipliers stay', () => {
  const scores = { ...all([5, 1, 4, 2, 6, 3]), uP: Float64Array.of(1, 2, 3, 4, 5, 6) };
  const mask = prune(fullMask(SHAPE), scores, all([0, 0, 0, 0, 0, 0]), 0.5, SHAPE);
  for (const matrix of ['wS', 'wP', 'uS'] as const)
    assert.deepEqual(partOf(mask, matrix), [1, 0, 1, 0, 1, 0]);
  assert.deepEqual(partOf(mask, 'uP'), [0, 0, 0, 1, 1, 1]);
  assert.equal(maskSparsity(mask, SHAPE), 0.5);
  assert.equal(mask.length - mask.reduce((a, b) => a + b, 0), 12);
});

test('ties are broken by the second score, then by index', () => {
  const zeros = all([0, 0, 0, 0, 0, 1]);
  const mask = prune(fullMask(SHAPE), zeros, all([0.4, 0.1, 0.3, 0.1, 0.2, 0]), 0.5, SHAPE);
  assert.deepEqual(partOf(mask, 'wS'), [1, 0, 1, 0, 0, 1]);
  const byIndex = prune(fullMask(SHAPE), zeros, zeros, 0.5, SHAPE);
  assert.deepEqual(partOf(byIndex, 'wS'), [0, 0, 0, 1, 1, 1]);
});

test('the rule as it is said: sorted by score, then tie-break, then index, the first ones go', () => {
  const random = Random.fromSeed(4);
  for (const levels of [1, 2, 5, 1000]) {
    // Few levels make many ties, in the tie-break as well.
    const draw = (): Float64Array => Float64Array.from({ length: 500 }, () => random.below(levels) - 1);
    const [score, tieBreak] = [draw(), draw()];
    score[7] = -0;
    tieBreak[8] = Infinity;
    score[9] = Infinity;
    const mask = Uint8Array.from({ length: 500 }, () => random.below(2));
    for (const amount of [0.001, 0.1, 0.5, 0.9, 1]) {
      const remaining = [...mask.keys()].filter((k) => mask[k] === 1);
      const order = remaining.sort((a, b) => score[a] - score[b] || tieBreak[a] - tieBreak[b] || a - b);
      const expected = mask.slice();
      for (const k of order.slice(0, Math.round(amount * order.length))) expected[k] = 0;
      assert.deepEqual(pruneMatrix(mask, score, tieBreak, amount), expected, `${levels} levels, ${amount}`);
    }
  }
});

test('the share of zeros counts the four matrices, not biases and multipliers', () => {
  const parameters = new Float32Array(parameterCount(SHAPE));
  const { offset, length } = layoutOf(SHAPE).uS;
  parameters.fill(-2, offset, offset + length);
  parameters[layoutOf(SHAPE).wP.offset] = 1e-30;
  assert.equal(zeroShare(parameters, SHAPE), 17 / 24);
});

test('the amount is of what remains, rounded: 0.3 x 0.9^k of each matrix', () => {
  const shape = { genes: 350, hidden: 40 };
  const scores = all(randomArray(1, 14000, 0, 1));
  let mask = fullMask(shape);
  let remaining = 14000;
  for (let event = 0; event < 20; event++) {
    const amount = event === 0 ? 0.7 : 0.1;
    const next = prune(mask, scores, scores, amount, shape);
    remaining -= Math.round(amount * remaining);
    for (const matrix of WEIGHT_MATRICES) {
      const kept = partOf(next, matrix, shape).reduce((a, b) => a + b, 0);
      assert.equal(kept, remaining, `${matrix} after event ${event}`);
      // Each rounding is off by half an entry at most.
      assert.ok(Math.abs(kept - 14000 * 0.3 * 0.9 ** event) <= 0.5 * 20);
    }
    assert.ok(
      next.every((kept, k) => kept <= mask[k]),
      'a pruned entry came back',
    );
    mask = next;
  }
  // 1 - 0.3 x 0.9^19
  assert.ok(Math.abs(maskSparsity(mask, shape) - 0.9595) < 1e-3);
});

test('an entry that is gone stays gone, whatever its score becomes', () => {
  let mask = prune(fullMask(SHAPE), all([1, 2, 3, 4, 5, 6]), all([0, 0, 0, 0, 0, 0]), 1 / 3, SHAPE);
  assert.deepEqual(partOf(mask, 'wS'), [0, 0, 1, 1, 1, 1]);
  mask = prune(mask, all([9, 9, 1, 2, 3, 4]), all([0, 0, 0, 0, 0, 0]), 0.5, SHAPE);
  assert.deepEqual(partOf(mask, 'wS'), [0, 0, 0, 0, 1, 1]);
});

test('the mask before is left alone; 0 prunes nothing, 1 all', () => {
  const before = fullMask(SHAPE);
  const scores = all([1, 2, 3, 4, 5, 6]);
  assert.deepEqual(prune(before, scores, scores, 0, SHAPE), before);
  assert.equal(maskSparsity(prune(before, scores, scores, 1, SHAPE), SHAPE), 1);
  assert.deepEqual(before, fullMask(SHAPE));
  assert.equal(before.length, parameterCount(SHAPE));
});

test('an amount beyond [0, 1] or a score that is no number is refused', () => {
  const scores = all([1, 2, 3, 4, 5, 6]);
  assert.throws(
    () => prune(fullMask(SHAPE), scores, scores, 1.1, SHAPE),
    /a pruning amount is a fraction from 0 to 1, not 1\.1/,
  );
  assert.throws(() => prune(fullMask(SHAPE), scores, scores, NaN, SHAPE), /not NaN/);
  const broken = { ...scores, uS: Float64Array.of(1, 2, NaN, 4, 5, 6) };
  assert.throws(() => prune(fullMask(SHAPE), broken, scores, 0.5, SHAPE), /entry 2 of uS is not a number/);
});
