import type { LambdaGrid } from '../training/cross-validation';
import { errorUnit } from './error-unit';
import type { Figure } from './figure';
import { category, quantity, type Layer } from './marks';
import { themed } from './theme';

/** Quantity of a cell: room for a mean and its standard error. */
const CELL = { width: 86, height: 44 };

/**
 * The grid of a cross-validation over lambda (Appendix B.4) as a heat map: mean validation MSE over folds with its standard
 * error, lambda_1 downwards and lambda_2 to the right in ascending order. Framed: the chosen cell; dashed: the lowest mean;
 * starred: within one standard error of it.
 */
export function lambdaGridFigure(grid: LambdaGrid, { title }: { title: string }): Figure {
  const unit = errorUnit(grid.cells.map(({ mean }) => mean));
  const ascending = (shares: readonly number[]) => [...new Set(shares)].sort((a, b) => a - b).map(String);
  const rows = ascending(grid.cells.map(({ shares }) => shares.first));
  const columns = ascending(grid.cells.map(({ shares }) => shares.second));
  const values = grid.cells.map(({ shares, mean, standardError }) => ({
    first: String(shares.first),
    second: String(shares.second),
    mean: mean / unit.size,
    label: `${(mean / unit.size).toFixed(3)}${mean <= grid.threshold ? ' *' : ''}`,
    error: `± ${(standardError / unit.size).toFixed(3)}`,
    chosen: shares.first === grid.chosen.first && shares.second === grid.chosen.second,
    lowest: shares.first === grid.lowest.first && shares.second === grid.lowest.second,
  }));
  const means = values.map(({ mean }) => mean);
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
    layer: cellLayers(rows, columns, [Math.min(...means), Math.max(...means)], unit.name),
  });
}

/** Cells coloured by their means, the numbers in them, and the frames. */
function cellLayers(rows: string[], columns: string[], domain: [number, number], unit: string): Layer[] {
  const place = {
    x: category('second', {
      title: 'λ₂ (second layer)',
      scale: { domain: columns, paddingInner: 0, paddingOuter: 0 },
      axis: { labelAngle: 0, orient: 'bottom' },
    }),
    y: category('first', {
      title: 'λ₁ (first layer)',
      scale: { domain: rows, paddingInner: 0, paddingOuter: 0 },
    }),
  };
  const color = quantity('mean', { title: ['mean MSE', `in ${unit}`], scale: { scheme: 'viridis', domain } });
  // Viridis is dark where the loss is low: white letters there, black ones on yellow.
  const test = `datum.mean < ${domain[0] + 0.6 * (domain[1] - domain[0])}`;
  const ink = { condition: { test, value: 'white' }, value: 'black' };
  const words = (field: 'label' | 'error', dy: number, fontSize: number): Layer => ({
    mark: { type: 'text', dy, fontSize },
    encoding: { ...place, text: category(field), color: ink },
  });
  const frame = (which: 'chosen' | 'lowest', strokeDash: number[], stroke: string, inset: number): Layer => {
    const size = { width: CELL.width - inset, height: CELL.height - inset };
    return {
      transform: [{ filter: `datum.${which}` }],
      mark: { type: 'rect', fillOpacity: 0, stroke, strokeWidth: 3, strokeDash, ...size },
      encoding: place,
    };
  };
  return [
    { mark: { type: 'rect', stroke: 'white' }, encoding: { ...place, color } },
    words('label', -7, 12),
    words('error', 8, 10),
    frame('lowest', [5, 4], 'white', 12),
    frame('chosen', [1, 0], '#D55E00', 4),
  ];
}
