import type { CorruptionPoint } from '../reproduction/corruption';
import type { Figure } from './figure';
import { strategyLabel } from '../strategies/strategies';
import { QUIET, strategyScales, themed } from './theme';

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
  const scales = strategyScales(learned.map(({ strategy }) => strategy));
  const all = learned.map(({ strategy, seed, corruption, balancedAccuracy }) => ({
    who: strategyLabel(strategy),
    seed,
    corruption: 100 * corruption,
    accuracy: 100 * balancedAccuracy,
  }));
  // Strategies of one seed were given the same prior: one mark for all of them.
  const priors = [
    ...new Map(learned.map((point) => [`${point.corruption} ${point.seed}`, point])).values(),
  ].map(({ seed, corruption, prior }) => ({
    who: PRIOR,
    seed,
    corruption: 100 * corruption,
    accuracy: 100 * prior,
  }));
  const outside = learned.flatMap(({ strategy, seed, corruption, outsidePrior }) =>
    outsidePrior === null
      ? []
      : { who: strategyLabel(strategy), seed, corruption: 100 * corruption, accuracy: 100 * outsidePrior },
  );
  const flat = imp.reduce((sum, { balancedAccuracy }) => sum + (100 * balancedAccuracy) / imp.length, 0);
  const lines = [
    { label: 'chance', accuracy: 50 },
    ...(imp.length > 0
      ? [{ label: `${strategyLabel('imp')} (no prior) ${flat.toFixed(1)}`, accuracy: flat }]
      : []),
  ];
  const lowest = Math.min(45, ...[...all, ...priors, ...outside].map(({ accuracy }) => accuracy));
  const y = {
    field: 'accuracy',
    type: 'quantitative' as const,
    title: 'balanced accuracy (%)',
    scale: { domain: [lowest, 100], zero: false },
  };
  const x = {
    field: 'corruption',
    type: 'quantitative' as const,
    title: "share of the prior's edges moved (%)",
    scale: { domain: [0, 100] },
  };
  const domain = [...scales.labels, PRIOR];
  const colour = {
    field: 'who',
    type: 'nominal' as const,
    title: null,
    scale: { domain, range: [...scales.colours, QUIET] },
  };
  const shape = { ...colour, scale: { domain, range: [...scales.shapes, 'square'] } };
  const panel = (
    name: string,
    values: readonly object[],
    rules: readonly { label: string; accuracy: number }[],
  ) => ({
    title: { text: name, anchor: 'middle' as const },
    width: 320,
    height: 280,
    layer: [
      {
        data: { values: rules },
        mark: { type: 'rule' as const, strokeDash: [4, 4], color: QUIET },
        encoding: { y },
      },
      {
        data: { values: rules },
        mark: { type: 'text' as const, align: 'left' as const, dx: 4, dy: -6, color: QUIET, fontSize: 10 },
        encoding: { x: { datum: 0 }, y, text: { field: 'label' } },
      },
      {
        data: { values: [...values] },
        mark: { type: 'line' as const, strokeWidth: 2 },
        encoding: { x, y: { ...y, aggregate: 'mean' as const }, color: colour },
      },
      {
        data: { values: [...values] },
        mark: { type: 'point' as const, filled: true, size: 55, opacity: 0.8 },
        encoding: {
          x,
          y,
          color: colour,
          shape,
          tooltip: [
            { field: 'who', type: 'nominal' as const, title: 'answer' },
            { field: 'seed', type: 'quantitative' as const },
            { field: 'corruption', type: 'quantitative' as const, title: 'edges moved (%)' },
            {
              field: 'accuracy',
              type: 'quantitative' as const,
              title: 'balanced accuracy (%)',
              format: '.1f',
            },
          ],
        },
      },
    ],
  });
  return themed({
    title: {
      text: title,
      subtitle: 'lines join the means over seeds; one mark a seed; best validation epoch',
    },
    hconcat: [
      panel('all ordered pairs', [...all, ...priors], lines),
      panel('pairs that the prior does not join', outside, lines.slice(0, 1)),
    ],
  });
}
