import type { BreastCancerTable, SimulatedTable } from '../reproduction/paper';
import type { Figure } from './figure';
import { strategyLabel } from '../strategies/strategies';
import { layer, namedHeights, quantity, type Category, type Layer, type Quantity } from './marks';
import { strategyScales, themed } from './theme';

/** One trained model; shares in [0, 1]. */
export interface AccuracyPoint {
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
const SMALL = { fontSize: 10, fontStyle: 'italic' };
/** Of a mark, for its tooltip. */
const PLACE = [
  quantity('sparsity', { title: 'sparsity (%)', format: '.1f' }),
  quantity('accuracy', { title: ACCURACY, format: '.1f' }),
];

/**
 * Figure 1 of the paper: balanced accuracy against model sparsity. Filled marks are our models, one a seed; hollow
 * marks with a name beside are the paper's; dashed lines are chance and whatever trivial baselines are given.
 */
export function accuracySparsityFigure(
  points: readonly AccuracyPoint[],
  {
    paper,
    baselines = [],
    title,
  }: { paper?: SimulatedTable | BreastCancerTable; baselines?: readonly AccuracyLine[]; title: string },
): Figure {
  const rows = paper?.rows ?? [];
  const { color, shape } = strategyScales([...points, ...rows].map(({ strategy }) => strategy));
  const ours = points.map(({ strategy, seed, sparsity, balancedAccuracy }) => ({
    strategy: strategyLabel(strategy),
    seed,
    sparsity: 100 * sparsity,
    accuracy: 100 * balancedAccuracy,
  }));
  const theirs = rows.map((row) => ({
    strategy: strategyLabel(row.strategy),
    sparsity: row.sparsityPercent,
    accuracy: row.balancedAccuracyPercent,
  }));
  const lines = [{ label: 'chance', balancedAccuracy: 0.5 }, ...baselines].map((line) => ({
    label: `${line.label} ${(100 * line.balancedAccuracy).toFixed(1)}`,
    accuracy: 100 * line.balancedAccuracy,
  }));
  const lowest = Math.min(45, ...[...ours, ...theirs].map((point) => point.accuracy));
  const x = quantity('sparsity', {
    title: 'model sparsity (% of weights that are 0)',
    scale: { domain: [0, 100] },
  });
  const y = quantity('accuracy', { title: ACCURACY, scale: { domain: [lowest, 100], zero: false } });
  return themed({
    title: {
      text: title,
      subtitle: paper
        ? `filled: this project, one mark a seed; hollow: the paper (${paper.table})`
        : 'one mark a seed',
    },
    width: 460,
    height: 320,
    layer: [
      ...namedHeights(lines, y),
      ...paperLayers(theirs, { x, y, color, shape }),
      layer(
        ours,
        { type: 'point', filled: true, size: 90, opacity: 0.85 },
        { x, y, color, shape, tooltip: [{ field: 'strategy' }, quantity('seed'), ...PLACE] },
      ),
    ],
  });
}

/** Hollow marks with their names: left of the mark, but right of one at the left edge. */
function paperLayers(
  rows: readonly { sparsity: number }[],
  place: { x: Quantity; y: Quantity; color: Category; shape: Category },
): Layer[] {
  const { x, y, color } = place;
  const names = (atLeftEdge: boolean) =>
    layer(
      rows.filter(({ sparsity }) => sparsity < 20 === atLeftEdge),
      { type: 'text', align: atLeftEdge ? 'left' : 'right', dx: atLeftEdge ? 9 : -9, dy: 1, ...SMALL },
      { x, y, color, text: { field: 'strategy' } },
    );
  return [
    layer(
      rows,
      { type: 'point', filled: false, size: 90, strokeWidth: 1.5 },
      { ...place, tooltip: [{ field: 'strategy', title: 'paper' }, ...PLACE] },
    ),
    names(false),
    names(true),
  ];
}
