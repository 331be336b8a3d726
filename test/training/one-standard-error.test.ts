import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneStandardErrorRule } from '../../lib/training/one-standard-error';

test('a made-up table: the sparsest within one standard error of the lowest mean', () => {
  const table = [
    [9, 9, 9], // 99 %: far off
    [3.4, 3.8, 3.9], // 95 %: mean 3.7, above the threshold
    [3.5, 3.1, 3.3], // 90 %: mean 3.3, within
    [3, 2, 4], // 50 %: mean 3, the lowest; sd 1, standard error 1 / sqrt(3) = 0.577
    [3.1, 3.1, 3.1],
  ];
  const choice = oneStandardErrorRule(table);
  assert.deepEqual([choice.chosen, choice.lowest], [2, 3]);
  assert.ok(Math.abs(choice.threshold - (3 + 1 / Math.sqrt(3))) < 1e-12);
  choice.means.forEach((mean, k) => assert.ok(Math.abs(mean - [9, 3.7, 3.3, 3, 3.1][k]) < 1e-12));
  assert.equal(choice.standardErrors[0], 0);
});

test('where the repeats agree to the digit, the lowest mean itself; the preferred one of equals', () => {
  const rows = [2, 1, 1, 3].map((loss) => [loss, loss]);
  assert.equal(oneStandardErrorRule(rows).chosen, 1);
});

test('only the standard error of the lowest counts', () => {
  const wild = [
    [0, 20],
    [1, 1.1],
  ];
  assert.equal(oneStandardErrorRule(wild).chosen, 1);
});

test('no candidates, single losses and losses that are no number are refused', () => {
  assert.throws(() => oneStandardErrorRule([]), /no candidate/);
  assert.throws(() => oneStandardErrorRule([[1, 2], [1]]), /candidate 1 has 1 loss/);
  assert.throws(() => oneStandardErrorRule([[1, NaN]]), /NaN/);
});
