import type {
  BreastCancerRow,
  BreastCancerTable,
  SimulatedRow,
  SimulatedTable,
} from '../reproduction/paper/paper';
import { explorable, MARGIN } from './marks/explorable';
import type { Figure } from './figure';
import { boxAround, freePlaces, leastCovered, type Box } from './marks/free-places';
import { meanAndSd, type MeanAndSd } from '../math/mean-and-sd';
import { rowLabel } from '../reproduction/grids/table-row';
import { layer, namedHeights, quantity, type Category, type Layer, type Quantity } from './marks/marks';
import { strategyScales, themed } from './marks/theme';

/** One trained model; shares in [0, 1]. */
export interface AccuracyPoint {
  /** A strategy, or a row of a table (`rowOf`). */
  readonly strategy: string;
  readonly seed: number;
  readonly sparsity: number;
  readonly balancedAccuracy: number;
}

/** A height that needs no training, drawn as a dashed line; a share in [0, 1]. */
export interface AccuracyLine {
  readonly label: string;
  readonly balancedAccuracy: number;
}

const ACCURACY = 'balanced accuracy (%)';
const SIZE = { width: 460, height: 320 };
const SMALL = { fontSize: 10, fontStyle: 'italic' };
/** Of a mark, for its tooltip. */
const PLACE = [
  quantity('sparsity', { title: 'sparsity (%)', format: '.1f' }),
  quantity('accuracy', { title: ACCURACY, format: '.1f' }),
];

/**
 * Figure 1 of the paper: balanced accuracy against model sparsity. A small mark is one of our models, a large filled one the mean over
 * the seeds of a strategy, with its standard deviations; hollow marks with a name beside are the paper's, with its ±; dashed lines
 * are chance and whatever trivial baselines are given.
 */
export function accuracySparsityFigure(
  points: readonly AccuracyPoint[],
  {
    paper,
    baselines = [],
    title,
  }: { paper?: SimulatedTable | BreastCancerTable; baselines?: readonly AccuracyLine[]; title: string },
): Figure {
  const rows: readonly (SimulatedRow | BreastCancerRow)[] = paper?.rows ?? [];
  const { color, shape } = strategyScales([...points, ...rows].map(({ strategy }) => strategy));
  const models = points.map(({ strategy, seed, sparsity, balancedAccuracy }) => ({
    strategy: rowLabel(strategy),
    seed,
    sparsity: 100 * sparsity,
    accuracy: 100 * balancedAccuracy,
  }));
  const ours = meansOf(models);
  const theirs = rows.map(spreadOf);
  const lines = [{ label: 'chance', balancedAccuracy: 0.5 }, ...baselines].map((line) => ({
    label: `${line.label} ${(100 * line.balancedAccuracy).toFixed(1)}`,
    accuracy: 100 * line.balancedAccuracy,
  }));
  const lowest = Math.min(45, ...[...models, ...theirs].map((point) => point.accuracy));
  const panel = inPixels([...ours, ...theirs], models, lowest);
  const sides = lines.map((line) => panel.nameLine(line));
  const linesAt = (side: 'left' | 'right') => lines.filter((_, k) => sides[k] === side);
  const x = quantity('sparsity', {
    title: 'model sparsity (% of weights that are 0)',
    scale: { domain: [0, 100] },
  });
  const y = quantity('accuracy', { title: ACCURACY, scale: { domain: [lowest, 100], zero: false } });
  const place = { x, y, color, shape };
  return explorable(
    themed({
      title: { text: title, subtitle: subtitleOf(ours, paper) },
      ...SIZE,
      layer: [
        ...(['left', 'right'] as const).flatMap((side) => namedHeights(linesAt(side), y, side)),
        layer(
          models.filter(({ strategy }) => ours.some((mean) => mean.strategy === strategy && mean.seeds > 1)),
          { type: 'point', filled: true, size: 14, opacity: 0.55 },
          { ...place, tooltip: [{ field: 'strategy' }, quantity('seed'), ...PLACE] },
        ),
        ...bars(theirs, place, { strokeWidth: 1, strokeDash: [2, 2] }),
        ...paperLayers(theirs, place, panel),
        ...bars(ours, place, { strokeWidth: 1.5 }),
        layer(
          ours,
          { type: 'point', filled: true, size: 90, opacity: 0.85 },
          { ...place, tooltip: [{ field: 'strategy' }, quantity('seeds'), ...PLACE] },
        ),
      ],
    }),
    { legend: 'strategy', zoom: true },
  );
}

