import type { LambdaGrid } from '../training/cross-validation';
import type { Figure } from './figure';
import { themed } from './theme';

/** Pixels of a cell: room for a mean and its standard error. */
const CELL = { width: 86, height: 44 };

/**
 * The grid of a cross-validation over lambda (Appendix B.4) as a heat map: mean validation MSE over folds with its standard
 * error, lambda_1 downwards and lambda_2 to the right in ascending order. Framed: the chosen cell; dashed: the lowest mean;
 * starred: within one standard error of it.
 */
export function lambdaGridFigure(grid: LambdaGrid, { title }: { title: string }): Figure {
  const unit = 10 ** Math.floor(Math.log10(Math.min(...grid.cells.map(({ mean }) => mean))));
  const named = (share: number): string => String(share);
  const ascending = (values: readonly number[]): string[] =>
    [...new Set(values)].sort((a, b) => a - b).map(named);
  const rows = ascending(grid.cells.map(({ shares }) => shares.first));
  const columns = ascending(grid.cells.map(({ shares }) => shares.second));
  const means = grid.cells.map(({ mean }) => mean / unit);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const values = grid.cells.map(({ shares, mean, standardError }) => ({
    first: named(shares.first),
    second: named(shares.second),
    mean: mean / unit,
    label: `${(mean / unit).toFixed(3)}${mean <= grid.threshold ? ' *' : ''}`,
    error: `± ${(standardError / unit).toFixed(3)}`,
    chosen: shares.first === grid.chosen.first && shares.second === grid.chosen.second,
    lowest: shares.first === grid.lowest.first && shares.second === grid.lowest.second,
  }));
  const position = {
    x: {
      field: 'second',
      type: 'nominal' as const,
      title: 'λ₂ (second layer)',
      scale: { domain: columns, paddingInner: 0, paddingOuter: 0 },
      axis: { labelAngle: 0, orient: 'bottom' as const },
    },
    y: {
      field: 'first',
      type: 'nominal' as const,
      title: 'λ₁ (first layer)',
      scale: { domain: rows, paddingInner: 0, paddingOuter: 0 },
    },
  };
  const exponent = Math.round(Math.log10(unit));
  // Viridis is dark where the loss is low: white letters there, black ones on yellow.
  const ink = {
    condition: { test: `datum.mean < ${low + 0.6 * (high - low)}`, value: 'white' },
    value: 'black',
  };
  const words = (field: 'label' | 'error', dy: number, fontSize: number) => ({
    mark: { type: 'text' as const, dy, fontSize },
    encoding: {
      ...position,
      text: { field, type: 'nominal' as const },
      color: ink,
    },
  });
  const frame = (which: 'chosen' | 'lowest', strokeDash: number[], colour: string, inset: number) => ({
    transform: [{ filter: `datum.${which}` }],
    mark: {
      type: 'rect' as const,
      fillOpacity: 0,
      stroke: colour,
      strokeWidth: 3,
      strokeDash,
      width: CELL.width - inset,
      height: CELL.height - inset,
    },
    encoding: position,
  });
  return themed({
    title: {
      text: title,
      subtitle: [
        'orange frame: chosen by the one-standard-error rule',
        'dashed: the lowest mean; *: within one standard error of it',
      ],
    },
    data: { values },
    width: CELL.width * columns.length,
    height: CELL.height * rows.length,
    layer: [
      {
        mark: { type: 'rect' as const, stroke: 'white' },
        encoding: {
          ...position,
          color: {
            field: 'mean',
            type: 'quantitative' as const,
            title: ['mean MSE', `in 1e${exponent}`],
            scale: { scheme: 'viridis' as const, domain: [low, high] },
          },
        },
      },
      words('label', -7, 12),
      words('error', 8, 10),
      frame('lowest', [5, 4], 'white', 12),
      frame('chosen', [1, 0], '#D55E00', 4),
    ],
  });
}
