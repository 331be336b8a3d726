import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure';
import { rowStyle } from '../reproduction/table-row';
import { STRATEGIES } from '../strategies/strategies';

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json';

/** Okabe and Ito's colours for categories other than strategies. */
export const CATEGORY_COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#555555'];

export const QUIET = '#6b6b6b';

const LETTERS = { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 'normal' };

/**
 * The strategies given, or rows of a table (`rowOf`), by their labels: in the paper's order, others last; their colours and shapes; and
 * colour and shape as channels of a field `strategy` that holds labels.
 */
export function strategyScales(strategies: Iterable<string>) {
  const given = new Set(strategies);
  const known = STRATEGIES.map(({ name }) => name as string).filter((name) => given.has(name));
  const order = [...new Set([...known, ...given])].map(rowStyle);
  const labels = order.map(({ label }) => label);
  const colours = order.map(({ colour }) => colour);
  const shapes = order.map(({ shape }) => shape);
  const channel = { field: 'strategy', type: 'nominal' as const, title: 'strategy' };
  return {
    labels,
    colours,
    shapes,
    color: { ...channel, scale: { domain: labels, range: colours } },
    shape: { ...channel, scale: { domain: labels, range: shapes } },
  };
}

/** The figure with the look that all figures share; white ground, so that it reads in dark notebooks too. */
export function themed(spec: TopLevelSpec): Figure {
  return {
    $schema: SCHEMA,
    background: 'white',
    padding: 8,
    ...(spec as object),
    config: {
      font: 'sans-serif',
      view: { stroke: '#cccccc' },
      axis: { ...LETTERS, gridColor: '#ececec', domainColor: QUIET, tickColor: QUIET, labelFlush: false },
      legend: { ...LETTERS, symbolSize: 90, symbolOpacity: 1, labelLimit: 260 },
      title: { fontSize: 13, anchor: 'start', subtitleFontSize: 11, subtitleColor: QUIET, offset: 8 },
      header: { ...LETTERS, labelFontSize: 12 },
    },
  };
}
