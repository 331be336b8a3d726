import type { Figure } from './figure';
import { courseOrder, peakOrder } from './gene-order';
import { colourLegendLayer, imageLayer } from './matrix-panels';
import type { PseudotimeMatrix } from './pseudotime-matrix';
import { sequentialImage, VIRIDIS, viridisDomain } from './sequential-image';
import { themed } from './theme';

/** The picture is enlarged by whole pixels to about this width. */
const WIDTH = 560;
/** Pictures of few genes are enlarged to about this height. */
const SMALLEST_HEIGHT = 260;

/** The strip above the picture, in pixels over its upper edge. */
const STRIP = { top: -15, bottom: -4 };
const PARTS = ['training', 'validation', 'test (held out)'] as const;
const PART_COLOURS = ['#d9d9d9', '#E69F00', '#0072B2'];

/**
 * Expression of every gene along pseudotime, one row a gene and one column a recorded time, as one picture. A strip above says which
 * times were trained on, which pairs validate and which stretch is held out; white lines carry the held-out stretch into the picture.
 *
 * @param order `peak`: genes by the time of their peak; `course`: like courses side by side; or an order of gene indices
 * @param scale `gene`: each gene from its own lowest (0) to its own highest value (1), so that all courses show; `expression`: as
 *   recorded, one scale for all
 * @throws RangeError if the values do not fill the genes x times
 */
export function pseudotimeHeatMapFigure(
  { times, values, test, validation }: PseudotimeMatrix,
  {
    title,
    order = 'peak',
    scale = 'gene',
    unit = 'normalised expression',
  }: {
    title: string;
    order?: 'peak' | 'course' | ArrayLike<number>;
    scale?: 'gene' | 'expression';
    /** What the values are, for the legend. */
    unit?: string;
  },
): Figure {
  const cols = times.length;
  const genes = values.length / cols;
  if (!Number.isInteger(genes) || genes === 0) {
    throw new RangeError(`${values.length} values do not fill whole rows of ${cols} times`);
  }
  const chosen =
    order === 'peak' ? peakOrder(values, genes) : order === 'course' ? courseOrder(values, genes) : order;
  const rows = Array.from(chosen, (gene) => values.slice(gene * cols, (gene + 1) * cols));
  const shown = scale === 'gene' ? rows.map(fromLowestToHighest) : rows;
  const flat = Float64Array.from(
    { length: rows.length * cols },
    (_, k) => shown[Math.floor(k / cols)][k % cols],
  );
  const range = scale === 'gene' ? ([0, 1] as const) : rangeOf(flat);
  const image = sequentialImage(flat, rows.length, cols, range);
  const width = image.width * Math.max(1, Math.round(WIDTH / image.width));
  const height = image.height * Math.max(1, Math.round(SMALLEST_HEIGHT / image.height));
  const ticks = evenTicks(cols);
  const stretch = (part: number, [first, last]: readonly [number, number], whole: boolean) => ({
    part: PARTS[part],
    from: whole ? first : first + 0.5,
    to: whole ? last + 1 : last + 0.5,
    times: `${times[first].toPrecision(3)} to ${times[last].toPrecision(3)}`,
  });
  const strip = [
    stretch(0, [0, cols - 1], true),
    ...validation.map((pair) => stretch(1, pair, false)),
    ...test.map((block) => stretch(2, block, true)),
  ];
  const used = [0, ...(validation.length > 0 ? [1] : []), ...(test.length > 0 ? [2] : [])];
  const pooled = [
    ...(image.pooling > 1 ? [`${image.pooling} genes`] : []),
    ...(image.columnPooling > 1 ? [`${image.columnPooling} times`] : []),
  ];
  const x = (field: string) => ({ field, type: 'quantitative' as const });
  const picture = imageLayer(image.url, {
    width,
    height,
    rows: rows.length,
    cols,
    x: `pseudotime (one column a recorded time, ${cols} in all)`,
    y: `gene (${orderName(order)})`,
  });
  return themed({
    title: {
      text: title,
      subtitle: [
        scale === 'gene'
          ? `${unit}, each gene from its lowest (0) to its highest value (1)`
          : `${unit}, one scale for all genes`,
        ...(pooled.length > 0 ? [`each pixel: the mean of ${pooled.join(' and ')}`] : []),
      ],
      offset: 24,
    },
    width,
    height,
    resolve: { scale: { color: 'independent' } },
    layer: [
      {
        ...picture,
        encoding: {
          ...picture.encoding,
          x: {
            ...picture.encoding.x,
            axis: {
              values: ticks.map((tick) => tick + 0.5),
              labelExpr: `${JSON.stringify(ticks.map((tick) => times[tick].toFixed(2)))}[indexof(${JSON.stringify(
                ticks.map((tick) => tick + 0.5),
              )}, datum.value)]`,
            },
          },
        },
      },
      {
        data: { values: strip },
        mark: { type: 'rect' },
        encoding: {
          x: x('from'),
          x2: { field: 'to' },
          y: { value: STRIP.top },
          y2: { value: STRIP.bottom },
          color: {
            field: 'part',
            type: 'nominal',
            title: 'times used for',
            scale: {
              domain: used.map((part) => PARTS[part]),
              range: used.map((part) => PART_COLOURS[part]),
            },
          },
          tooltip: [
            { field: 'part', title: 'used for' },
            { field: 'times', title: 'pseudotime' },
          ],
        },
      },
      {
        data: { values: test.flatMap(([first, last]) => [{ at: first }, { at: last + 1 }]) },
        mark: { type: 'rule', color: 'white', strokeWidth: 1.5 },
        encoding: { x: x('at') },
      },
      colourLegendLayer({
        field: 'expression',
        title: scale === 'gene' ? ['expression', '(each gene 0 to 1)'] : unit.split(' '),
        domain: viridisDomain(range),
        range: VIRIDIS,
        named: [range[0], (range[0] + range[1]) / 2, range[1]],
        format: '.2~f',
      }),
    ],
  });
}

function orderName(order: 'peak' | 'course' | ArrayLike<number>): string {
  if (order === 'peak') return 'ordered by the time of the peak';
  return order === 'course' ? 'like courses side by side' : 'in the order given';
}

/** A row mapped to 0 .. 1; a constant one to 0. */
function fromLowestToHighest(row: Float64Array): Float64Array {
  const [low, high] = rangeOf(row);
  return row.map((value) => (value - low) / (high - low));
}

/** Lowest and highest; of a constant list an interval of length 1 above it. */
function rangeOf(values: Float64Array): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return high > low ? [low, high] : [low, low + 1];
}

/** About six columns, the first and the last among them. */
function evenTicks(cols: number): number[] {
  const count = Math.min(6, cols);
  return [
    ...new Set(
      Array.from({ length: count }, (_, k) => Math.round((k * (cols - 1)) / Math.max(1, count - 1))),
    ),
  ];
}
