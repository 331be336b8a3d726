import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchErrorsFigure } from '../../lib/figures/batch-errors';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const at = (mean: number, reach: number) => ({ mean, low: mean - reach, high: mean + reach });
const row = (who: string, strategy: string | null, differences: number[]) => ({
  who,
  strategy,
  difference: at(differences[0], 0.02),
  batches: [
    { batch: 'S2D1', pairs: 686, share: 0.15, difference: at(differences[1], 0.01) },
    { batch: 'S3D6', pairs: 159, share: 0.85, difference: at(differences[2], 0.05) },
  ],
});
const rows = [
  row('nothing changes', null, [0, 0, 0]),
  row('AR(1) a gene', null, [0.01, -0.05, 0.02]),
  row('DASH', 'dash', [-0.1, 0.2, -0.15]),
];

test('a panel for the pooled error and one a batch: point and interval of each predictor, dashed zero', async (t) => {
  const svg = await drawn(batchErrorsFigure(rows, { title: 'errors' }), t);
  const words = wordsOf(svg);
  for (const word of ['all batches', 'S2D1', '686 pairs, 15 % of it', '159 pairs, 85 % of it', 'DASH']) {
    assert.ok(words.includes(word), word);
  }
  assert.equal(words.filter((word) => word === 'DASH').length, 1, 'rows are named once');
  assert.equal(placesOf(svg, 'point').length, 3 * 2);
  assert.equal(marksOf(svg, 'rule mark'), 3 * (2 + 1));
  const panel = placesOf(svg, 'point').slice(2, 4);
  assert.ok(panel[0].x < panel[1].x, 'on S2D1 the autoregression is left of DASH');
});

test('no title of a field has quotation marks that end an expression of Vega-Lite 5.6 too early', () => {
  const titles: string[] = [];
  JSON.stringify(batchErrorsFigure(rows, { title: 'errors' }), (key, value: unknown) => {
    if (key === 'encoding')
      JSON.stringify(value, (at, one: unknown) => (at === 'title' ? titles.push(String(one)) : one));
    return value;
  });
  assert.ok(titles.includes('% off “nothing changes”'));
  assert.ok(titles.every((title) => !title.includes('"')));
});

test('nothing but the reference is refused', () => {
  assert.throws(() => batchErrorsFigure(rows.slice(0, 1), { title: 'none' }), /no predictor/);
});
