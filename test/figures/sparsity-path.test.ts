import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sparsityPathFigure, type PrunedRun } from '../../lib/figures/sparsity-path';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const run: PrunedRun = {
  strategy: 'dash',
  seed: 1,
  bestEpoch: 3,
  path: [
    { epoch: 1, sparsity: 0, balancedAccuracy: 0.5 },
    { epoch: 2, sparsity: 0.9, balancedAccuracy: 0.6 },
    { epoch: 3, sparsity: 0.9, balancedAccuracy: 0.8 },
    { epoch: 4, sparsity: 0.9, balancedAccuracy: 0.9 },
    { epoch: 5, sparsity: 0.99, balancedAccuracy: 0.7 },
  ],
};

test('the best and the last epoch are marked where they are; of one sparsity the last epoch is on the line', async (t) => {
  const figure = sparsityPathFigure([run], { title: 'path' });
  const svg = await drawn(figure, t);
  const places = placesOf(svg, 'point');
  assert.equal(places.length, 2);
  // 205 x 220 pixels: what is left, 100 to 1 %, on a logarithmic axis; 50 to 90 % with a margin of 4 % of 40 on either side
  const height = (accuracy: number) => (220 * (91.6 - accuracy)) / 43.2;
  const expected = [
    { x: 205 / 2, y: height(80) },
    { x: 205, y: height(70) },
  ];
  places.forEach(({ x, y }, k) => {
    assert.ok(Math.abs(x - expected[k].x) < 1e-6 && Math.abs(y - expected[k].y) < 1e-6, `${x}, ${y}`);
  });
  const lines = (figure.hconcat as { layer: { data: { values: { epoch: number }[] } }[] }[])[0].layer[2];
  assert.deepEqual(
    lines.data.values.map(({ epoch }) => epoch),
    [1, 4, 5],
  );
  assert.ok(wordsOf(svg).includes('90') && wordsOf(svg).includes('sparsity (% of weights that are 0)'));
});

test('a panel a measure that any run has, rules with their numbers', async (t) => {
  const withErrors = {
    ...run,
    path: run.path.map((epoch) => ({
      ...epoch,
      validationMse: 7.9e-5,
      testMse: epoch.epoch === 4 ? null : 7.8e-5,
    })),
  };
  const svg = await drawn(
    sparsityPathFigure([run, withErrors], {
      title: 'path',
      accuracies: [
        { label: 'prior', value: 0.824 },
        { label: 'all', value: 0.826 },
      ],
      errors: [{ label: 'nothing changes', value: 7.81e-5 }],
    }),
    t,
  );
  const words = wordsOf(svg);
  for (const word of [
    'prior 82.4',
    'all 82.6',
    'nothing changes 7.81',
    'validation MSE (1e-5)',
    'test MSE (1e-5)',
  ]) {
    assert.ok(words.includes(word), word);
  }
  assert.equal(marksOf(svg, 'line mark'), 2 + 1 + 1);
  // the two rules of the accuracy are closer than a label is high: both labels stand on the upper one
  const heights = ['prior 82.4', 'all 82.6', 'nothing changes 7.81'].map((word) =>
    Number(new RegExp(`translate\\([-\\d.]+,([-\\d.]+)\\)[^>]*>${word}<`).exec(svg)?.[1]),
  );
  assert.ok(
    Math.abs(heights[0] - heights[1] - -12) < 1e-6 || Math.abs(heights[0] - heights[1] - 12) < 1e-6,
    `${heights}`,
  );
  assert.throws(() => sparsityPathFigure([], { title: 'none' }), /at least one run/);
});

test('the name of a rule stands where the runs do not cross it', async (t) => {
  // From 60 to 90 %: at the left the run is low, at the right high.
  const rising = [0, 0.5, 0.9].map((sparsity, k) => ({
    epoch: k + 1,
    sparsity,
    balancedAccuracy: 0.6 + 0.15 * k,
  }));
  const svg = await drawn(
    sparsityPathFigure([{ ...run, path: rising }], {
      title: 'path',
      accuracies: [
        { label: 'low', value: 0.6 },
        { label: 'high', value: 0.89 },
      ],
    }),
    t,
  );
  const sides = ['low 60.0', 'high 89.0'].map(
    (word) => new RegExp(`<text [^>]*text-anchor="(\\w+)"[^>]*>${word}<`).exec(svg)?.[1],
  );
  assert.deepEqual(sides, ['end', 'start']);
});
