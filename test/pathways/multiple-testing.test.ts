import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benjaminiHochberg, bonferroni, StepDownMaxT } from '../../lib/pathways/multiple-testing';
import { assertWithin } from '../helpers';

test('Bonferroni by hand', () => {
  assert.deepEqual([...bonferroni([0.125, 0.25, 0.5])], [0.375, 0.75, 1]);
});

test('Benjamini and Hochberg by hand', () => {
  // Ascending p: 0.01, 0.02, 0.03, 0.04, 0.5 times 5/1, 5/2, 5/3, 5/4, 5/5: all of the first four become 0.05 or less
  // than what follows: 0.05, 0.05, 0.05, 0.05, 0.5.
  assertWithin(benjaminiHochberg([0.04, 0.5, 0.01, 0.03, 0.02]), [0.05, 0.5, 0.05, 0.05, 0.05], () => 1e-15);
  // 0.001 * 4, 0.02 * 4 / 2, then 0.03 * 4 / 3 = 0.04 holds 0.02's 0.04; 0.9.
  assertWithin(benjaminiHochberg([0.001, 0.02, 0.03, 0.9]), [0.004, 0.04, 0.04, 0.9], () => 1e-15);
  assert.deepEqual([...benjaminiHochberg([])], []);
});

test('the first eight p values of the example of Benjamini and Hochberg (1995), of 15: four are found at 5 %', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  assert.equal(benjaminiHochberg(p).filter((value) => value <= 0.05).length, 4);
  assert.equal(bonferroni(p).filter((value) => value <= 0.05).length, 3);
});

test('step-down max-T by hand', () => {
  // Observed 3, 1, 2: ranks test 0, test 2, test 1.
  const maxT = new StepDownMaxT(Float64Array.of(3, 1, 2));
  // Largest of this and lower ranks, for tests (0, 2, 1): (2.5, 2.5, 0), (4, 1.5, 1.5), (1.9, 1.9, 0.5).
  maxT.add([-1, 0, 2.5]);
  maxT.add([4, 1.5, 0]);
  maxT.add([0, 0.5, 1.9]);
  // Reached: test 0 once, test 2 once, test 1 once -> 2/4 each.
  assert.deepEqual([...maxT.adjusted()], [0.5, 0.5, 0.5]);
  maxT.add([0, 2, 0]); // reaches test 1, and through it test 2
  assert.deepEqual([...maxT.adjusted()], [2 / 5, 3 / 5, 3 / 5]);
});

test('a lower rank is never more significant than a higher one', () => {
  const maxT = new StepDownMaxT(Float64Array.of(2, 1));
  maxT.add([5, 0]);
  maxT.add([5, 0]);
  maxT.add([5, 0]);
  assert.deepEqual([...maxT.adjusted()], [1, 1]);
});
