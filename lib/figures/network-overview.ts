import type { MatrixRows } from '../math/matrix-rows';
import { outDegrees } from '../network/out-degree';
import type { Figure } from './figure';
import { category, quantity } from './marks/marks';
import { CATEGORY_COLOURS, themed } from './marks/theme';

const DECADES = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000];

/** One network: n x n, row = regulator. */
export interface NamedNetwork {
  readonly label: string;
  readonly network: MatrixRows;
}

/**
 * Who regulates how much: for every k the number of regulators with at least k targets, both axes logarithmic. A few
 * hubs with many targets show as a long tail to the right.
 */
export function networkOverviewFigure(
  networks: readonly NamedNetwork[],
  { title }: { title: string },
): Figure {
  const values = networks.flatMap(({ label, network }) => {
    const degrees = [...outDegrees(network)].filter((degree) => degree > 0).sort((a, b) => b - a);
    const steps = degrees.map((targets, k) => ({ label, targets, regulators: k + 1 }));
    return steps.filter(({ targets }, k) => steps[k + 1]?.targets !== targets);
  });
  const most = (field: 'targets' | 'regulators') =>
    values.reduce((largest, value) => Math.max(largest, value[field]), 10);
  const axis = (field: 'targets' | 'regulators', name: string) =>
    quantity(field, {
      title: name,
      scale: { type: 'log', domain: [1, most(field)], nice: false },
      axis: { values: DECADES, format: '~s' },
    });
  const labels = networks.map(({ label }) => label);
  return themed({
    title,
    width: 360,
    height: 240,
    data: { values },
    mark: { type: 'line', interpolate: 'step-before', point: { size: 22 }, strokeWidth: 1.8 },
    encoding: {
      x: axis('targets', 'with at least this many targets'),
      y: axis('regulators', 'number of regulators'),
      color: category('label', {
        title: 'network',
        sort: labels,
        scale: { domain: labels, range: CATEGORY_COLOURS },
      }),
    },
  });
}
