import assert from 'node:assert/strict';
import { test } from 'node:test';
import { influenceAgreementFigure } from '../../lib/figures/influence-agreement';
import { drawn, placesOf, wordsOf } from './drawing';

test('a dot a gene with influence in both, the rank correlation in the title', async (t) => {
  const genes = ['A', 'B', 'C', 'D'];
  // ranks 1 2 3 4 and 1 3 2 4: 1 - 6 (1 + 1) / (4 * 15) = 0.8
  const svg = await drawn(
    influenceAgreementFigure(genes, [0, 1e-3, 2e-3, 1e-1], [0, 3e-3, 2e-3, 1e-1], { title: 'DASH' }),
    t,
  );
  const words = wordsOf(svg);
  assert.ok(words.includes('DASH: rank correlation 0.800'));
  assert.ok(svg.includes('>1 without influence'));
  const places = placesOf(svg, 'point');
  assert.equal(places.length, 3);
  // C is on the diagonal of 320 x 320 pixels, B above it
  assert.ok(Math.abs(places[1].x - (320 - places[1].y)) < 1e-6 && places[0].x < 320 - places[0].y);
  assert.throws(() => influenceAgreementFigure(['A'], [1, 2], [1, 2], { title: '' }), /2 influences/);
  assert.throws(() => influenceAgreementFigure(['A', 'B'], [0, 1], [1, 0], { title: '' }), /no gene/);
});
