import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperTable } from '../../lib/reproduction/paper';
import { accuracySparsityFigure } from '../../lib/figures/accuracy-sparsity';
import { drawn, placesOf, wordsOf } from './drawing';

const points = [
  { strategy: 'dash', seed: 1, sparsity: 0.95, balancedAccuracy: 0.9 },
  { strategy: 'imp', seed: 1, sparsity: 0.5, balancedAccuracy: 0.725 },
];

test('our models stand where their sparsity and accuracy put them', async (t) => {
  const svg = await drawn(accuracySparsityFigure(points, { title: 'ours' }), t);
  // 460 x 320 pixels for 0..100 % by 45..100 %
  assert.deepEqual(
    placesOf(svg, 'point').map(({ x, y }) => [x, Math.round(1000 * y) / 1000]),
    [
      [0.95 * 460, Math.round((1000 * (320 * (100 - 90))) / 55) / 1000],
      [0.5 * 460, 320 / 2],
    ],
  );
});

test("the paper's eight points are beside, named, with the table they come from", async (t) => {
  const svg = await drawn(
    accuracySparsityFigure(points, {
      paper: paperTable('sim350', 0.05),
      baselines: [{ label: 'prior alone', balancedAccuracy: 0.975 }],
      title: 'both',
    }),
    t,
  );
  assert.equal(placesOf(svg, 'point').length, 2 + 8);
  const words = wordsOf(svg);
  for (const word of [
    'PathReg',
    'prior alone 97.5',
    'chance 50.0',
    'balanced accuracy (%)',
    'model sparsity (% of weights that are 0)',
  ]) {
    assert.ok(words.includes(word), word);
  }
  assert.ok(words.some((word) => word.includes('Table 1')));
  // a paper's name stands in the legend and at its point; a name is never cut off at the left edge
  assert.equal(words.filter((word) => word === 'BioPruning').length, 2);
});
