import { meanAndSd } from '../math/mean-and-sd';
import type { Figure } from './figure';
import { category, layer, quantity, type Panel } from './marks/marks';
import { strategyLabel, strategyStyle } from '../strategies/strategies';
import { QUIET, strategyScales, themed } from './marks/theme';

/** The test error of one trained model: a mean square of expression. */
export interface ErrorPoint {
  /** The panel it stands in. */
  readonly dataset: string;
  readonly strategy: string;
  readonly seed: number;
  readonly testMse: number;
}

/** The test error of a predictor that needs no training of a model. */
export interface ErrorBaseline {
  readonly dataset: string;
  /** 'nothing changes', 'train mean', 'AR(1) a gene' ... */
  readonly label: string;
  readonly testMse: number;
}

/** Errors are drawn in this unit. */
const UNIT = 1e-5;
const WIDTH = 170;
const ROW = 22;
/** A baseline worse than this many times the worst model is off the scale: it would press all others together. */
const FURTHEST = 1.5;

/**
 * Test errors beside what they must beat, one panel a data set: a dot a seed and a bar at their mean for each strategy, then a tick for
 * each trivial predictor, all with their numbers. The dashed line carries the first baseline (by habit "nothing changes") through the panel.
 *
 * @throws RangeError if there is nothing to draw
 */
export function errorBaselinesFigure(
  points: readonly ErrorPoint[],
  baselines: readonly ErrorBaseline[],
  { title, columns = 2 }: { title: string; columns?: number },
): Figure {
  const datasets = [...new Set([...points, ...baselines].map(({ dataset }) => dataset))];
  if (datasets.length === 0) throw new RangeError('there is no error to draw');
  const scales = strategyScales(points.map(({ strategy }) => strategy));
  const reference = baselines[0]?.label;
  return themed({
    title: {
      text: title,
      subtitle: [
        'coloured: trained, a dot a seed and a bar at their mean; black: needs no training',
        `${reference === undefined ? '' : `dashed: "${reference}"; `}triangle: off the scale; numbers: mean ± sd over seeds`,
      ],
    },
    columns,
    spacing: { row: 24, column: 30 },
    concat: datasets.map((dataset) => {
      const ofDataset = (one: { dataset: string }) => one.dataset === dataset;
      const seeds = points.filter(ofDataset).map(({ strategy, seed, testMse }) => ({
        who: strategyLabel(strategy),
        seed,
        error: testMse / UNIT,
        colour: strategyStyle(strategy).colour,
      }));
      const means = scales.labels.flatMap((who, k) => {
        const errors = seeds.filter((point) => point.who === who).map(({ error }) => error);
        if (errors.length === 0) return [];
        const { mean, sd } = meanAndSd(errors);
        const number = mean.toFixed(2) + (sd === null ? '' : ` ± ${sd.toFixed(2)}`);
        return { who, error: mean, number, colour: scales.colours[k] };
      });
      const ticks = baselines.filter(ofDataset).map(({ label, testMse }) => {
        const error = testMse / UNIT;
        return { who: label, error, number: error.toFixed(2), colour: 'black' };
      });
      return panelOf(dataset, seeds, [...means, ...ticks], reference);
    }),
  });
}

/** What a panel shows of one dot or row, in UNIT. */
interface Shown {
  readonly who: string;
  readonly error: number;
  readonly colour: string;
}

/** Dots of the seeds, and a row a strategy or baseline: its bar and its number. */
function panelOf(
  dataset: string,
  seeds: readonly Shown[],
  rows: readonly Shown[],
  reference?: string,
): Panel {
  const models = seeds.map(({ error }) => error);
  const most = models.length > 0 ? FURTHEST * Math.max(...models) : Infinity;
  const errors = [...models, ...rows.map(({ error }) => error).filter((error) => error <= most)];
  const [low, high] = [Math.min(...errors), Math.max(...errors)];
  const margin = 0.06 * (high - low) || 0.06 * high;
  const x = quantity('error', {
    title: 'test MSE (1e-5)',
    scale: { domain: [low - margin, high + margin], zero: false, nice: false },
    axis: { tickCount: 5, grid: false },
  });
  const y = category('who', {
    title: null,
    scale: { domain: rows.map(({ who }) => who) },
    axis: { labelFontSize: 12, labelLimit: 220, grid: true, ticks: false },
  });
  const color = category('colour', { scale: null });
  const tooltip = [
    { field: 'who', title: 'strategy' },
    quantity('seed'),
    quantity('error', { title: 'test MSE (1e-5)', format: '.3f' }),
  ];
  return {
    title: { text: dataset, anchor: 'middle' },
    width: WIDTH,
    height: ROW * rows.length,
    layer: [
      layer(
        rows.filter(({ who }) => who === reference),
        { type: 'rule', strokeDash: [4, 4], color: QUIET },
        { x },
      ),
      layer(seeds, { type: 'point', filled: true, size: 50, opacity: 0.65 }, { x, y, color, tooltip }),
      layer(
        rows.filter(({ error }) => error <= most),
        { type: 'tick', thickness: 2.5, size: ROW - 8, opacity: 1 },
        { x, y, color },
      ),
      layer(
        rows.filter(({ error }) => error > most),
        { type: 'point', shape: 'triangle-right', filled: true, size: 60, opacity: 1 },
        { x: { value: WIDTH - 6 }, y, color },
      ),
      layer(
        rows,
        { type: 'text', align: 'left', dx: 8, fontSize: 11 },
        { x: { value: WIDTH }, y, text: { field: 'number' }, color },
      ),
    ],
  };
}
