import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { figureToSvg, hasFonts, svgToPng } from '../../lib/figures/render';
import { themed } from '../../lib/figures/marks/theme';

const dot = (title: string) =>
  themed({
    title,
    width: 100,
    height: 50,
    data: { values: [{ x: 1 }] },
    mark: 'point',
    encoding: { x: { field: 'x', type: 'quantitative' } },
  });

test(
  'a PNG has twice the pixels of its SVG, and shows its words',
  { skip: !hasFonts() && 'no fonts here' },
  async () => {
    const svg = await figureToSvg(dot('a title'));
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    const picture = decode(svgToPng(svg));
    assert.deepEqual([picture.width, picture.height], [2 * Number(width), 2 * Number(height)]);
    const dark = (png: Uint8Array): number => {
      const { data, palette } = decode(png);
      return Array.from(data).filter((place) => (palette?.[place][0] ?? 255) < 128).length;
    };
    const wordless = svgToPng(svg.replace(/<text[^>]*>[^<]*<\/text>/g, ''));
    assert.ok(dark(svgToPng(svg)) > dark(wordless) + 100);
  },
);

test('a specification that is none is refused', async () => {
  await assert.rejects(
    figureToSvg({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', nothing: 1 }),
  );
});
