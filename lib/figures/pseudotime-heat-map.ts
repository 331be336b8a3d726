import type { Series, Study } from '../studies/study';
import type { Figure } from './figure';
import { courseOrder, peakOrder } from './marks/gene-order';
import { colourLegendLayer, imageLayer } from './marks/matrix-panels';
import { sequentialImage, VIRIDIS, viridisDomain } from './marks/matrix-image';
import { category, layer, quantity, type Layer } from './marks/marks';
import { themed } from './marks/theme';

/** The picture is enlarged by whole pixels to about this width. */
const WIDTH = 560;
/** Pictures of few genes are enlarged to about this height. */
const SMALLEST_HEIGHT = 260;

/** The strip above the picture, in pixels over its upper edge. */
const STRIP = { top: -15, bottom: -4 };
const PARTS = ['training', 'validation', 'test (held out)'] as const;
const PART_COLOURS = ['#d9d9d9', '#E69F00', '#0072B2'];

type Order = 'peak' | 'course' | ArrayLike<number>;

/** A sample along pseudotime, put together again from the segments it was split into. */
export interface PseudotimeMatrix {
  /** T times, ascending, each once. */
  readonly times: Float64Array;
  /** genes x T, row-major, as recorded. */
  readonly values: Float64Array;
  /** Stretches of times held out as the test set: first and last index into `times`. */
  readonly test: readonly (readonly [first: number, last: number])[];
  /** The same for validation: a random pair is two neighbouring times, a contiguous block longer. */
  readonly validation: readonly (readonly [first: number, last: number])[];
}

/**
 * One sample's expression over all its pseudotimes, whatever set they are in. For a study whose sets are segments of one sample
 * (breast cancer); of several batches, give one at a time, as `{ training: [batch], validation: [], test: [] }`.
 *
 * @throws RangeError if there is no series, or two of them record different values at one time: then they are different samples
 */
export function pseudotimeMatrix(
  study: Readonly<Record<'training' | 'validation' | 'test', readonly Series[]>> | Study,
): PseudotimeMatrix {
  const all = [...study.training, ...study.validation, ...study.test];
  if (all.length === 0) throw new RangeError('a pseudotime matrix needs at least one series');
  const times = Float64Array.from(new Set(all.flatMap((one) => [...one.times]))).sort();
  const place = new Map(Array.from(times, (time, k) => [time, k]));
  const at = (time: number): number => place.get(time) as number;
  const genes = all[0].recorded.length / all[0].times.length;
  const values = new Float64Array(genes * times.length).fill(NaN);
  for (const one of all) {
    one.recorded.forEach((value, k) => {
      const time = one.times[k % one.times.length];
      const cell = Math.floor(k / one.times.length) * times.length + at(time);
      if (!Number.isNaN(values[cell]) && values[cell] !== value) {
        throw new RangeError(
          `two series record different expression at time ${time}: they are different samples, draw one at a time`,
        );
      }
      values[cell] = value;
    });
  }
  const stretches = (series: readonly Series[]): [number, number][] =>
    series.map((one) => [at(one.times[0]), at(one.times[one.times.length - 1])]);
  return { times, values, test: stretches(study.test), validation: stretches(study.validation) };
}

/**
 * Expression of every gene along pseudotime, one row a gene and one column a recorded time, as one picture. A strip above says which
 * times were trained on, which pairs validate and which stretch is held out; white lines carry the held-out stretch into the picture.
 *
 * @param order `peak`: genes by the time of their peak; `course`: like courses side by side; or an order of gene indices
 * - `scale`: `gene`: each gene from its own lowest (0) to its own highest value (1), so that all courses show; `expression`: as
 *   recorded, one scale for all
 * - `unit`: what the values are, for the legend
 * @throws RangeError if the values do not fill the genes x times
 */
