import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { pseudotimeHeatMapFigure } from '../../lib/figures/pseudotime-heat-map';
import { drawn, marksOf, wordsOf } from './drawing';

const sample = {
  times: Float64Array.of(0.1, 0.2, 0.4, 0.8),
  values: Float64Array.of(0, 1, 4, 2, 8, 4, 0, 0, 5, 5, 5, 5),
  test: [[2, 3]],
  validation: [[0, 1]],
} as const;

function pixelsOf(figure: object): number[] {
  const url = /data:image\/png;base64,([^"]+)/.exec(JSON.stringify(figure));
  assert.ok(url);
  return [...decode(Buffer.from(url[1], 'base64')).data];
}

test('genes by their peaks, each from its lowest to its highest; the sets on the strip above', async (t) => {
  const figure = pseudotimeHeatMapFigure(sample, { title: 'along pseudotime' });
  const svg = await drawn(figure, t);
  // peaks: gene 0 at time 2, genes 1 and 2 (constant: all 0) at time 0; 24 steps of colour
  assert.deepEqual(pixelsOf(figure), [24, 12, 0, 0, 0, 0, 0, 0, 0, 6, 24, 12]);
  assert.equal(svg.match(/<image /g)?.length, 1);
  assert.equal(marksOf(svg, 'rect mark'), 3, 'all times, a validation pair, the test block');
  assert.equal(marksOf(svg, 'rule mark'), 2, 'both ends of the test block');
  const words = wordsOf(svg);
  for (const word of ['0.10', '0.80', 'validation', 'test (held out)']) {
    assert.ok(words.includes(word), word);
  }
});

test('as recorded on one scale, in an order given; a set that is not there is not in the legend', async (t) => {
  const options = {
    title: 'as is',
    scale: 'expression' as const,
    order: [2, 0, 1],
    unit: 'normalised expression',
  };
  const figure = pseudotimeHeatMapFigure({ ...sample, test: [] }, options);
  assert.deepEqual(pixelsOf(figure), [15, 15, 15, 15, 0, 3, 12, 6, 24, 12, 0, 0]);
  const drawing = await drawn(figure, t);
  const words = wordsOf(drawing);
  assert.ok(!words.includes('test (held out)') && words.includes('8') && drawing.includes('>normalised<'));
});

test('the strip of a pair spans from the middle of its first column to that of its last', async (t) => {
  const svg = await drawn(pseudotimeHeatMapFigure(sample, { title: 'strip' }), t);
  // 4 columns on 560 pixels, 140 each
  const bars = [...svg.matchAll(/aria-label="[^"]*times used for: (\w+)[^>]*d="M([\d.]+),[-\d.]+h([\d.]+)/g)];
  assert.deepEqual(
    bars.map(([, part, from, wide]) => [part, Number(from), Number(wide)]),
    [
      ['training', 0, 560],
      ['validation', 70, 140],
      ['test', 280, 280],
    ],
  );
});

test('values that are no whole rows are refused', () => {
  const broken = { ...sample, values: Float64Array.of(1, 2, 3) };
  assert.throws(() => pseudotimeHeatMapFigure(broken, { title: 'none' }), /3 values do not fill/);
});
