import { errorUnit } from './marks/error-unit';
import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import { boxAround, leastCovered, type Box } from './marks/free-places';
import { labelsOnLines } from './marks/label-places';
import { category, layer, quantity, type Category, type Panel, type Quantity } from './marks/marks';
import { strategyLabel } from '../strategies/strategies';
import { QUIET, strategyScales, themed } from './marks/theme';

/** One epoch of a run; shares in [0, 1], errors as mean squares. */
export interface PathEpoch {
  readonly epoch: number;
  readonly sparsity: number;
  /** Null or absent where it is not known at this epoch, or at all. */
  readonly balancedAccuracy?: number | null;
  readonly validationMse?: number | null;
  readonly testMse?: number | null;
}

/** A run along its pruning. */
export interface PrunedRun {
  readonly strategy: string;
  readonly seed: number;
  /** In the order of the epochs; the last one is the last trained. */
  readonly path: readonly PathEpoch[];
  /** The epoch of the lowest validation error. */
  readonly bestEpoch: number;
}

/** A height that needs no training: a trivial baseline or predictor. */
export interface Baseline {
  readonly label: string;
  readonly value: number;
}

type Measure = 'balancedAccuracy' | 'validationMse' | 'testMse';

const SIZE = { width: 205, height: 220 };
/** Pixels between two labels of a panel. */
const LABEL_GAP = 12;
/** Of a letter of it. */
const LETTER = 5.5;
const EPOCHS = ['best validation epoch', 'last epoch'];
const TICKS = [100, 50, 20, 10, 7, 5, 3, 2, 1, 0.5, 0.2, 0.1];

/**
 * What pruning does on its way: balanced accuracy (left), validation and test error (right) over the sparsity that a run went through,
 * one line a run. The horizontal axis is logarithmic in the weights that are left, as pruning takes its share of those. Where several
 * epochs had one sparsity the last of them is on the line; the best and the last epoch are marked. A panel without any value is left out.
 *
 * - `accuracies`: trivial baselines of the balanced accuracy, shares in [0, 1]
 * - `errors`: trivial predictors, for the panel of the test error
 * @throws RangeError if no run has any value
 */
export function sparsityPathFigure(
  runs: readonly PrunedRun[],
  {
    title,
    accuracies = [],
    errors = [],
  }: { title: string; accuracies?: readonly Baseline[]; errors?: readonly Baseline[] },
): Figure {
  const measures = (['balancedAccuracy', 'validationMse', 'testMse'] as const).filter((measure) =>
    runs.some(({ path }) => path.some((epoch) => typeof epoch[measure] === 'number')),
  );
  if (measures.length === 0)
    throw new RangeError('a sparsity path needs at least one run with a measured epoch');
  const { color } = strategyScales(runs.map(({ strategy }) => strategy));
  const left = runs
    .flatMap(({ path }) => path.map(({ sparsity }) => 100 * (1 - sparsity)))
    .filter((share) => share > 0);
  const x = quantity('left', {
    title: 'sparsity (% of weights that are 0)',
    scale: { type: 'log', domain: [Math.min(...left), Math.max(...left)], reverse: true, nice: false },
    axis: { values: TICKS, labelExpr: "format(100 - datum.value, '~')", grid: true },
  });
  const rules = { balancedAccuracy: accuracies, validationMse: [], testMse: errors };
  return explorable(
    themed({
      title: {
        text: title,
        subtitle: 'one line a run, along its pruning; sparsity on a logarithmic scale of what is left',
      },
      // The legend under a panel is wider than it; axes stand in the space between.
      bounds: 'flush',
      spacing: 66,
      hconcat: measures.map((measure) =>
        panelOf(measure, runs, rules[measure], x, { ...color, legend: { orient: 'bottom' } }),
      ),
    }),
    { legend: 'strategy' },
  );
}

