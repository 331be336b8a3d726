import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure';
import { STRATEGIES, strategyStyle } from '../strategies/strategies';

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json';

/** Okabe and Ito's colours for categories other than strategies. */
export const CATEGORY_COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#555555'];

export const QUIET = '#6b6b6b';

/** Colour and shape scales for the strategies given, in the paper's order, unknown ones last. */
export function strategyScales(strategies: Iterable<string>): {
  labels: string[];
  colours: string[];
  shapes: string[];
} {
  const given = new Set(strategies);
  const known = STRATEGIES.map(({ name }) => name as string).filter((name) => given.has(name));
  const order = [...new Set([...known, ...given])].map(strategyStyle);
  return {
    labels: order.map(({ label }) => label),
    colours: order.map(({ colour }) => colour),
    shapes: order.map(({ shape }) => shape),
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
      axis: {
        labelFontSize: 11,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        gridColor: '#ececec',
        domainColor: QUIET,
        tickColor: QUIET,
        labelFlush: false,
      },
      legend: {
        labelFontSize: 11,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        symbolSize: 90,
        symbolOpacity: 1,
        labelLimit: 260,
      },
      title: { fontSize: 13, anchor: 'start', subtitleFontSize: 11, subtitleColor: QUIET, offset: 8 },
      header: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
    },
  };
}
