import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lambdaGridFigure } from '../../lib/figures/lambda-grid';
import { crossValidate, lambdaPairs } from '../../lib/training/cross-validation';
import { drawn, marksOf, wordsOf } from './drawing';

/** Losses that grow with both lambdas, and by so much between folds. */
const gridWith = (spread: number) =>
  crossValidate(
    lambdaPairs([0, 0.05, 1], [0, 0.01]),
    (fold, { lambda1: first, lambda2: second }) =>
      Promise.resolve(2e-3 + 1e-3 * first + 2e-2 * second + spread * (fold - 1)),
    { folds: 3 },
  );

test('a cell a pair, its mean and standard error in it, the chosen and the lowest framed', async (t) => {
  const grid = await gridWith(1e-4);
  // Standard error 1e-4 / sqrt(3) = 5.8e-5: (0.05, 0), 5e-5 above the lowest, is within it, (0, 0.01), 2e-4 above, is not.
  assert.deepEqual(
    [grid.lowest, grid.chosen],
    [
      { lambda1: 0, lambda2: 0 },
      { lambda1: 0.05, lambda2: 0 },
    ],
  );
  const svg = await drawn(lambdaGridFigure(grid, { title: 'lambda' }), t);
  assert.equal(marksOf(svg, 'rect mark'), 6 + 2);
  const words = wordsOf(svg);
  for (const word of ['2.000 *', '2.050 *', '2.200', '2.250', '3.000', '3.200']) {
    assert.ok(words.includes(word), word);
  }
  assert.ok(svg.includes('>in 1e-3<'));
  // Without a prior the mean is the lowest. The line breaks.
  const said = 'chosen: λ₁ = 0.05, λ₂ = 0; without a prior the error is not clearly higher than the lowest';
  assert.ok(
    svg
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .includes(said),
  );
  assert.equal(words.filter((word) => word === '± 0.058').length, 6);
  assert.equal(words.filter((word) => word.endsWith(' *')).length, 2);
});

test('where the lowest is chosen, both frames are on one cell', async (t) => {
  const svg = await drawn(lambdaGridFigure(await gridWith(0), { title: 'lambda' }), t);
  assert.equal(marksOf(svg, 'rect mark'), 6 + 2);
  assert.equal(wordsOf(svg).filter((word) => word.endsWith(' *')).length, 1);
});