/** The panel of one measure: the baselines' rules, a line a run, its two marks. */
function panelOf(
  measure: Measure,
  runs: readonly PrunedRun[],
  rules: readonly Baseline[],
  x: Quantity & { readonly scale: { readonly domain: number[] } },
  color: Category,
): Panel {
  const measured = runs.map((run, k) => pathOf(run, k, measure));
  const heights = measured.flatMap(({ line, marks }) => [...line, ...marks].map(({ value }) => value));
  const unit = measure === 'balancedAccuracy' ? { size: 0.01, name: '%' } : errorUnit(heights);
  const inUnit = <P extends { value: number }>(point: P) => ({ ...point, value: point.value / unit.size });
  const shown = rules.map(inUnit);
  const lines = shown.map(({ value }) => value);
  const { domain, places } = roomFor([...heights.map((value) => value / unit.size), ...lines], lines);
  const drawn = measured.flatMap(({ line }) => boxesAlong(line.map(inUnit), x.scale.domain, domain));
  const labels = shown.map(({ label, value }, k) => {
    const text = `${label} ${value.toFixed(measure === 'balancedAccuracy' ? 1 : 2)}`;
    return { label: text, place: places[k], side: sideOf(text, places[k], drawn) };
  });
  const title = axisTitle(measure, unit.name);
  const y = quantity('value', { title, scale: { domain, nice: false, zero: false } });
  const shape = category('which', {
    title: 'marks',
    scale: { domain: EPOCHS, range: ['diamond', 'square'] },
    legend: { orient: 'bottom' },
  });
  const tooltip = [
    { field: 'strategy' },
    quantity('seed'),
    quantity('epoch'),
    quantity('sparsity', { title: 'sparsity (%)', format: '.2f' }),
    quantity('value', { title, format: '.3f' }),
  ];
  return {
    ...SIZE,
    layer: [
      layer(shown, { type: 'rule', strokeDash: [4, 4], color: QUIET }, { y }),
      labelsAt('left', labels),
      layer(
        measured.flatMap(({ line }) => line.map(inUnit)),
        { type: 'line', strokeWidth: 1.6, opacity: 0.75 },
        { x, y, color, detail: { field: 'run' }, order: { field: 'epoch' } },
      ),
      layer(
        measured.flatMap(({ marks }) => marks.map(inUnit)),
        { type: 'point', filled: true, size: 80, stroke: 'black', strokeWidth: 0.8, opacity: 1 },
        { x, y, color, shape, tooltip },
      ),
      labelsAt('right', labels),
    ],
  };
}

/** A rule's label, and on which side of the panel it stands. */
interface RuleLabel {
  readonly label: string;
  /** The lower edge, in pixels. */
  readonly place: number;
  readonly side: 'left' | 'right';
}

const labelsAt = (side: RuleLabel['side'], labels: readonly RuleLabel[]) =>
  layer(
    labels.filter((label) => label.side === side),
    {
      ...{ type: 'text', align: side, baseline: 'bottom', dx: side === 'left' ? 4 : -4, dy: -1 },
      ...{ color: QUIET, fontSize: 10 },
    },
    {
      x: { value: side === 'left' ? 0 : 'width' },
      y: quantity('place', { scale: null }),
      text: { field: 'label' },
    },
  );

function axisTitle(measure: Measure, unit: string): string {
  if (measure === 'balancedAccuracy') return 'balanced accuracy (%)';
  return `${measure === 'testMse' ? 'test' : 'validation'} MSE (${unit})`;
}

/** The measured epochs of a run: the last of each stretch of one sparsity, and the best and the last one by themselves. */
function pathOf({ strategy, seed, path, bestEpoch }: PrunedRun, run: number, measure: Measure) {
  const points = path.flatMap(({ epoch, sparsity, ...values }) => {
    const value = values[measure];
    if (typeof value !== 'number' || sparsity >= 1) return [];
    const left = 100 * (1 - sparsity);
    return { strategy: strategyLabel(strategy), seed, run, epoch, sparsity: 100 * sparsity, left, value };
  });
  const line = points.filter(({ sparsity }, k) => points[k + 1]?.sparsity !== sparsity);
  const last = path[path.length - 1]?.epoch;
  const marks = points.flatMap((point) => [
    ...(point.epoch === bestEpoch ? [{ ...point, which: EPOCHS[0] }] : []),
    ...(point.epoch === last ? [{ ...point, which: EPOCHS[1] }] : []),
  ]);
  return { line, marks };
}

/** A run's way as what a label is not to cover, some pixels at a time. */
function boxesAlong(
  line: readonly { readonly left: number; readonly value: number }[],
  [leastLeft, mostLeft]: readonly number[],
  [low, high]: readonly number[],
): Box[] {
  const points = line.map(({ left, value }) => ({
    x: (SIZE.width * Math.log(mostLeft / left)) / Math.log(mostLeft / leastLeft),
    y: (SIZE.height * (high - value)) / (high - low),
  }));
  return points.slice(1).flatMap((to, k) => {
    const from = points[k];
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 3));
    return Array.from({ length: steps + 1 }, (_, step) => {
      const share = step / steps;
      return boxAround(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y), 1.5);
    });
  });
}

/** On which side of the panel a rule's label covers less of the runs. */
function sideOf(label: string, place: number, drawn: readonly Box[]): 'left' | 'right' {
  const width = LETTER * label.length + 6;
  const sides = [width / 2, SIZE.width - width / 2].map((middle) =>
    boxAround(middle, place - LABEL_GAP / 2, width / 2, LABEL_GAP / 2),
  );
  return leastCovered(sides, drawn) === 0 ? 'left' : 'right';
}

/** Where the vertical axis begins and ends, and the lower edges in pixels of the labels of its rules: all within the panel. */
function roomFor(values: readonly number[], rules: readonly number[]) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.04 * (high - low) || 0.01 * high;
  const domain = [low - margin, high + margin];
  const places = (): number[] =>
    labelsOnLines(
      rules.map((value) => (SIZE.height * (domain[1] - value)) / (domain[1] - domain[0])),
      LABEL_GAP,
    );
  const missing = LABEL_GAP - Math.min(LABEL_GAP, ...places());
  domain[1] += ((domain[1] - domain[0]) * missing) / (SIZE.height - missing);
  return { domain, places: places() };
}
