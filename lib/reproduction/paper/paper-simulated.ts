import type { StrategyName } from '../../strategies/strategies';
import type { SimulatedRow, SimulatedTable } from './paper-table';

/**
 * Results on simulated data, one entry a system and noise level. Table 7 repeats the rows of Table 1, and there prints 1621 ± 50 epochs
 * for post hoc: one of the two is a slip.
 */
export const SIMULATED_TABLES: readonly SimulatedTable[] = [
  {
    kind: 'simulated',
    table: 'Table 1',
    system: 'sim350',
    noise: 0.05,
    priorTerm: false,
    mseUnit: 1e-3,
    rows: [
      simulated('none', [9.9, 0.4], [58.6, 0.7], [2.5, 0.2], [160, 7]),
      simulated('post-hoc', [87, 0.01], [82.4, 0.2], [2.3, 0.3], [1721, 50]),
      simulated('l0', [33.8, 4.7], [55, 0.5], [8.5, 1], [134, 37]),
      simulated('c-node', [6.2, 0.5], [55.9, 0.1], [2.8, 0.6], [214, 4]),
      simulated('path-reg', [56.5, 1.5], [61.9, 1], [8, 1.8], [200, 29]),
      simulated('imp', [96, 0.01], [70.9, 1.5], [3.6, 0.6], [220, 3]),
      simulated('bio', [83.5, 1.9], [87.3, 0.8], [2.6, 0.9], [79, 2]),
      simulated('dash', [94.6, 1.2], [90.7, 0.4], [2.4, 1.2], [192, 24]),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 4',
    system: 'sim350',
    noise: 0,
    priorTerm: false,
    mseUnit: 1e-3,
    rows: [
      simulated('none', [11.3, 0.3], [60.3, 0.3], [2.3, 0.4], [206, 7]),
      simulated('post-hoc', [90, 0.01], [89.8, 0.3], [2.6, 0.5], [1788, 77]),
      simulated('l0', [34.7, 2.4], [61.3, 0.1], [6.1, 1.8], [119, 43]),
      simulated('c-node', [10.7, 0.2], [60.5, 0.1], [1.9, 0.5], [213, 5]),
      simulated('path-reg', [59.7, 1.5], [64.2, 0.8], [6.1, 2.3], [213, 7]),
      simulated('imp', [95.8, 0.3], [72.8, 0.7], [2.9, 0.5], [195, 16]),
      simulated('bio', [83.5, 3.5], [88, 0.5], [3.6, 0.8], [94, 22]),
      simulated('dash', [92.6, 1.2], [91.1, 1.2], [1.9, 0.6], [164, 22]),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 5',
    system: 'sim350',
    noise: 0.1,
    priorTerm: false,
    mseUnit: 1e-3,
    rows: [
      simulated('none', [2.9, 0.5], [51.3, 0.3], [5.5, 1.9], [211, 15]),
      simulated('post-hoc', [92, 0.01], [83.8, 0.7], [4.1, 1.8], [1813, 94]),
      simulated('l0', [31.9, 1.6], [50.2, 0.3], [13.3, 1.8], [156, 11]),
      simulated('c-node', [7.2, 0.3], [50.5, 0.3], [36.6, 12.5], [189, 11]),
      simulated('path-reg', [47.8, 1.8], [50.2, 1.2], [12.7, 1.4], [224, 8]),
      simulated('imp', [89.9, 5], [63.8, 3], [5.1, 0.8], [142, 13]),
      simulated('bio', [79.7, 1.3], [85.2, 0.3], [5.6, 0.3], [67, 18]),
      simulated('dash', [90.8, 4.7], [85.4, 4.2], [5.8, 1.3], [154, 4]),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 6',
    system: 'sim350',
    noise: 0,
    priorTerm: true,
    mseUnit: 1e-3,
    rows: [
      simulated('imp', [95.5, 0.5], [77.8, 1.3], [4, 0.8], null),
      simulated('dash', [89.1, 5.8], [86.8, 6.7], [3.1, 1.3], null),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 6',
    system: 'sim350',
    noise: 0.05,
    priorTerm: true,
    mseUnit: 1e-3,
    rows: [
      simulated('imp', [95.3, 0.3], [75.8, 2.2], [3.4, 1.7], null),
      simulated('dash', [93.2, 0.7], [90.6, 0.7], [2, 1], null),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 6',
    system: 'sim350',
    noise: 0.1,
    priorTerm: true,
    mseUnit: 1e-3,
    rows: [
      simulated('imp', [88.4, 4.7], [65, 5.9], [5.8, 0.5], null),
      simulated('dash', [86.8, 5.7], [82, 7.8], [6, 2.3], null),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 7',
    system: 'sim690',
    noise: 0.05,
    priorTerm: false,
    mseUnit: 1e-3,
    rows: [
      simulated('none', [7.7, 0.1], [56.7, 0.03], [4.3, 0.3], [166, 29]),
      simulated('post-hoc', [87, 0.01], [75.9, 0.2], [3.7, 0.2], [1657, 106]),
      simulated('l0', [34.9, 1.1], [53, 0.3], [12.8, 3.1], [100, 26]),
      simulated('c-node', [4.3, 0.4], [54, 0.2], [24.4, 10.2], [210, 2]),
      simulated('path-reg', [57.7, 0.5], [57.4, 0.2], [35.3, 2.2], [244, 17]),
      simulated('imp', [95.8, 0.3], [69.9, 1.5], [6.3, 3.1], [205, 10]),
      simulated('bio', [80.8, 4.3], [87.7, 1.7], [5.9, 2.4], [71, 23]),
      simulated('dash', [93.9, 0.01], [91.4, 0.2], [4.3, 0.5], [178, 2]),
    ],
  },
];

/** A number as it is printed, and what stands behind its ±. */
type Printed = readonly [mean: number, sd: number];

/** A row in the table's own units: per cent, per cent, 1e-3, epochs. */
function simulated(
  strategy: StrategyName,
  sparsity: Printed,
  balancedAccuracy: Printed,
  thousandths: Printed,
  epochs: Printed | null,
): SimulatedRow {
  return {
    strategy,
    sparsityPercent: sparsity[0],
    balancedAccuracyPercent: balancedAccuracy[0],
    testMse: thousandths[0] / 1000,
    epochs: epochs?.[0] ?? null,
    sd: {
      sparsityPercent: sparsity[1],
      balancedAccuracyPercent: balancedAccuracy[1],
      testMse: thousandths[1] / 1000,
      epochs: epochs?.[1] ?? null,
    },
  };
}
