import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsHeatMapFigure } from '../../lib/figures/effects-heat-map';
import { squareRows } from '../network/networks';
import { drawn, wordsOf } from './drawing';

test('one image a network, one colour scale, saturated at the stated quantile of the non-zero effects', async (t) => {
  const truth = squareRows([0, 1, 0, 0, 0, -1, 0, 0, 0]);
  const learned = squareRows([0, -1, 2, 3, 4, -5, 6, 7, 0]); // the 5/7 quantile of 1 .. 7 is 5
  const figure = effectsHeatMapFigure(
    [
      { title: 'truth', network: truth, signsOnly: true },
      { title: 'DASH', network: learned },
    ],
    { title: 'effects', quantile: 5 / 7 },
  );
  const svg = await drawn(figure, t);
  assert.equal(svg.match(/<image /g)?.length, 2);
  const words = wordsOf(svg);
  assert.ok(words.some((word) => word.includes('±5.0')));
  for (const word of ['truth', 'DASH', 'target (index)', 'regulator (index)', 'effect', '−5']) {
    assert.ok(words.includes(word), word);
  }
});

test('an empty network is drawn white, and no network at all is refused', async (t) => {
  const empty = [{ title: 'empty', network: squareRows(new Float32Array(9)) }];
  assert.ok((await drawn(effectsHeatMapFigure(empty, { title: 'none' }), t)).includes('<image '));
  const larger = { title: 'larger', network: squareRows(new Float32Array(16)) };
  assert.throws(() => effectsHeatMapFigure([], { title: 'none' }), /at least one/);
  assert.throws(() => effectsHeatMapFigure(empty, { title: 'none', quantile: 95 }), /quantile/);
  assert.throws(() => effectsHeatMapFigure([larger, ...empty], { title: 'none' }), /4 x 4/);
});

test('genes stand in the order that is asked for', () => {
  const [network, turned] = [
    squareRows([0, 1, 0, 0, 0, -2, 3, 0, 0]),
    squareRows([0, 3, 0, 0, 0, 1, -2, 0, 0]),
  ];
  const asked = effectsHeatMapFigure([{ title: 'a', network }], { title: 'effects', order: [2, 0, 1] });
  assert.deepEqual(asked, effectsHeatMapFigure([{ title: 'a', network: turned }], { title: 'effects' }));
});

test('three in a row are pooled until a row holds them, and the figure says so', () => {
  const network = squareRows(new Float32Array(350 ** 2).fill(1));
  const panels = Array.from({ length: 3 }, (_, k) => ({ title: `${k}`, network }));
  const widths = [2, 3, 4].map((columns) => {
    const { concat, title } = effectsHeatMapFigure(panels, { title: 'effects', columns }) as unknown as Drawn;
    return [concat[0].width, title.subtitle.some((line) => line.includes('2 × 2'))];
  });
  // 780 pixels in a row: two of 350 as they are, three or four as pictures of 175
  assert.deepEqual(widths, [
    [350, false],
    [175, true],
    [175, true],
  ]);
});

interface Drawn {
  readonly concat: readonly { readonly width: number }[];
  readonly title: { readonly subtitle: readonly string[] };
}
