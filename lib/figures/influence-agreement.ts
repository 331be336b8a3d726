import { rankCorrelation } from '../math/rank-correlation';
import type { Figure } from './figure';
import { layer, quantity } from './marks/marks';
import { QUIET, themed } from './marks/theme';

/**
 * The estimated influence of every gene against that by full perturbation (Appendix B.8), one dot a gene, both axes logarithmic and in the
 * unit of expression; the rank correlation over all genes stands in the title, the diagonal is where both agree. Genes without any influence
 * in one of the two have no place on a logarithmic axis: they count in the correlation and are counted in the subtitle.
 *
 * @param full influence by perturbation, one number a gene
 * @param estimate the same by the adjoint
 * @throws RangeError if the lists differ in length, one is constant or no gene has influence in both
 */
export function influenceAgreementFigure(
  genes: readonly string[],
  full: ArrayLike<number>,
  estimate: ArrayLike<number>,
  { title }: { title: string },
): Figure {
  if (genes.length !== full.length) {
    throw new RangeError(`${full.length} influences do not belong to ${genes.length} genes`);
  }
  const correlation = rankCorrelation(full, estimate);
  const values = genes
    .map((gene, k) => ({ gene, full: rounded(full[k]), estimate: rounded(estimate[k]) }))
    .filter((point) => point.full > 0 && point.estimate > 0);
  if (values.length === 0) throw new RangeError('no gene has any influence in both lists');
  const all = values.flatMap((point) => [point.full, point.estimate]);
  const [low, high] = [Math.min(...all) / 1.1, Math.max(...all) * 1.1];
  const left = genes.length - values.length;
  const axis = (field: 'full' | 'estimate', name: string) =>
    quantity(field, {
      title: `${name} (mean |change| of expression)`,
      scale: { type: 'log', domain: [low, high], nice: false },
      axis: { format: '.0e', tickCount: 4, grid: false },
    });
  const [x, y] = [axis('full', 'full perturbation'), axis('estimate', 'estimate')];
  const tooltip = [
    { field: 'gene' },
    quantity('full', { format: '.2e' }),
    quantity('estimate', { format: '.2e' }),
  ];
  return themed({
    title: {
      text: `${title}: rank correlation ${correlation.toFixed(3)}`,
      subtitle: [
        `${genes.length} genes, one dot each; dashed: both agree`,
        ...(left > 0 ? [`${left} without influence in one of the two: not drawn`] : []),
      ],
    },
    width: 320,
    height: 320,
    layer: [
      layer(
        [low, high].map((at) => ({ full: at, estimate: at })),
        { type: 'line', color: QUIET, strokeWidth: 1, strokeDash: [4, 4] },
        { x, y },
      ),
      layer(
        values,
        { type: 'point', filled: true, size: 22, opacity: 0.55, color: '#0072B2' },
        { x, y, tooltip },
      ),
    ],
  });
}

/** Four digits: finer than a pixel. */
const rounded = (value: number): number => Number(value.toPrecision(4));
