import { layer, quantity, type Layer, type Panel } from './marks';
import type { MatrixImage } from './matrix-image';

/** How a picture of a matrix stands in its panel. */
export interface ImagePlace {
  /** In screen pixels. */
  readonly width: number;
  readonly height: number;
  /** Rows and columns of the matrix: where the axes end. */
  readonly rows: number;
  readonly cols: number;
  /** Titles of the axes; null where a neighbour already has it. */
  readonly x: string | null;
  readonly y: string | null;
  /** Of the axis of the columns; as Vega sees fit where absent. */
  readonly ticks?: { readonly values: number[]; readonly labelExpr: string };
}

/** A picture as a layer: row 0 on top, the axes counting rows and columns of the matrix it was drawn from. */
export function imageLayer(url: string, { width, height, rows, cols, x, y, ticks }: ImagePlace): Layer {
  const scale = { domain: [0, rows], nice: false, reverse: true };
  return layer(
    [{ across: cols / 2, down: rows / 2 }],
    { type: 'image', width, height, aspect: false, aria: false },
    {
      x: quantity('across', {
        title: x,
        scale: { domain: [0, cols], nice: false },
        ...(ticks && { axis: ticks }),
      }),
      y: quantity('down', { title: y, scale }),
      url: { value: url },
    },
  );
}

/** Where a colour scale has which colour, and what its legend says. */
export interface ColourKey {
  readonly field: string;
  readonly title: string | string[];
  readonly domain: number[];
  readonly range: string[];
  /** The values named in the legend, and how. */
  readonly named: number[];
  readonly format?: string;
}

/** A layer that draws nothing and brings the legend of a picture's colours with it. */
export function colourLegendLayer({ field, title, domain, range, named, format }: ColourKey): Layer {
  const scale = { domain, range, interpolate: 'rgb' as const };
  const legend = { gradientLength: 160, ...(format !== undefined && { format }), values: named };
  return layer(
    [{ [field]: 0 }],
    { type: 'point', size: 0, opacity: 0 },
    { color: quantity(field, { title, scale, legend }) },
  );
}

/**
 * Square matrices side by side, one panel each under its title, their axes counting genes, one colour legend at the last.
 *
 * @param images of the matrices, in the order of the panels
 * @param place how each is drawn; y's title stands at the first panel of each row only
 * @param legend of the colours they share
 */
export function matrixPanels(
  panels: readonly { readonly title: string }[],
  images: readonly MatrixImage[],
  place: { readonly side: number; readonly genes: number; readonly x: string; readonly y: string },
  { columns, legend }: { columns: number; legend: ColourKey },
) {
  const { side, genes, x } = place;
  return {
    columns,
    concat: panels.map((panel, k): Panel => {
      const y = k % columns === 0 ? place.y : null;
      return {
        title: { text: panel.title, anchor: 'middle' },
        width: side,
        height: side,
        layer: [
          imageLayer(images[k].url, { width: side, height: side, rows: genes, cols: genes, x, y }),
          ...(k === panels.length - 1 ? [colourLegendLayer(legend)] : []),
        ],
      };
    }),
  };
}
