import {
  EVIDENCE_MEASURES,
  type EvidenceMean,
  evidenceMeans,
  type EvidenceMeasure,
  type EvidencePoint,
  PRIOR_ALONE,
} from '../reproduction/tables/evidence-curve';
import { rowStyle, SCALE_MATCHED_ROW } from '../reproduction/grids/table-row';
import { STRATEGIES } from '../strategies/strategies';
import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import { category, type Category, layer, quantity, type Panel } from './marks/marks';
import { themed } from './marks/theme';

/** Answers that are no strategy by themselves. */
const OTHERS = [{ label: PRIOR_ALONE, colour: '#000000', shape: 'cross' }, rowStyle(SCALE_MATCHED_ROW)];

const SHARE = { title: "share of the prior's edges moved (%)", scale: { domain: [0, 100] } };

/**
 * What each answer makes of a prior that gets worse: a panel a measure, the means over seeds as lines, and their 95 % intervals.
 * @throws RangeError if there is no point
 */
export function evidenceCurveFigure(
  points: readonly EvidencePoint[],
  {
    title,
    measures = ['auprc', 'balancedAccuracy'],
  }: { title: string; measures?: readonly EvidenceMeasure[] },
): Figure {
  if (points.length === 0) throw new RangeError('an evidence curve needs at least one answer');
  const means = evidenceMeans(points);
  const there = new Set(means.map(({ answer }) => answer));
  const styles = [...STRATEGIES, ...OTHERS].filter(({ label }) => there.has(label));
  const domain = styles.map(({ label }) => label);
  const color = category('answer', {
    title: null,
    scale: { domain, range: styles.map(({ colour }) => colour) },
  });
  const shape = category('answer', {
    title: null,
    scale: { domain, range: styles.map(({ shape }) => shape) },
  });
  return explorable(
    themed({
      title: { text: title, subtitle: 'means over seeds and their 95 % intervals; best validation epoch' },
      // The words under a panel are wider than it; axes stand in the space between.
      bounds: 'flush',
      spacing: 80,
      hconcat: measures.map((measure) => panelOf(means, measure, color, shape)),
    }),
    { legend: 'answer' },
  );
}

/** One measure over the share of moved edges: lines, intervals, marks. */
function panelOf(
  means: readonly EvidenceMean[],
  measure: EvidenceMeasure,
  color: Category,
  shape: Category,
): Panel {
  const { title: name, unit, digits } = EVIDENCE_MEASURES[measure];
  const values = means.flatMap(({ answer, corruption, seeds, means: { [measure]: mean } }) =>
    mean === null
      ? []
      : {
          ...{ answer, seeds, corruption: 100 * corruption },
          ...{ mean: unit * mean.mean, low: unit * mean.low, high: unit * mean.high },
        },
  );
  const scale = isWide(measure) ? { type: 'log' as const, nice: false } : { zero: false };
  const x = quantity('corruption', SHARE);
  const y = quantity('mean', { title: name, scale });
  const number = { format: `.${digits}f` };
  const tooltip = [
    ...[category('answer'), quantity('corruption', { title: 'edges moved (%)' })],
    ...[quantity('mean', { title: name, ...number }), quantity('seeds')],
    ...[quantity('low', { title: '95 % from', ...number }), quantity('high', { title: 'to', ...number })],
  ];
  return {
    width: 220,
    height: 280,
    layer: [
      layer(values, { type: 'line', strokeWidth: 2 }, { x, y, color }),
      layer(
        values,
        { type: 'rule', strokeWidth: 1.5 },
        {
          x,
          y: quantity('low', { title: name, scale }),
          y2: { field: 'high' },
          color,
        },
      ),
      layer(values, { type: 'point', filled: true, size: 60 }, { x, y, color, shape, tooltip }),
    ],
  };
}

/** Measures that differ by orders of magnitude. */
const isWide = (measure: EvidenceMeasure): boolean => measure === 'rollOut' || measure === 'edges';
