import { denseOf, type MatrixRows } from '../math/matrix-rows';
import type { Figure } from './figure';
import { quantity } from './marks/marks';
import { DIVERGING, matrixImage } from './marks/matrix-image';
import { matrixPanels, roomOf } from './marks/matrix-panels';
import { themed } from './marks/theme';

/** In screen pixels: images of small networks are enlarged to about this. */
const SMALLEST_SIDE = 350;

/** One network to draw: n x n, row = regulator (`network.effects` of a model's network, `rowsOf` a prior or a truth). */
export interface NetworkPanel {
  readonly title: string;
  readonly network: MatrixRows;
  /** Draw only the signs, at full colour: for a true network, whose entries have no size to compare. */
  readonly signsOnly?: boolean;
}

/**
 * Effects heat maps (Figures 4 and 5 of the paper): signed effects of regulators on targets, one image a panel, all on
 * one symmetric colour scale that saturates at a quantile of the panels' non-zero magnitudes.
 *
 * - `order`: the genes from top to bottom and from left to right; by default in the order of the file (inputs, other
 *   regulators, targets)
 * - `quantile`: where the colour scale saturates, in (0, 1]
 * - `columns`: as many images in a row; each is pooled until they fit
 * @throws RangeError if there is no network, they differ in size, or the quantile lies outside (0, 1]
 */
export function effectsHeatMapFigure(
  panels: readonly NetworkPanel[],
  {
    title,
    order,
    quantile = 0.95,
    columns = 2,
  }: { title: string; order?: readonly number[]; quantile?: number; columns?: number },
): Figure {
  if (!(quantile > 0 && quantile <= 1)) throw new RangeError(`a quantile lies in (0, 1], not at ${quantile}`);
  if (panels.length === 0) throw new RangeError('a heat map needs at least one network');
  const genes = panels[0].network.rows;
  const drawn = panels.map(({ network }) => ordered(denseOf(network), order));
  const limit = saturation(
    drawn.filter((_, k) => !panels[k].signsOnly),
    quantile,
  );
  const room = roomOf(columns);
  const images = panels.map(({ signsOnly }, k) =>
    matrixImage(signsOnly ? drawn[k].map(Math.sign) : drawn[k], genes, genes, signsOnly ? 1 : limit, room),
  );
  const { pooling, width } = images[0];
  // whole screen pixels for every pixel of the image: nothing is blurred, and the picture compresses
  const side = width * Math.max(1, Math.floor(Math.min(SMALLEST_SIDE, room) / width));
  const { negative, zero, positive } = DIVERGING;
  const domain = [-limit, 0, limit];
  const scale = { domain, range: [negative, zero, positive], interpolate: 'rgb' as const };
  const legend = { orient: 'bottom' as const, gradientLength: 160, format: '.2~g', values: domain };
  return themed({
    title: {
      text: title,
      subtitle: [
        `colours saturate at ±${limit.toPrecision(2)}, the ${100 * quantile} % quantile of the non-zero |effects|`,
        ...(pooling > 1 ? [`each pixel: the largest of ${pooling} × ${pooling} effects`] : []),
      ],
    },
    ...matrixPanels(
      panels,
      images,
      { side, genes, x: 'target (index)', y: 'regulator (index)', columns },
      quantity('effect', { title: 'effect', scale, legend }),
    ),
  });
}

/** The same network with row and column k those of gene order[k]. */
function ordered(network: Float32Array, order?: readonly number[]): Float32Array {
  if (!order) return network;
  const n = order.length;
  return network.map((_, k) => network[order[Math.floor(k / n)] * n + order[k % n]]);
}

/** The quantile of the non-zero magnitudes over all networks; 1 where there is none. */
function saturation(networks: readonly Float32Array[], quantile: number): number {
  const magnitudes: number[] = [];
  for (const network of networks) {
    for (const effect of network) if (effect !== 0) magnitudes.push(Math.abs(effect));
  }
  if (magnitudes.length === 0) return 1;
  const sorted = Float64Array.from(magnitudes).sort();
  return sorted[Math.ceil(quantile * sorted.length) - 1];
}
