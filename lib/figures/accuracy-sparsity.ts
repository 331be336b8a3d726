import type { BreastCancerTable, SimulatedTable } from '../reproduction/paper';
import type { Figure } from './figure';
import { strategyLabel } from '../strategies/strategies';
import { QUIET, strategyScales, themed } from './theme';

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
  const scales = strategyScales([
    ...points.map((point) => point.strategy),
    ...(paper?.rows ?? []).map((row) => row.strategy),
  ]);
  const ours = points.map((point) => ({
    strategy: strategyLabel(point.strategy),
    seed: point.seed,
    sparsity: 100 * point.sparsity,
    accuracy: 100 * point.balancedAccuracy,
  }));
  const theirs = (paper?.rows ?? []).map((row) => ({
    strategy: strategyLabel(row.strategy),
    sparsity: row.sparsityPercent,
    accuracy: row.balancedAccuracyPercent,
  }));
  const lines = [{ label: 'chance', balancedAccuracy: 0.5 }, ...baselines].map((line) => ({
    label: `${line.label} ${(100 * line.balancedAccuracy).toFixed(1)}`,
    accuracy: 100 * line.balancedAccuracy,
  }));
  const x = {
    field: 'sparsity',
    type: 'quantitative' as const,
    title: 'model sparsity (% of weights that are 0)',
    scale: { domain: [0, 100] },
  };
  const y = {
    field: 'accuracy',
    type: 'quantitative' as const,
    title: 'balanced accuracy (%)',
    scale: {
      domain: [Math.min(45, ...[...ours, ...theirs].map((point) => point.accuracy)), 100],
      zero: false,
    },
  };
  const colour = {
    field: 'strategy',
    type: 'nominal' as const,
    title: 'strategy',
    scale: { domain: scales.labels, range: scales.colours },
  };
  const shape = {
    field: 'strategy',
    type: 'nominal' as const,
    title: 'strategy',
    scale: { domain: scales.labels, range: scales.shapes },
  };
  const place = [
    { field: 'sparsity', type: 'quantitative' as const, title: 'sparsity (%)', format: '.1f' },
    { field: 'accuracy', type: 'quantitative' as const, title: 'balanced accuracy (%)', format: '.1f' },
  ];
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
      {
        data: { values: lines },
        mark: { type: 'rule', strokeDash: [4, 4], color: QUIET },
        encoding: { y },
      },
      {
        data: { values: lines },
        mark: { type: 'text', align: 'left', dx: 4, dy: -6, color: QUIET, fontSize: 10 },
        encoding: { x: { datum: 0 }, y, text: { field: 'label' } },
      },
      {
        data: { values: theirs },
        mark: { type: 'point', filled: false, size: 90, strokeWidth: 1.5 },
        encoding: {
          x,
          y,
          color: colour,
          shape,
          tooltip: [{ field: 'strategy', title: 'paper' }, ...place],
        },
      },
      ...([false, true] as const).map((atLeftEdge) => ({
        data: { values: theirs.filter(({ sparsity }) => sparsity < 20 === atLeftEdge) },
        mark: {
          type: 'text' as const,
          align: atLeftEdge ? ('left' as const) : ('right' as const),
          dx: atLeftEdge ? 9 : -9,
          dy: 1,
          fontSize: 10,
          fontStyle: 'italic',
        },
        encoding: { x, y, color: colour, text: { field: 'strategy' } },
      })),
      {
        data: { values: ours },
        mark: { type: 'point', filled: true, size: 90, opacity: 0.85 },
        encoding: {
          x,
          y,
          color: colour,
          shape,
          tooltip: [{ field: 'strategy' }, { field: 'seed', type: 'quantitative' }, ...place],
        },
      },
    ],
  });
}
