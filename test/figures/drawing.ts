import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Figure } from '../../lib/figures/figure';
import { figureToSvg } from '../../lib/figures/render';

/** The figure as SVG; fails if Vega or Vega-Lite had anything to complain about. */
export async function drawn(figure: Figure, t: TestContext): Promise<string> {
  const complaints: string[] = [];
  for (const level of ['warn', 'error', 'log'] as const) {
    t.mock.method(console, level, (...words: unknown[]) => void complaints.push(words.join(' ')));
  }
  const before = JSON.stringify(figure);
  const svg = await figureToSvg(figure);
  t.mock.restoreAll();
  assert.deepEqual(complaints, []);
  assert.deepEqual(JSON.parse(before), figure, 'a figure is plain JSON and is not changed by drawing it');
  return svg;
}

/** The words in an SVG, in the order of drawing. */
export function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
}

/** How many marks of a kind were drawn, by the description that Vega gives each for screen readers. */
export function marksOf(svg: string, kind: string): number {
  return svg.split(`aria-roledescription="${kind}"`).length - 1;
}

/** The pixels of y at which the marks of a kind were placed, by `transform="translate(x,y)"`. */
export function placesOf(svg: string, kind: string): { x: number; y: number }[] {
  const pattern = new RegExp(
    `aria-roledescription="${kind}"[^>]*transform="translate\\(([-\\d.e]+),([-\\d.e]+)\\)`,
    'g',
  );
  return [...svg.matchAll(pattern)].map((match) => ({ x: Number(match[1]), y: Number(match[2]) }));
}
