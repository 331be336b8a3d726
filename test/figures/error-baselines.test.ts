import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorBaselinesFigure } from '../../lib/figures/error-baselines';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const points = [
  { dataset: 'B cell', strategy: 'dash', seed: 1, testMse: 6e-5 },
  { dataset: 'B cell', strategy: 'dash', seed: 2, testMse: 6.2e-5 },
  { dataset: 'monocyte', strategy: 'imp', seed: 1, testMse: 1.01e-4 },
];
const baselines = [
  { dataset: 'B cell', label: 'nothing changes', testMse: 7e-5 },
  { dataset: 'B cell', label: 'linear extrapolation', testMse: 2e-4 },
  { dataset: 'monocyte', label: 'nothing changes', testMse: 1.1e-4 },
];

test('a dot a seed, means with their spread, baselines with their numbers, in 1e-5', async (t) => {
  const svg = await drawn(errorBaselinesFigure(points, baselines, { title: 'errors' }), t);
  const words = wordsOf(svg);
  // sd of 6 and 6.2 is 0.1 sqrt(2)
  for (const word of [
    '6.10 ± 0.14',
    '10.10',
    '7.00',
    '11.00',
    '20.00',
    'test MSE (1e-5)',
    'DASH',
    'monocyte',
  ]) {
    assert.ok(words.includes(word), word);
  }
  // 3 seeds and the triangle of the baseline that is off the scale; ticks of 2 + 2 others
  assert.equal(placesOf(svg, 'point').length, 3 + 1);
  assert.equal(marksOf(svg, 'tick'), 4);
  assert.equal(marksOf(svg, 'rule mark'), 2, 'the first baseline of each panel');
  // B cell: 6 to 7 with 6 % on either side on 170 pixels
  const at = (error: number) => (170 * (error - 5.94)) / 1.12;
  placesOf(svg, 'point')
    .slice(0, 2)
    .forEach(({ x }, k) => assert.ok(Math.abs(x - at([6, 6.2][k])) < 1e-6, `${x}`));
});

test('baselines alone are drawn, nothing is not', async (t) => {
  const svg = await drawn(errorBaselinesFigure([], baselines, { title: 'prediction-baselines' }), t);
  assert.equal(marksOf(svg, 'tick'), 3);
  assert.throws(() => errorBaselinesFigure([], [], { title: 'none' }), /no error/);
});
