import type { LambdaGrid } from '../training/cross-validation';
import { errorUnit } from './marks/error-unit';
import type { Figure } from './figure';
import { category, quantity, type Layer } from './marks/marks';
import { themed } from './marks/theme';

/** Quantity of a cell: room for a mean and its standard error. */
const CELL = { width: 86, height: 44 };

/**
 * The grid of a cross-validation over lambda (Appendix B.4) as a heat map: mean validation MSE over folds with its standard
 * error, lambda_1 downwards and lambda_2 to the right in ascending order. Framed: the chosen cell; dashed: the lowest mean;
 * starred: within one standard error of it.
 */
export function lambdaGridFigure(grid: LambdaGrid, { title }: { title: string }): Figure {
  const unit = errorUnit(grid.cells.map(({ mean }) => mean));
  const ascending = (lambdas: readonly number[]) => [...new Set(lambdas)].sort((a, b) => a - b).map(String);
  const rows = ascending(grid.cells.map(({ lambdas }) => lambdas.lambda1));
  const columns = ascending(grid.cells.map(({ lambdas }) => lambdas.lambda2));
  const values = grid.cells.map(({ lambdas, mean, standardError }) => ({
    first: String(lambdas.lambda1),
    second: String(lambdas.lambda2),
    mean: mean / unit.size,
    label: `${(mean / unit.size).toFixed(3)}${mean <= grid.threshold ? ' *' : ''}`,
    error: `± ${(standardError / unit.size).toFixed(3)}`,
    chosen: lambdas.lambda1 === grid.chosen.lambda1 && lambdas.lambda2 === grid.chosen.lambda2,
    lowest: lambdas.lambda1 === grid.lowest.lambda1 && lambdas.lambda2 === grid.lowest.lambda2,
  }));
  const means = values.map(({ mean }) => mean);
  return themed({
    title: {
      text: title,
      subtitle: [
        'orange frame: chosen by the one-standard-error rule',
        'dashed: the lowest mean; *: within one standard error of it',
        inWords(grid),
        ...unfinishedInWords(grid),
      ],
    },
    data: { values },
    width: CELL.width * columns.length,
    height: CELL.height * rows.length,
    layer: cellLayers(rows, columns, [Math.min(...means), Math.max(...means)], unit.name),
  });
}

/** What was chosen, and whether that is more than an accident beside no prior at all. */
function inWords({ cells, chosen, threshold }: LambdaGrid): string {
  const said = `chosen: λ₁ = ${chosen.lambda1}, λ₂ = ${chosen.lambda2}`;
  const none = cells.find(({ lambdas }) => lambdas.lambda1 === 0 && lambdas.lambda2 === 0);
  if (none === undefined || cells.length === 1) return said;
  return `${said}; without a prior the error is ${none.mean > threshold ? 'clearly' : 'not clearly'} higher than the lowest`;
}

/** What took no part in a choice that was ended early. */
function unfinishedInWords({ cells, unfinished = [] }: LambdaGrid): string[] {
  if (unfinished.length === 0) return [];
  const all = cells.length + unfinished.length;
  return [`ended early: chosen among the ${cells.length} of ${all} pairs that were trained on every fold`];
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
