import type { Figure } from './figure';
import { shortPathwayNames } from './pathway-names';
import { strategyScales, themed } from './theme';
import { strategyLabel } from '../strategies/strategies';

/** The pathways that one trained model found. */
export interface PathwayFinding {
  readonly strategy: string;
  readonly seed: number;
  /** Full names. */
  readonly found: readonly string[];
}

const CELL = { width: 72, height: 17 };

/**
 * How many of a strategy's seeds find each pathway: one row a pathway, one column a strategy, "2 of 3" in the cell. Rows are those
 * that most models find, then by name; a pathway that one seed alone finds is chance until more do.
 *
 * @param most rows to draw
 * @param rule what counts as found, for the subtitle
 * @throws RangeError if no model found any pathway
 */
export function pathwayStabilityFigure(
  findings: readonly PathwayFinding[],
  { title, rule, most = 30 }: { title: string; rule: string; most?: number },
): Figure {
  const labels = strategyScales(findings.map(({ strategy }) => strategy)).labels;
  const seeds = new Map<string, number>();
  const counts = new Map<string, Map<string, number>>();
  for (const { strategy, found } of findings) {
    const label = strategyLabel(strategy);
    seeds.set(label, (seeds.get(label) ?? 0) + 1);
    for (const pathway of new Set(found)) {
      const own = counts.get(pathway) ?? new Map<string, number>();
      own.set(label, (own.get(label) ?? 0) + 1);
      counts.set(pathway, own);
    }
  }
  if (counts.size === 0) throw new RangeError('no model found any pathway');
  const total = (pathway: string): number =>
    [...(counts.get(pathway)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const rows = [...counts.keys()].sort((a, b) => total(b) - total(a) || (a < b ? -1 : 1)).slice(0, most);
  const short = shortPathwayNames(rows, 52);
  const values = rows.flatMap((pathway, k) =>
    labels.map((strategy) => {
      const models = seeds.get(strategy) ?? 0;
      const count = counts.get(pathway)?.get(strategy) ?? 0;
      return { short: short[k], pathway, strategy, share: count / models, shown: `${count} of ${models}` };
    }),
  );
  const position = {
    x: {
      field: 'strategy',
      type: 'nominal' as const,
      title: null,
      scale: { domain: labels, paddingInner: 0, paddingOuter: 0 },
      axis: {
        orient: 'top' as const,
        labelAngle: 0,
        labelFontSize: 11,
        labelLimit: 1000,
        labelOverlap: false,
      },
    },
    y: {
      field: 'short',
      type: 'nominal' as const,
      title: null,
      scale: { domain: short, paddingInner: 0, paddingOuter: 0 },
      axis: { labelLimit: 1000, labelFontSize: 11 },
    },
  };
  return themed({
    title: {
      text: title,
      subtitle: [
        `seeds that find a pathway: ${rule}`,
        ...(rows.length < counts.size
          ? [`the first ${rows.length} of ${counts.size} pathways found by any model`]
          : []),
      ],
    },
    width: CELL.width * labels.length,
    height: CELL.height * rows.length,
    data: { values },
    layer: [
      {
        mark: { type: 'rect', stroke: 'white' },
        encoding: {
          ...position,
          color: {
            field: 'share',
            type: 'quantitative',
            title: 'share of seeds',
            scale: { domain: [0, 1], range: ['#f2f2f2', '#08519c'], interpolate: 'rgb' },
            legend: { format: '.0%', values: [0, 0.5, 1], gradientLength: 100 },
          },
          tooltip: [{ field: 'pathway' }, { field: 'strategy' }, { field: 'shown', title: 'seeds' }],
        },
      },
      {
        mark: { type: 'text', fontSize: 10 },
        encoding: {
          ...position,
          text: { field: 'shown', type: 'nominal' },
          color: { condition: { test: 'datum.share > 0.55', value: 'white' }, value: '#444444' },
        },
      },
    ],
  });
}
