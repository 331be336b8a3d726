import type { Axis } from 'vega-lite/build/src/axis';
import { layer, quantity, type Layer, type Panel, type Quantity } from './marks';
import type { MatrixImage } from './matrix-image';

/**
 * A picture as a layer: row 0 on top, the axes counting rows and columns of the matrix it was drawn from.
 *
 * @param size in screen pixels
 * @param ends of the axes: rows and columns of the matrix
 * @param titles of the axes; null where a neighbour already has it
 * @param axis of the columns; as Vega sees fit where absent
 */
export function imageLayer(
  url: string,
  size: { width: number; height: number },
  { rows, cols }: { rows: number; cols: number },
  titles: { x: string | null; y: string | null },
  axis?: Axis,
): Layer {
  const [across, down] = [
    { domain: [0, cols], nice: false },
    { domain: [0, rows], nice: false, reverse: true },
  ];
  return layer(
    [{ across: cols / 2, down: rows / 2 }],
    { type: 'image', ...size, aspect: false, aria: false },
    {
      x: quantity('across', { title: titles.x, scale: across, ...(axis && { axis }) }),
      y: quantity('down', { title: titles.y, scale: down }),
      url: { value: url },
    },
  );
}

/** A layer that draws nothing and brings the legend of a picture's colours with it. */
export const colourLegendLayer = (color: Quantity): Layer =>
  layer([{ [color.field]: 0 }], { type: 'point', size: 0, opacity: 0 }, { color });

/** Pixels of matrices in a row: with axes and legend they fit a page. */
const MOST_WIDE = 780;

/** The longest side that each of so many matrices in a row may have, in pixels. */
export const roomOf = (columns: number): number => Math.floor(MOST_WIDE / columns);

/**
 * Square matrices side by side, one panel each under its title, their axes counting genes, one colour legend at the last.
 *
 * @param images of the matrices, in the order of the panels
 * @param place the side of each in pixels and the titles of its axes; y's stands at the first panel of each row only
 * @param color what the colours of all show
 */
export function matrixPanels(
  panels: readonly { readonly title: string }[],
  images: readonly MatrixImage[],
  { side, genes, x, y, columns }: { side: number; genes: number; x: string; y: string; columns: number },
  color: Quantity,
) {
  const size = { width: side, height: side };
  // As many in a row as a page holds.
  const inRow = Math.max(1, Math.min(columns, Math.floor(MOST_WIDE / side)));
  return {
    columns: inRow,
    concat: panels.map(({ title }, k): Panel => ({
      title: { text: title, anchor: 'middle' },
      ...size,
      layer: [
        imageLayer(images[k].url, size, { rows: genes, cols: genes }, { x, y: k % inRow === 0 ? y : null }),
        ...(k === panels.length - 1 ? [colourLegendLayer(color)] : []),
      ],
    })),
  };
}
