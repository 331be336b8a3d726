import { Resvg } from '@resvg/resvg-js';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure';
import { palettePng } from './marks/palette-png';

/**
 * The figure as an SVG document, drawn by Vega without a browser.
 * @throws Error if the specification is not one that Vega-Lite compiles
 */
export async function figureToSvg(figure: Figure): Promise<string> {
  const copy: unknown = structuredClone(figure); // Vega numbers the rows of the data that it is given
  const { spec } = compile(copy as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The size of such a document, in pixels. */
export function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Math.ceil(Number(width)), height: Math.ceil(Number(height)) };
}

/**
 * An SVG document as PNG bytes, `scale` pixels to the unit. Its text is drawn with the fonts of the machine.
 * @throws Error where the machine has no font at all: the picture would lose its words (see `hasFonts`)
 */
export function svgToPng(svg: string, scale = 2): Uint8Array {
  if (!hasFonts()) {
    throw new Error(
      'no font is installed to draw the words of a picture: install one (fonts-dejavu, say) or use SVG',
    );
  }
  const picture = rasterise(svg, scale);
  return palettePng(picture.pixels, picture.width, picture.height);
}

let fontsFound: boolean | undefined;

/** Whether text can be drawn into a PNG here: containers often have no font. Tried out once, by drawing a letter. */
export function hasFonts(): boolean {
  fontsFound ??= rasterise(
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">' +
      '<text x="2" y="16" font-family="sans-serif" font-size="16">M</text></svg>',
    1,
  ).pixels.some((channel) => channel < 255);
  return fontsFound;
}

function rasterise(svg: string, scale: number) {
  return new Resvg(svg, {
    background: 'white',
    imageRendering: 1, // nearest pixel: a matrix stays sharp
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' },
  }).render();
}
