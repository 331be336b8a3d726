import { spreadOf } from '../math/spread';
import type { Figure } from './figure';
import { strategyLabel } from '../strategies/strategies';
import { QUIET, strategyScales, themed } from './theme';

/** The test error of one trained model: a mean square of expression. */
export interface ErrorPoint {
  /** The panel it stands in. */
  readonly dataset: string;
  readonly strategy: string;
  readonly seed: number;
  readonly testMse: number;
}

/** The test error of a predictor that needs no training of a model. */
export interface ErrorYardstick {
  readonly dataset: string;
  /** 'nothing changes', 'train mean', 'AR(1) a gene' ... */
  readonly label: string;
  readonly testMse: number;
}

/** Errors are drawn in this unit. */
const UNIT = 1e-5;
const WIDTH = 210;
const ROW = 22;
/** A yardstick worse than this many times the worst model is off the scale: it would press all others together. */
const FURTHEST = 1.5;

/**
 * Test errors beside what they must beat, one panel a data set: a dot a seed and a bar at their mean for each strategy, then a tick for
 * each trivial predictor, all with their numbers. The dashed line carries the first yardstick (by habit "nothing changes") through the panel.
 *
 * @throws RangeError if there is nothing to draw
 */
export function errorYardsticksFigure(
  points: readonly ErrorPoint[],
  yardsticks: readonly ErrorYardstick[],
  { title, columns = 2 }: { title: string; columns?: number },
): Figure {
  const datasets = [...new Set([...points, ...yardsticks].map(({ dataset }) => dataset))];
  if (datasets.length === 0) throw new RangeError('there is no error to draw');
  const scales = strategyScales(points.map(({ strategy }) => strategy));
  const names = [...new Set(yardsticks.map(({ label }) => label))];
  const reference = names[0];
  const colour = (who: string): string => scales.colours[scales.labels.indexOf(who)] ?? 'black';
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
      const seeds = points
        .filter((point) => point.dataset === dataset)
        .map(({ strategy, seed, testMse }) => ({
          who: strategyLabel(strategy),
          seed,
          error: testMse / UNIT,
        }));
      const ticks = yardsticks
        .filter((one) => one.dataset === dataset)
        .map(({ label, testMse }) => ({
          who: label,
          error: testMse / UNIT,
          number: (testMse / UNIT).toFixed(2),
          colour: 'black',
        }));
      const means = scales.labels.flatMap((who) => {
        const errors = seeds.filter((point) => point.who === who).map(({ error }) => error);
        if (errors.length === 0) return [];
        const { mean, sd } = spreadOf(errors);
        const number = mean.toFixed(2) + (sd === null ? '' : ` ± ${sd.toFixed(2)}`);
        return [{ who, error: mean, number, colour: colour(who) }];
      });
      const rows = [...means, ...ticks];
      const models = seeds.map(({ error }) => error);
      const most = models.length > 0 ? FURTHEST * Math.max(...models) : Infinity;
      const errors = [...models, ...rows.map(({ error }) => error).filter((error) => error <= most)];
      const [low, high] = [Math.min(...errors), Math.max(...errors)];
      const margin = 0.06 * (high - low) || 0.06 * high;
      const y = {
        field: 'who',
        type: 'nominal' as const,
        title: null,
        scale: { domain: rows.map(({ who }) => who) },
        axis: { labelFontSize: 12, labelLimit: 220, grid: true, ticks: false },
      };
      const x = {
        field: 'error',
        type: 'quantitative' as const,
        title: 'test MSE (1e-5)',
        scale: { domain: [low - margin, high + margin], zero: false, nice: false },
        axis: { tickCount: 5, grid: false },
      };
      const fill = { field: 'colour', type: 'nominal' as const, scale: null };
      return {
        title: { text: dataset, anchor: 'middle' as const },
        width: WIDTH,
        height: ROW * rows.length,
        layer: [
          {
            data: { values: ticks.filter(({ who }) => who === reference) },
            mark: { type: 'rule' as const, strokeDash: [4, 4], color: QUIET },
            encoding: { x },
          },
          {
            data: { values: seeds.map((point) => ({ ...point, colour: colour(point.who) })) },
            mark: { type: 'point' as const, filled: true, size: 50, opacity: 0.65 },
            encoding: {
              x,
              y,
              color: fill,
              tooltip: [
                { field: 'who', title: 'strategy' },
                { field: 'seed', type: 'quantitative' as const },
                { field: 'error', type: 'quantitative' as const, title: 'test MSE (1e-5)', format: '.3f' },
              ],
            },
          },
          {
            data: { values: rows.filter(({ error }) => error <= most) },
            mark: { type: 'tick' as const, thickness: 2.5, size: ROW - 8, opacity: 1 },
            encoding: { x, y, color: fill },
          },
          {
            data: { values: rows.filter(({ error }) => error > most) },
            mark: { type: 'point' as const, shape: 'triangle-right', filled: true, size: 60, opacity: 1 },
            encoding: { x: { value: WIDTH - 6 }, y, color: fill },
          },
          {
            data: { values: rows },
            mark: { type: 'text' as const, align: 'left' as const, dx: 8, fontSize: 11 },
            encoding: { x: { value: WIDTH }, y, text: { field: 'number' }, color: fill },
          },
        ],
      };
    }),
  });
}
