import { clusterOrder } from '../math/cluster-order';
import { coregulationSimilarity } from '../network/coregulation-similarity';
import type { NetworkPanel } from './effects-heat-map';
import type { Figure } from './figure';
import { quantity } from './marks/marks';
import { DIVERGING, matrixImage } from './marks/matrix-image';
import { matrixPanels, roomOf } from './marks/matrix-panels';
import { themed } from './marks/theme';

/** In screen pixels: images of few regulators are enlarged to about this. */
const SMALLEST_SIDE = 300;

/** Correlations below this are drawn white: any two rows of a network have some. Half a step of the colour scale. */
const FAINT = 0.025;

/**
 * Co-regulation heat maps (Figures 2 and 6 of the paper): |Pearson correlation| of the regulators' rows of effects, one image a
 * panel. All panels show the regulators in one order: by default that of the first panel's clusters (average linkage), so that
 * what acts together in the truth stands together everywhere.
 *
 * - `order`: `clusters` of the first panel, or as the `regulators` are `given`
 * - `columns`: as many images in a row; each is pooled until they fit
 *
 * @param panels the truth first; networks are n x n, row = regulator
 * @param regulators which genes to compare
 * @throws RangeError if there is no network or no regulator, or a regulator is none of the genes
 */
export function coregulationHeatMapFigure(
  panels: readonly NetworkPanel[],
  regulators: ArrayLike<number>,
  {
    title,
    order = 'clusters',
    columns = 2,
  }: { title: string; order?: 'clusters' | 'given'; columns?: number },
): Figure {
  if (panels.length === 0) throw new RangeError('a heat map needs at least one network');
  const r = regulators.length;
  if (r === 0) throw new RangeError('a co-regulation heat map needs at least one regulator');
  const ordered =
    order === 'given'
      ? regulators
      : clusterOrder(coregulationSimilarity(panels[0].network, regulators), r).map((k) => regulators[k]);
  const room = roomOf(columns);
  const images = panels.map(({ network }) =>
    matrixImage(
      coregulationSimilarity(network, ordered).map((value) => (value < FAINT ? 0 : value)),
      r,
      r,
      1,
      room,
    ),
  );
  const { pooling, width } = images[0];
  const enlarged = [Math.round(SMALLEST_SIDE / width), Math.floor(room / width)];
  const side = width * Math.max(1, Math.min(...enlarged));
  return themed({
    title: {
      text: title,
      subtitle: [
        `|correlation| of the effects of ${r} regulators (white: below ${FAINT}), ` +
          (order === 'given' ? 'in the order given' : `ordered by the clusters of "${panels[0].title}"`),
        ...(pooling > 1 ? [`each pixel: the largest of ${pooling} × ${pooling} correlations`] : []),
      ],
    },
    ...matrixPanels(
      panels,
      images,
      { side, genes: r, x: 'regulator', y: 'regulator', columns },
      quantity('similarity', {
        title: '|correlation|',
        scale: { domain: [0, 1], range: [DIVERGING.zero, DIVERGING.positive], interpolate: 'rgb' },
        legend: { orient: 'bottom', gradientLength: 160, values: [0, 0.5, 1] },
      }),
    ),
  });
}
