import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsHeatMapFigure } from '../../lib/figures/effects-heat-map';
import { drawn, wordsOf } from './drawing';

test('one image a network, one colour scale, saturated at the stated quantile of the non-zero effects', async (t) => {
  const truth = Float64Array.of(0, 1, 0, 0, 0, -1, 0, 0, 0);
  const learned = Float64Array.of(0, -1, 2, 3, 4, -5, 6, 7, 0); // the 5/7 quantile of 1 .. 7 is 5
  const figure = effectsHeatMapFigure(
    [
      { title: 'truth', network: truth, signsOnly: true },
      { title: 'DASH', network: learned },
    ],
    3,
    { title: 'effects', quantile: 5 / 7 },
  );
  const svg = await drawn(figure, t);
  assert.equal(svg.match(/<image /g)?.length, 2);
  const words = wordsOf(svg);
  assert.ok(words.some((word) => word.includes('±5.0')));
  for (const word of ['truth', 'DASH', 'target (gene index)', 'regulator (gene index)', 'effect', '−5']) {
    assert.ok(words.includes(word), word);
  }
});

test('an empty network is drawn white, and no network at all is refused', async (t) => {
  const empty = [{ title: 'empty', network: new Float32Array(9) }];
  assert.ok((await drawn(effectsHeatMapFigure(empty, 3, { title: 'none' }), t)).includes('<image '));
  assert.throws(() => effectsHeatMapFigure([], 3, { title: 'none' }), /at least one/);
  assert.throws(() => effectsHeatMapFigure(empty, 3, { title: 'none', quantile: 95 }), /quantile/);
  assert.throws(() => effectsHeatMapFigure(empty, 4, { title: 'none' }), /4 x 4/);
});
