import type { Figure } from './figure';
import { category, layer, quantity, type Panel } from './marks/marks';
import { strategyStyle } from '../strategies/strategies';
import { QUIET, themed } from './marks/theme';

/** A predictor's distance from "nothing changes", as a fraction, with an interval: over all pairs, and on each batch. */
export interface BatchErrorsRow {
  readonly who: string;
  /** Null for a predictor without training, which is drawn in black. */
  readonly strategy: string | null;
  readonly difference: Interval;
  readonly batches: readonly {
    readonly batch: string;
    readonly pairs: number;
    readonly share: number;
    readonly difference: Interval;
  }[];
}

interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const WIDTH = 150;
const ROW = 24;

/**
 * Test errors against "nothing changes" (dashed, 0), in per cent: one panel for the pooled error, then one a batch, with its
 * pairs and the part of the pooled squared error that it holds. A point and its 95 % interval for each predictor.
 * @param rows the first of them is "nothing changes" itself, which is not drawn but says what each batch holds
 * @throws RangeError if there is no other row
 */
export function batchErrorsFigure(rows: readonly BatchErrorsRow[], { title }: { title: string }): Figure {
  const [reference, ...predictors] = rows;
  if (predictors.length === 0) throw new RangeError('there is no predictor to draw beside "nothing changes"');
  const panels = [
    panelOf('all batches', 'pooled squared error', predictors, (row) => row.difference, true),
    ...reference.batches.map(({ batch, pairs, share }, b) =>
      panelOf(
        batch,
        `${pairs} pairs, ${Math.round(100 * share)} % of it`,
        predictors,
        ({ batches }) => batches[b].difference,
        false,
      ),
    ),
  ];
  return themed({
    title: {
      text: title,
      subtitle:
        'left of the dashed line: better than "nothing changes"; bars: 95 % by a bootstrap over cells',
    },
    // The words under a panel are wider than it.
    bounds: 'flush',
    spacing: 40,
    hconcat: panels,
  });
}

/** One panel: a row a predictor. @param first it names the rows */
function panelOf(
  name: string,
  subtitle: string,
  rows: readonly BatchErrorsRow[],
  differenceOf: (row: BatchErrorsRow) => Interval,
  first: boolean,
): Panel {
  const values = rows.map((row) => {
    const { mean, low, high } = differenceOf(row);
    const colour = row.strategy === null ? 'black' : strategyStyle(row.strategy).colour;
    return { who: row.who, colour, mean: 100 * mean, low: 100 * low, high: 100 * high };
  });
  const x = quantity('mean', {
    title: '% off "nothing changes"',
    scale: { zero: false },
    axis: { tickCount: 5, grid: false },
  });
  const y = category('who', {
    title: null,
    scale: { domain: rows.map(({ who }) => who) },
    axis: first
      ? { labelFontSize: 12, grid: true, ticks: false }
      : { labels: false, grid: true, ticks: false },
  });
  const color = category('colour', { scale: null });
  const tooltip = [
    category('who'),
    ...(['mean', 'low', 'high'] as const).map((end) => quantity(end, { format: '.1f' })),
  ];
  return {
    title: { text: name, subtitle, anchor: 'middle' },
    width: WIDTH,
    height: ROW * rows.length,
    layer: [
      layer([{ still: 0 }], { type: 'rule', strokeDash: [4, 4], color: QUIET }, { x: quantity('still') }),
      layer(
        values,
        { type: 'rule', strokeWidth: 2 },
        { x: { ...x, field: 'low' }, x2: { field: 'high' }, y, color },
      ),
      layer(values, { type: 'point', filled: true, size: 55, opacity: 1 }, { x, y, color, tooltip }),
    ],
  };
}
