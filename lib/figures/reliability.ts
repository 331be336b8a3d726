import type { EvidencePoint } from '../reproduction/tables/evidence-curve';
import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import { layer, quantity, type Layer, type Panel } from './marks/marks';
import { QUIET, themed } from './marks/theme';

const COLOUR = '#117733';
const WHOLE = { domain: [0, 100] };
const SIZE = { width: 250, height: 280 };

/**
 * How much of the prior the data support, as read off without any truth, beside how much of it is right: a mark a seed, with its 95 %
 * interval; below the diagonal are edges that these data cannot see. Right of it, where results have that, the calibration of the
 * probabilities: of all pairs in a bin, those that were said to be edges and those that are, all results together.
 * @throws RangeError if no point is of strategy evidence
 */
export function reliabilityFigure(points: readonly EvidencePoint[], { title }: { title: string }): Figure {
  const values = points.flatMap(({ reliability, corruption, seed }) =>
    reliability === null ? [] : { seed, right: 100 * (1 - corruption), ...inPercent(reliability) },
  );
  if (values.length === 0)
    throw new RangeError('a figure of reliabilities needs results of strategy evidence');
  const bins = binsOf(points);
  return explorable(
    themed({
      title: {
        text: title,
        subtitle: 'read off without the truth; left a mark a seed with its 95 % interval',
      },
      hconcat: [reliabilityPanel(values), ...(bins.length > 0 ? [calibrationPanel(bins)] : [])],
    }),
    { zoom: true },
  );
}

function reliabilityPanel(values: readonly object[]): Panel {
  const x = quantity('right', { title: "share of the prior's edges that is right (%)", scale: WHOLE });
  const y = quantity('share', { title: 'share that the data support (%)', scale: WHOLE });
  const tooltip = ['seed', 'right', 'share', 'low', 'high'].map((field) =>
    quantity(field, { format: '.0f' }),
  );
  return {
    ...SIZE,
    layer: [
      diagonal('right', 'share', x, y),
      layer(
        values,
        { type: 'rule', color: COLOUR, opacity: 0.35 },
        { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      ),
      layer(values, { type: 'point', filled: true, size: 40, color: COLOUR }, { x, y, tooltip }),
    ],
  };
}

function calibrationPanel(bins: readonly object[]): Panel {
  const x = quantity('said', { title: 'said to be edges (%)', scale: WHOLE });
  const y = quantity('true', { title: 'edges of the truth (%)', scale: WHOLE });
  const share = { format: '.1f' };
  const tooltip = [
    ...[quantity('from', { title: 'probability from' }), quantity('to')],
    ...[quantity('pairs', { format: ',' }), quantity('said', share), quantity('true', share)],
  ];
  return {
    ...SIZE,
    title: { text: 'pairs by their probability', anchor: 'middle' },
    layer: [
      diagonal('said', 'true', x, y),
      layer(bins, { type: 'line', color: COLOUR, strokeWidth: 1 }, { x, y }),
      layer(bins, { type: 'point', filled: true, size: 70, color: COLOUR, opacity: 1 }, { x, y, tooltip }),
    ],
  };
}

/** Where both axes say the same. */
const diagonal = (
  across: string,
  up: string,
  x: ReturnType<typeof quantity>,
  y: ReturnType<typeof quantity>,
): Layer =>
  layer(
    [0, 100].map((share) => ({ [across]: share, [up]: share })),
    { type: 'line', strokeDash: [4, 4], color: QUIET },
    { x, y },
  );

/** The bins of all points together, in per cent. */
function binsOf(points: readonly EvidencePoint[]) {
  const all = points.flatMap(({ calibration }) => calibration);
  return [...new Set(all.map(({ from }) => from))]
    .sort((a, b) => a - b)
    .flatMap((from) => {
      const here = all.filter((bin) => bin.from === from && bin.pairs > 0);
      const pairs = here.reduce((sum, bin) => sum + bin.pairs, 0);
      if (pairs === 0) return [];
      const said = here.reduce((sum, bin) => sum + bin.pairs * bin.said, 0);
      const right = here.reduce((sum, bin) => sum + bin.true, 0);
      return { from, to: here[0].to, pairs, said: (100 * said) / pairs, true: (100 * right) / pairs };
    });
}

const inPercent = ({ share, low, high }: NonNullable<EvidencePoint['reliability']>) => ({
  share: 100 * share,
  low: 100 * low,
  high: 100 * high,
});
