import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from '../figure';
import { rowStyle } from '../../reproduction/grids/table-row';
import { STRATEGIES } from '../../strategies/strategies';

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json';

/** Okabe and Ito's colours for categories other than strategies. */
export const CATEGORY_COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#555555'];

/** Dashes that tell lines apart without their colour. */
const DASHES = [
  [1, 0],
  [12, 3],
  [9, 3, 2, 3],
  [4, 2],
  [1, 3],
  [6, 2, 2, 2, 2, 2],
  [6, 3],
  [2, 2],
];

export const QUIET = '#6b6b6b';

const LETTERS = { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 'normal' };

/**
 * The strategies given, or rows of a table (`rowOf`), by their labels: in the paper's order, others last; their colours and shapes; and
 * colour and shape as channels of a field `strategy` that holds labels.
 */
export function strategyScales(strategies: Iterable<string>) {
  const given = new Set(strategies);
  const known = STRATEGIES.map(({ name }) => name as string).filter((name) => given.has(name));
  const names = [...new Set([...known, ...given])];
  const order = names.map(rowStyle);
  const labels = order.map(({ label }) => label);
  const colours = order.map(({ colour }) => colour);
  const shapes = order.map(({ shape }) => shape);
  // By its place among all strategies, so that it has one dash in every figure; DASH, the eighth, is solid.
  const places = names.map((name) => STRATEGIES.findIndex((one) => one.name === name));
  const dashes = labels.map((_, k) => DASHES[((places[k] < 0 ? k : places[k]) + 1) % DASHES.length]);
  const channel = { field: 'strategy', type: 'nominal' as const, title: 'strategy' };
  return {
    labels,
    colours,
    shapes,
    color: { ...channel, scale: { domain: labels, range: colours } },
    shape: { ...channel, scale: { domain: labels, range: shapes } },
    dash: { ...channel, scale: { domain: labels, range: dashes } },
  };
}

/**
 * Colour and dash of runs as channels of a field `strategy`, and what that field holds of a run: the strategy's label where every
 * run has a strategy of its own, else the run's name.
 */
export function runScales(runs: readonly { readonly strategy: string; readonly run: string }[]) {
  const apart = new Set(runs.map(({ strategy }) => strategy)).size === runs.length;
  if (apart) {
    const scales = strategyScales(runs.map(({ strategy }) => strategy));
    return { scales, nameOf: ({ strategy }: { strategy: string }) => rowStyle(strategy).label };
  }
  const names = [...new Set(runs.map(({ run }) => run))];
  const channel = { field: 'strategy', type: 'nominal' as const, title: 'run' };
  const scales = {
    color: {
      ...channel,
      scale: { domain: names, range: names.map((_, k) => CATEGORY_COLOURS[k % CATEGORY_COLOURS.length]) },
    },
    dash: { ...channel, scale: { domain: names, range: names.map((_, k) => DASHES[k % DASHES.length]) } },
  };
  return { scales, nameOf: ({ run }: { run: string }) => run };
}

/** Letters of a line under a title; more would widen the figure beyond a page. */
const LONGEST_LINE = 90;

/** A title whose lines below it break where they are long; what is set in a font of its own, as progress bars are, stays. */
function withoutLongLines(title: TopLevelSpec['title']): TopLevelSpec['title'] {
  if (typeof title !== 'object' || Array.isArray(title) || !('text' in title)) return title;
  if (title.subtitle === undefined || title.subtitleFont !== undefined) return title;
  const lines = [title.subtitle].flat() as string[];
  const broken = lines.flatMap((line) => line.match(new RegExp(`.{1,${LONGEST_LINE}}(?:\\s|$)`, 'g')) ?? []);
  return { ...title, subtitle: broken.map((line) => line.trim()) };
}

/** The figure with the look that all figures share; white ground, so that it reads in dark notebooks too. */
export function themed(spec: TopLevelSpec): Figure {
  return {
    $schema: SCHEMA,
    background: 'white',
    padding: 8,
    ...(spec as object),
    ...('title' in spec && { title: withoutLongLines(spec.title) }),
    config: {
      font: 'sans-serif',
      view: { stroke: '#cccccc' },
      mark: { tooltip: true },
      axis: { ...LETTERS, gridColor: '#ececec', domainColor: QUIET, tickColor: QUIET, labelFlush: false },
      legend: { ...LETTERS, symbolSize: 90, symbolOpacity: 1, labelLimit: 260 },
      title: { fontSize: 13, anchor: 'start', subtitleFontSize: 11, subtitleColor: QUIET, offset: 8 },
      header: { ...LETTERS, labelFontSize: 12 },
    },
  };
}
