import type { CorruptionPoint } from '../reproduction/tables/corruption';
import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import { strategyLabel } from '../strategies/strategies';
import { category, layer, namedHeights, quantity, type Category, type Panel } from './marks/marks';
import { QUIET, strategyScales, themed } from './marks/theme';

const PRIOR = 'the prior itself';

/**
 * How wrong may the prior be (Appendix B.3.1)? Balanced accuracy against the share of the prior's edges that were moved: DASH,
 * BioPruning, the prior taken as the answer, and IMP, which reads no prior, as a flat line. The panel on the right counts only
 * pairs that the prior does not join: what was found rather than given. Lines join the means over seeds; one mark a seed.
 *
 * @throws RangeError if there is no point
 */
export function corruptionCurveFigure(
  points: readonly CorruptionPoint[],
  { title }: { title: string },
): Figure {
  if (points.length === 0) throw new RangeError('a corruption curve needs at least one trained model');
  const learned = points.filter(({ strategy }) => strategy !== 'imp');
  const imp = points.filter(({ strategy }) => strategy === 'imp');
  const mark = (who: string, { seed, corruption }: CorruptionPoint, accuracy: number) => ({
    who,
    seed,
    corruption: 100 * corruption,
    accuracy: 100 * accuracy,
  });
  const all = learned.map((point) => mark(strategyLabel(point.strategy), point, point.balancedAccuracy));
  // Strategies of one seed were given the same prior: one mark for all of them.
  const given = new Map(learned.map((point) => [`${point.corruption} ${point.seed}`, point]));
  const priors = [...given.values()].map((point) => mark(PRIOR, point, point.prior));
  const outside = learned.flatMap((point) =>
    point.outsidePrior === null ? [] : mark(strategyLabel(point.strategy), point, point.outsidePrior),
  );
  const flat = imp.reduce((sum, { balancedAccuracy }) => sum + (100 * balancedAccuracy) / imp.length, 0);
  const chance = { label: 'chance', accuracy: 50 };
  const withoutPrior = { label: `${strategyLabel('imp')} (no prior) ${flat.toFixed(1)}`, accuracy: flat };
  const lowest = Math.min(45, ...[...all, ...priors, ...outside].map(({ accuracy }) => accuracy));
  const { labels, colours, shapes } = strategyScales(learned.map(({ strategy }) => strategy));
  const domain = [...labels, PRIOR];
  const panel = panelOf(
    lowest,
    category('who', { title: null, scale: { domain, range: [...colours, QUIET] } }),
    category('who', { title: null, scale: { domain, range: [...shapes, 'square'] } }),
  );
  return explorable(
    themed({
      title: {
        text: title,
        subtitle: 'lines join the means over seeds; one mark a seed; best validation epoch',
      },
      // The words under a panel are wider than it; axes stand in the space between.
      bounds: 'flush',
      spacing: 80,
      hconcat: [
        panel('all ordered pairs', [...all, ...priors], imp.length > 0 ? [chance, withoutPrior] : [chance]),
        panel('pairs that the prior does not join', outside, [chance]),
      ],
    }),
    { legend: 'who' },
  );
}

/** Panels from the lowest accuracy up: heights that do not depend on the prior, and curves of the others. */
function panelOf(lowest: number, color: Category, shape: Category) {
  const x = quantity('corruption', {
    title: "share of the prior's edges moved (%)",
    scale: { domain: [0, 100] },
  });
  const y = quantity('accuracy', {
    title: 'balanced accuracy (%)',
    scale: { domain: [lowest, 100], zero: false },
  });
  const tooltip = [
    category('who', { title: 'answer' }),
    quantity('seed'),
    quantity('corruption', { title: 'edges moved (%)' }),
    quantity('accuracy', { title: 'balanced accuracy (%)', format: '.1f' }),
  ];
  return (name: string, values: readonly object[], heights: readonly object[]): Panel => ({
    title: { text: name, anchor: 'middle' },
    width: 228,
    height: 280,
    layer: [
      ...namedHeights(heights, y),
      layer(values, { type: 'line', strokeWidth: 2 }, { x, y: { ...y, aggregate: 'mean' }, color }),
      layer(values, { type: 'point', filled: true, size: 55, opacity: 0.8 }, { x, y, color, shape, tooltip }),
    ],
  });
}
