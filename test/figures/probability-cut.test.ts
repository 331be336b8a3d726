import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Figure } from '../../lib/figures/figure';
import { probabilityCutFigure } from '../../lib/figures/probability-cut';
import { fromEntries } from '../../lib/math/sparse-matrix';
import { squareRows } from '../network/networks';
import { drawn, placesOf, wordsOf } from './drawing';

const probability = squareRows(Float64Array.from([0, 0.9, 0.2, 0.5, 0, 0.05, 0.7, 0, 0]));
const truth = fromEntries(3, 3, [
  [0, 1, 1],
  [1, 0, -1],
]);
const evidence = { probability, prevalence: 0.3 };

/** The figure where its slider has been moved to, as a browser hands it over. */
function movedTo(figure: Figure, value: number): Figure {
  const [param] = figure.params as { bind: object }[];
  return { ...figure, params: [{ ...param, value }] };
}

test('beside a truth: precision, recall and what is promised at the slider, in numbers', async (t) => {
  const figure = probabilityCutFigure(evidence, { title: 'cut', truth });
  const svg = await drawn(figure, t);
  // Of 0.9, 0.7, 0.5 and 0.2 two are edges.
  assert.ok(
    wordsOf(svg).includes('0.100: 4 pairs, 50.0 % of them true (57.5 % promised); 100.0 % of all true edges'),
    wordsOf(svg).join(' | '),
  );
  for (const curve of ['precision', 'expected precision', 'recall']) assert.ok(wordsOf(svg).includes(curve));
  // 240 pixels are 100 %.
  const heights = placesOf(svg, 'point').map(({ y }) => Math.round(y));
  assert.deepEqual(heights.slice(0, 3), [120, Math.round(240 * 0.425), 0]);
  const moved = await drawn(movedTo(figure, 0.6000000000000001), t);
  assert.ok(
    wordsOf(moved).includes(
      '0.600: 2 pairs, 50.0 % of them true (80.0 % promised); 50.0 % of all true edges',
    ),
    wordsOf(moved).join(' | '),
  );
  assert.equal(placesOf(moved, 'point').length, 4);
  const { bind } = (figure.params as { bind: { min: number; max: number; input: string } }[])[0];
  assert.deepEqual([bind.input, bind.min, bind.max], ['range', 0.005, 0.995]);
});

test('without a truth what is promised stands alone; above the last pair there is nothing', async (t) => {
  const figure = probabilityCutFigure(evidence, { title: 'cut' });
  const words = wordsOf(await drawn(figure, t));
  assert.ok(words.includes('0.100: 4 pairs; 57.5 % of them are edges if the probabilities hold'));
  assert.ok(!words.includes('precision') && !words.includes('recall'));
  const nothing = await drawn(movedTo(figure, 0.95), t);
  assert.ok(wordsOf(nothing).includes('0.950: 0 pairs'));
  assert.equal(placesOf(nothing, 'point').length, 0);
  assert.throws(
    () => probabilityCutFigure({ ...evidence, probability: squareRows(new Float64Array(9)) }, { title: '' }),
    /nothing to cut/,
  );
});

test('rows as csv: 200 cuts of 350 genes are a small part of a notebook', () => {
  const figure = probabilityCutFigure(evidence, { title: 'cut', truth });
  assert.ok(JSON.stringify(figure).length < 80_000, `${JSON.stringify(figure).length}`);
});
