import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracySparsityFigure } from '../../lib/figures/accuracy-sparsity';
import { describeFigure } from '../../lib/figures/description';
import { liveCurveFigure } from '../../lib/figures/live-curve';
import { themed } from '../../lib/figures/marks/theme';

const epochs = [1, 2, 3].map((epoch) => ({
  ...{ epoch, trainingLoss: 1, validationLoss: 0.004 / epoch, sparsity: 0 },
}));

test('a figure says its title, its axes with their ranges, and its colours; progress bars are no words', () => {
  const figure = liveCurveFigure([{ strategy: 'dash', run: 'DASH, seed 1', epochs, planned: 9 }], {
    title: 'One model',
    lines: ['DASH, seed 1\u00a0━━━━┄┄┄┄ epoch 3'],
  });
  assert.equal(
    describeFigure(figure),
    'One model. DASH, seed 1 epoch 3. ' +
      'validation loss (MSE), 0.00133 to 0.004 against epoch, 1 to 3; colour: strategy: DASH',
  );
});

test('panels by hand: layers with rows of their own, an axis without a title, one without an axis, equal panels once', () => {
  const y = { field: 'b', type: 'quantitative' as const, title: 'height (cm)' };
  const unit = (values: object[], x: object) => ({
    data: { values },
    mark: 'point' as const,
    encoding: { x: { field: 'a', type: 'quantitative' as const, ...x }, y },
  });
  const figure = themed({
    title: { text: 'Two', subtitle: ['of', 'them'] },
    hconcat: [
      { title: 'left', layer: [unit([{ a: 1, b: 2 }], { title: 'age' }), unit([{ a: 5, b: 1 }], {})] },
      { title: 'right', layer: [unit([{ a: 1, b: 7 }], { title: null })] },
      { title: 'right', layer: [unit([{ a: 1, b: 7 }], { title: null })] },
      { title: 'drawn', layer: [unit([{ a: 3, b: 4 }], { axis: null })] },
    ],
  });
  assert.equal(
    describeFigure(figure),
    'Two. of them. left; height (cm), 1 to 2 against age, 1 to 5. right; height (cm). drawn; height (cm)',
  );
  assert.equal(describeFigure({ ...figure, description: 'in its own words' }), 'in its own words');
});

test('a long one is cut, and many names are counted', () => {
  const points = Array.from({ length: 40 }, (_, k) => ({
    ...{
      strategy: `a strategy of a long name, the ${k}th`,
      seed: 1,
      sparsity: k / 40,
      balancedAccuracy: 0.5,
    },
  }));
  const text = describeFigure(accuracySparsityFigure(points, { title: 'Many' }));
  assert.ok(text.length <= 700, `${text.length}`);
  assert.match(text, /and 31 more/);
});