/** A mean with where its standard deviations reach, in per cent; bars of no length where there is none. */
interface Spread {
  readonly strategy: string;
  readonly sparsity: number;
  readonly accuracy: number;
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

const spreadAround = (strategy: string, sparsity: MeanAndSd, accuracy: MeanAndSd): Spread => ({
  strategy,
  sparsity: sparsity.mean,
  accuracy: accuracy.mean,
  left: sparsity.mean - (sparsity.sd ?? 0),
  right: sparsity.mean + (sparsity.sd ?? 0),
  low: accuracy.mean - (accuracy.sd ?? 0),
  high: accuracy.mean + (accuracy.sd ?? 0),
});

/** A row of the paper with its ±, where it prints one. */
function spreadOf(row: SimulatedRow | BreastCancerRow): Spread {
  const sd = 'sd' in row ? row.sd : null;
  return spreadAround(
    rowLabel(row.strategy),
    { mean: row.sparsityPercent, sd: sd?.sparsityPercent ?? null },
    { mean: row.balancedAccuracyPercent, sd: sd?.balancedAccuracyPercent ?? null },
  );
}

/** The models of each strategy as one mean. */
function meansOf(
  models: readonly { strategy: string; sparsity: number; accuracy: number }[],
): (Spread & { readonly seeds: number })[] {
  return [...new Set(models.map(({ strategy }) => strategy))].map((strategy) => {
    const its = models.filter((model) => model.strategy === strategy);
    const [sparsity, accuracy] = (['sparsity', 'accuracy'] as const).map((field) =>
      meanAndSd(its.map((model) => model[field])),
    );
    return { ...spreadAround(strategy, sparsity, accuracy), seeds: its.length };
  });
}

function subtitleOf(
  ours: readonly { readonly seeds: number }[],
  paper?: SimulatedTable | BreastCancerTable,
): string {
  const several = ours.some(({ seeds }) => seeds > 1);
  const filled = several ? 'filled: ours, mean ± sd, a small mark a seed' : 'filled: ours, one seed';
  if (paper === undefined) return filled;
  return `${filled}; hollow: the paper${paper.kind === 'simulated' ? ' and its ±' : ''} (${paper.table})`;
}

/** Standard deviations of both, through each mean. */
const bars = (
  spreads: readonly Spread[],
  { x, y, color }: { x: Quantity; y: Quantity; color: Category },
  line: { strokeWidth: number; strokeDash?: number[] },
): Layer[] => [
  layer(
    spreads.filter(({ left, right }) => right > left),
    { type: 'rule', ...line },
    { x: { ...x, field: 'left' }, x2: { field: 'right' }, y, color },
  ),
  layer(
    spreads.filter(({ low, high }) => high > low),
    { type: 'rule', ...line },
    { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
  ),
];

/** Half the width of a large mark, and of a small one. */
const [LARGE, TINY] = [5.5, 2];

/** Where a point stands in the panel. */
const placeOf = (sparsity: number, accuracy: number, lowest: number) => ({
  x: MARGIN + ((SIZE.width - 2 * MARGIN) * sparsity) / 100,
  y: MARGIN + ((SIZE.height - 2 * MARGIN) * (100 - accuracy)) / (100 - lowest),
});

/** Where rows stand, and all that a name is not to cover: means with their bars, models, and the lines' names once they have a side. */
function inPixels(
  means: readonly Spread[],
  models: readonly { sparsity: number; accuracy: number }[],
  lowest: number,
) {
  const place = ({ sparsity, accuracy }: { sparsity: number; accuracy: number }) =>
    placeOf(sparsity, accuracy, lowest);
  const bars = means.flatMap(({ left, right, low, high, ...mean }): Box[] => {
    const [start, end, { x, y }] = [placeOf(left, high, lowest), placeOf(right, low, lowest), place(mean)];
    return [
      { left: start.x, right: end.x, top: y - 1, bottom: y + 1 },
      { left: x - 1, right: x + 1, top: start.y, bottom: end.y },
    ];
  });
  const marks = means.map(place).map(({ x, y }) => boxAround(x, y, LARGE));
  const dots = models.map(place).map(({ x, y }) => boxAround(x, y, TINY));
  const drawn = [...marks, ...bars, ...dots];
  /** The side on which a line's name covers less; it is then among what is drawn. */
  const nameLine = ({ label, accuracy }: { label: string; accuracy: number }): 'left' | 'right' => {
    const { y } = placeOf(0, accuracy, lowest);
    const half = (LETTER * label.length + 10) / 2;
    const sides = [half, SIZE.width - half].map((middle) => boxAround(middle, y - 6, half, 6));
    const chosen = leastCovered(sides, drawn);
    drawn.push(sides[chosen]);
    return chosen === 0 ? 'left' : 'right';
  };
  return { place, drawn, nameLine };
}

/** Of a letter of a name. */
const LETTER = 5.6;

/** Hollow marks with their names beside, where they cover least. */
function paperLayers(
  rows: readonly Spread[],
  place: { x: Quantity; y: Quantity; color: Category; shape: Category },
  panel: ReturnType<typeof inPixels>,
): Layer[] {
  const { x, y, color } = place;
  const names = rows.map((row) => ({
    ...panel.place(row),
    width: LETTER * row.strategy.length,
    height: 11,
  }));
  const offsets = freePlaces(names, panel.drawn, SIZE);
  const [dx, dy, align] = ['dx', 'dy', 'align'].map((field) => ({ expr: `datum.${field}` }));
  return [
    layer(
      rows,
      { type: 'point', filled: false, size: 90, strokeWidth: 1.5 },
      { ...place, tooltip: [{ field: 'strategy', title: 'paper' }, ...PLACE] },
    ),
    layer(
      rows.map((row, k) => ({ ...row, ...offsets[k] })),
      { type: 'text', baseline: 'middle', align, dx, dy, ...SMALL },
      { x, y, color, text: { field: 'strategy' } },
    ),
  ];
}
