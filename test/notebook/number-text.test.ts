import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberText } from '../../lib/notebook/number-text';

test('numbers are written without a unit, and what is not known is empty', () => {
  assert.equal(numberText.percent(0.95125), '95.1');
  assert.equal(numberText.percent(0.5, 0), '50');
  assert.equal(numberText.percent(null), '');
  assert.equal(numberText.thousandths(0.002414), '2.41');
  assert.equal(numberText.thousandths(undefined), '');
  assert.deepEqual(
    [2.34, -2.34, 0, null].map((x) => numberText.signed(x)),
    ['+2.3', '-2.3', '0.0', ''],
  );
});

test('a spread is of what is known: mean and n - 1 in the denominator', () => {
  assert.equal(numberText.spread([0.9, 1, null], 100, 1), '95.0 ± 7.1'); // half the difference times the root of 2
  assert.equal(numberText.spread([0.9, undefined], 100, 1), '90.0');
  assert.equal(numberText.spread([null]), '');
  assert.equal(numberText.meanAndSd({ mean: 3, sd: 0.25 }, 10, 1), '30.0 ± 2.5');
});
