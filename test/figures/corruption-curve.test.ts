import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corruptionCurveFigure } from '../../lib/figures/corruption-curve';
import { drawn, placesOf, wordsOf } from './drawing';

const point = (strategy: string, seed: number, corruption: number, accuracy: number) => ({
  strategy,
  seed,
  corruption,
  balancedAccuracy: accuracy,
  outsidePrior: corruption === 0 ? null : accuracy - 0.2,
  prior: 1 - corruption / 2,
});

test('a mark a model, a prior once, IMP as a line, and nothing outside a whole prior', async (t) => {
  const points = [
    ...['dash', 'bio'].flatMap((strategy) => [0, 0.5, 1].map((q) => point(strategy, 1, q, 0.9 - 0.2 * q))),
    point('imp', 1, 0.05, 0.7),
    point('imp', 2, 0.05, 0.72),
  ];
  const svg = await drawn(corruptionCurveFigure(points, { title: 'how wrong' }), t);
  // all pairs: 3 corruptions x (DASH, Bio, prior); outside: 2 corruptions x (DASH, Bio)
  const places = placesOf(svg, 'point');
  assert.equal(places.length, 3 * 3 + 2 * 2);
  // 228 x 280 pixels for 0..100 % by 45..100 %: the untouched prior is at the top left, DASH at half at 80 %
  assert.ok(places.some(({ x, y }) => x === 0 && y === 0));
  assert.ok(places.some(({ x, y }) => x === 114 && Math.abs(y - (280 * 20) / 55) < 1e-6));
  const words = wordsOf(svg);
  for (const word of ['IMP (no prior) 71.0', 'DASH', 'BioPruning', 'the prior itself', 'chance']) {
    assert.ok(words.includes(word), word);
  }
  assert.throws(() => corruptionCurveFigure([], { title: 'none' }), /at least one/);
});
