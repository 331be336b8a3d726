import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperTable } from '../../lib/reproduction/paper/paper';
import { accuracySparsityFigure } from '../../lib/figures/accuracy-sparsity';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const points = [
  { strategy: 'dash', seed: 1, sparsity: 0.95, balancedAccuracy: 0.9 },
  { strategy: 'imp', seed: 1, sparsity: 0.5, balancedAccuracy: 0.725 },
];

test('our models stand where their sparsity and accuracy put them', async (t) => {
  const svg = await drawn(accuracySparsityFigure(points, { title: 'ours' }), t);
  // 460 x 320 pixels, of which a margin of 6 on every side, for 0..100 % by 45..100 %
  assert.deepEqual(
    placesOf(svg, 'point').map(({ x, y }) => [x, y].map((pixel) => Math.round(1000 * pixel) / 1000)),
    [
      [6 + 425.6, 6 + 56],
      [6 + 224, 6 + 154],
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

test("both error bars, ours and the paper's, and every seed a small mark", async (t) => {
  // DASH at 90 and 94 %, 80 and 90 %: mean 92, 85, sds 2.83 and 7.07; a single seed has no bars.
  const seeds = [
    { strategy: 'dash', seed: 1, sparsity: 0.9, balancedAccuracy: 0.8 },
    { strategy: 'dash', seed: 2, sparsity: 0.94, balancedAccuracy: 0.9 },
    { strategy: 'scale-matched', seed: 1, sparsity: 0.5, balancedAccuracy: 0.725 },
  ];
  const alone = await drawn(accuracySparsityFigure(seeds, { title: 'ours' }), t);
  const places = placesOf(alone, 'point').map(({ x, y }) =>
    [x, y].map((pixel) => Math.round(10 * pixel) / 10),
  );
  const at = (sparsity: number, accuracy: number) => [
    Math.round(60 + 44.8 * sparsity) / 10,
    Math.round(60 + (3080 * (100 - accuracy)) / 55) / 10,
  ];
  assert.deepEqual(places, [at(90, 80), at(94, 90), at(92, 85), at(50, 72.5)]);
  // Chance, and the two bars of DASH: 2 x 2.83 % of 448 and 2 x 7.07 % of 308 / 55 pixels.
  assert.equal(marksOf(alone, 'rule mark'), 1 + 2);
  const lengths = [
    ...alone.matchAll(/aria-roledescription="rule mark"[^>]*x2="(-?[\d.]+)" y2="(-?[\d.]+)"/g),
  ].map(([, x, y]) => Math.round(Math.hypot(Number(x), Number(y))));
  assert.deepEqual(lengths.slice(1), [Math.round(4.48 * 2 * 2.8284), Math.round((308 / 55) * 2 * 7.0711)]);
  assert.ok(wordsOf(alone).includes('DASH, scale-matched'));
  const both = await drawn(
    accuracySparsityFigure(seeds, { title: 'both', paper: paperTable('sim350', 0.05) }),
    t,
  );
  // Eight rows of the paper with two bars each.
  assert.equal(marksOf(both, 'rule mark'), 1 + 2 + 16);
});