export function pseudotimeHeatMapFigure(
  matrix: PseudotimeMatrix,
  {
    title,
    order = 'peak',
    scale = 'gene',
    unit = 'normalised expression',
  }: { title: string; order?: Order; scale?: 'gene' | 'expression'; unit?: string },
): Figure {
  const { times, values } = matrix;
  const cols = times.length;
  const genes = values.length / cols;
  if (!Number.isInteger(genes) || genes === 0) {
    throw new RangeError(`${values.length} values do not fill whole rows of ${cols} times`);
  }
  const sorted = inOrder(order, values, genes);
  const rows = Array.from(sorted.genes, (gene) => values.slice(gene * cols, (gene + 1) * cols));
  const shown = scale === 'gene' ? rows.map(fromLowestToHighest) : rows;
  const flat = Float64Array.from(shown.flatMap((row) => [...row]));
  const range = scale === 'gene' ? ([0, 1] as const) : rangeOf(flat);
  const image = sequentialImage(flat, rows.length, cols, range);
  const size = {
    width: image.width * Math.max(1, Math.round(WIDTH / image.width)),
    height: image.height * Math.max(1, Math.round(SMALLEST_HEIGHT / image.height)),
  };
  const titles = { x: `pseudotime (one column a recorded time, ${cols} in all)`, y: `gene (${sorted.name})` };
  const pooled = [
    ...(image.pooling > 1 ? [`${image.pooling} genes`] : []),
    ...(image.columnPooling > 1 ? [`${image.columnPooling} times`] : []),
  ];
  const words = scale === 'gene' ? ['expression', '(each gene 0 to 1)'] : unit.split(' ');
  const colours = { domain: viridisDomain(range), range: VIRIDIS, interpolate: 'rgb' as const };
  const named = [range[0], (range[0] + range[1]) / 2, range[1]];
  const legend = { gradientLength: 160, format: '.2~f', values: named };
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
    ...size,
    resolve: { scale: { color: 'independent' } },
    layer: [
      imageLayer(image.url, size, { rows: rows.length, cols }, titles, ticksOf(times)),
      ...usedFor(matrix),
      colourLegendLayer(quantity('expression', { title: words, scale: colours, legend })),
    ],
  });
}

/** The strip above the picture, and the ends of what is held out. */
function usedFor({ times, test, validation }: PseudotimeMatrix): Layer[] {
  const stretch = (part: number, [first, last]: readonly [number, number], whole: boolean) => ({
    part: PARTS[part],
    from: whole ? first : first + 0.5,
    to: whole ? last + 1 : last + 0.5,
    times: `${times[first].toPrecision(3)} to ${times[last].toPrecision(3)}`,
  });
  const strip = [
    stretch(0, [0, times.length - 1], true),
    ...validation.map((pair) => stretch(1, pair, false)),
    ...test.map((block) => stretch(2, block, true)),
  ];
  const used = [0, ...(validation.length > 0 ? [1] : []), ...(test.length > 0 ? [2] : [])];
  const colours = { domain: used.map((part) => PARTS[part]), range: used.map((part) => PART_COLOURS[part]) };
  return [
    layer(
      strip,
      { type: 'rect' },
      {
        x: quantity('from'),
        x2: { field: 'to' },
        y: { value: STRIP.top },
        y2: { value: STRIP.bottom },
        color: category('part', { title: 'times used for', scale: colours }),
        tooltip: [
          { field: 'part', title: 'used for' },
          { field: 'times', title: 'pseudotime' },
        ],
      },
    ),
    layer(
      test.flatMap(([first, last]) => [{ at: first }, { at: last + 1 }]),
      { type: 'rule', color: 'white', strokeWidth: 1.5 },
      { x: quantity('at') },
    ),
  ];
}

/** The genes from top to bottom, and what their order is called. */
function inOrder(
  order: Order,
  values: Float64Array,
  genes: number,
): { genes: ArrayLike<number>; name: string } {
  if (order === 'peak') return { genes: peakOrder(values, genes), name: 'ordered by the time of the peak' };
  if (order === 'course') return { genes: courseOrder(values, genes), name: 'like courses side by side' };
  return { genes: order, name: 'in the order given' };
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

/** Ticks at the middle of about six columns, the first and the last among them, that show their times. */
function ticksOf(times: Float64Array) {
  const count = Math.min(6, times.length);
  const evenly = Array.from({ length: count }, (_, k) =>
    Math.round((k * (times.length - 1)) / Math.max(1, count - 1)),
  );
  const columns = [...new Set(evenly)];
  const values = columns.map((column) => column + 0.5);
  const labels = columns.map((column) => times[column].toFixed(2));
  return { values, labelExpr: `${JSON.stringify(labels)}[indexof(${JSON.stringify(values)}, datum.value)]` };
}
