import { test } from 'node:test';
import { parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { normalisedWeights } from '../../lib/pruning/normalised-weights';
import { assertWithin } from '../helpers';

const SHAPE = { genes: 2, hidden: 2 };

function model(): Float32Array {
  const flat = new Float32Array(parameterCount(SHAPE));
  const blocks = viewsOf(flat, SHAPE);
  blocks.wS.set([1, -2, 0, 5]);
  blocks.wP.set([0, Math.log(2), -Math.log(4), Math.log(4)]);
  blocks.uS.set([1, -1, 3, 5]);
  blocks.uP.set([2, -6, 7, 9]);
  blocks.v.set([0.5, -1]);
  blocks.bS.fill(100);
  return flat;
}

test('two by two, by hand', () => {
  const { wS, wP, uS, uP } = normalisedWeights(model(), SHAPE);
  // |W_S| = 1 2 0 5, sum 8.
  assertWithin(wS, [0.125, 0.25, 0, 0.625], () => 1e-7);
  // exp(W_P) = 1 2 1/4 4, sum 7.25: signed, the most negative is the smallest, and a pruned entry counts as 1.
  assertWithin(wP, [1 / 7.25, 2 / 7.25, 0.25 / 7.25, 4 / 7.25], () => 1e-7);
  // Row 1 times 0.5, row 2 times relu(-1) = 0: 0.5 0.5 0 0 and 1 3 0 0.
  assertWithin(uS, [0.5, 0.5, 0, 0], () => 1e-7);
  assertWithin(uP, [0.25, 0.75, 0, 0], () => 1e-7);
});

test('by magnitude, as post hoc pruning has it', () => {
  const { wP } = normalisedWeights(model(), SHAPE, 'magnitude');
  // log 2 times (0, 1, 2, 2)
  assertWithin(wP, [0, 0.2, 0.4, 0.4], () => 1e-7);
});

test('matrices of zeros stay zeros', () => {
  const { wS, uS, uP } = normalisedWeights(new Float32Array(parameterCount(SHAPE)), SHAPE);
  for (const scores of [wS, uS, uP]) assertWithin(scores, [0, 0, 0, 0], () => 0);
});
