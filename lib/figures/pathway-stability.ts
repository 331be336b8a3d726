import type { Figure } from './figure';
import { category, quantity } from './marks/marks';
import { LINES_OF_NAME, pathwayNamesOnLines } from './marks/pathway-names';
import { strategyScales, themed } from './marks/theme';
import { strategyLabel } from '../strategies/strategies';

/** The pathways that one trained model found. */
export interface PathwayFinding {
  readonly strategy: string;
  readonly seed: number;
  /** Full names. */
  readonly found: readonly string[];
}

const CELL = { width: 60, height: 24 };
/** Letters of a line of a name. */
const LETTERS = 38;

/**
 * How many of a strategy's seeds find each pathway: one row a pathway, one column a strategy, "2 of 3" in the cell. Rows are those
 * that most models find, then by name; a pathway that one seed alone finds is chance until more do.
 *
 * - `most`: rows to draw
 * - `rule`: what counts as found, for the subtitle
 * @throws RangeError if no model found any pathway
 */
export function pathwayStabilityFigure(
  findings: readonly PathwayFinding[],
  { title, rule, most = 30 }: { title: string; rule: string; most?: number },
): Figure {
  const { labels } = strategyScales(findings.map(({ strategy }) => strategy));
  const models = findings.map(({ strategy, found }) => ({
    label: strategyLabel(strategy),
    found: new Set(found),
  }));
  const all = [...new Set(findings.flatMap(({ found }) => found))];
  if (all.length === 0) throw new RangeError('no model found any pathway');
  const total = (pathway: string): number => models.filter(({ found }) => found.has(pathway)).length;
  const rows = all.sort((a, b) => total(b) - total(a) || (a < b ? -1 : 1)).slice(0, most);
  const short = pathwayNamesOnLines(rows, LETTERS);
  const values = rows.flatMap((pathway, k) =>
    labels.map((strategy) => {
      const seeds = models.filter(({ label }) => label === strategy);
      const count = seeds.filter(({ found }) => found.has(pathway)).length;
      const shown = `${count} of ${seeds.length}`;
      return { short: short[k], pathway, strategy, share: count / seeds.length, shown };
    }),
  );
  const place = {
    x: category('strategy', {
      title: null,
      scale: { domain: labels, paddingInner: 0, paddingOuter: 0 },
      axis: { orient: 'top', labelAngle: 0, labelFontSize: 11, labelLimit: 1000, labelOverlap: false },
    }),
    y: category('short', {
      title: null,
      scale: { domain: short, paddingInner: 0, paddingOuter: 0 },
      axis: LINES_OF_NAME,
    }),
  };
  const color = quantity('share', {
    title: 'share of seeds',
    scale: { domain: [0, 1], range: ['#f2f2f2', '#08519c'], interpolate: 'rgb' },
    legend: { format: '.0%', values: [0, 0.5, 1], gradientLength: 100 },
  });
  const tooltip = [{ field: 'pathway' }, { field: 'strategy' }, { field: 'shown', title: 'seeds' }];
  const ink = { condition: { test: 'datum.share > 0.55', value: 'white' }, value: '#444444' };
  const left = `the first ${rows.length} of ${all.length} pathways found by any model`;
  return themed({
    title: {
      text: title,
      subtitle: [`seeds that find a pathway: ${rule}`, ...(rows.length < all.length ? [left] : [])],
    },
    width: CELL.width * labels.length,
    height: CELL.height * rows.length,
    data: { values },
    layer: [
      { mark: { type: 'rect', stroke: 'white' }, encoding: { ...place, color, tooltip } },
      { mark: { type: 'text', fontSize: 10 }, encoding: { ...place, text: category('shown'), color: ink } },
    ],
  });
}
