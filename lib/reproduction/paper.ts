import type { StrategyName } from '../strategies/strategies';

/** What every table of the paper prints of a strategy. */
export interface PaperRow {
  readonly strategy: StrategyName;
  readonly sparsityPercent: number;
  /** Test mean squared error; the tables print it in units of `mseUnit`. */
  readonly testMse: number;
}

/** One row of Tables 1, 4, 5, 6 and 7. */
export interface SimulatedRow extends PaperRow {
  readonly balancedAccuracyPercent: number;
  /** Null where the paper gives none (Table 6). */
  readonly epochs: number | null;
}

/** One row of Table 2: balanced accuracy against ChIP-seq. */
export interface BreastCancerRow extends PaperRow {
  readonly balancedAccuracyPercent: number;
}

/** One row of Tables 3, 8 and 9: without a reference network, the average out-degree stands in for it. */
export interface BoneMarrowRow extends PaperRow {
  readonly averageOutDegree: number;
}

interface Table<Row extends PaperRow> {
  /** The unit of the printed test errors. */
  readonly mseUnit: number;
  readonly rows: readonly Row[];
}

/** A table of results on simulated data. */
export interface SimulatedTable extends Table<SimulatedRow> {
  readonly kind: 'simulated';
  readonly table: 'Table 1' | 'Table 4' | 'Table 5' | 'Table 6' | 'Table 7';
  readonly system: 'sim350' | 'sim690';
  /** Noise level as the paper counts it: 0.05 is its "5 %". */
  readonly noise: number;
  /** Whether PHOENIX's prior term is in the pruned models' loss too (tau < 1): Table 6, with an entry a noise level. */
  readonly priorTerm: boolean;
}

/** The table of results on breast cancer, on all 11165 genes. */
export interface BreastCancerTable extends Table<BreastCancerRow> {
  readonly kind: 'breast-cancer';
  readonly table: 'Table 2';
  readonly genes: 11165;
}

/** A table of results on one lineage of the bone marrow. */
export interface BoneMarrowTable extends Table<BoneMarrowRow> {
  readonly kind: 'bone-marrow';
  readonly table: 'Table 3' | 'Table 8' | 'Table 9';
  readonly lineage: 'erythroid' | 'monocyte' | 'bcell';
}

/** One table of arXiv 2403.04805. */
export type PaperTable = SimulatedTable | BreastCancerTable | BoneMarrowTable;

/** Results on simulated data, one entry a system and noise level. */
const SIMULATED_TABLES: readonly SimulatedTable[] = [
  {
    kind: 'simulated',
    table: 'Table 1',
    system: 'sim350',
    noise: 0.05,
    priorTerm: false,
    mseUnit: 1e-3,
    rows: [
      simulated('none', 9.9, 58.6, 2.5, 160),
      simulated('post-hoc', 87, 82.4, 2.3, 1721),
      simulated('l0', 33.8, 55, 8.5, 134),
      simulated('c-node', 6.2, 55.9, 2.8, 214),
      simulated('path-reg', 56.5, 61.9, 8, 200),
      simulated('imp', 96, 70.9, 3.6, 220),
      simulated('bio', 83.5, 87.3, 2.6, 79),
      simulated('dash', 94.6, 90.7, 2.4, 192),
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
      simulated('none', 11.3, 60.3, 2.3, 206),
      simulated('post-hoc', 90, 89.8, 2.6, 1788),
      simulated('l0', 34.7, 61.3, 6.1, 119),
      simulated('c-node', 10.7, 60.5, 1.9, 213),
      simulated('path-reg', 59.7, 64.2, 6.1, 213),
      simulated('imp', 95.8, 72.8, 2.9, 195),
      simulated('bio', 83.5, 88, 3.6, 94),
      simulated('dash', 92.6, 91.1, 1.9, 164),
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
      simulated('none', 2.9, 51.3, 5.5, 211),
      simulated('post-hoc', 92, 83.8, 4.1, 1813),
      simulated('l0', 31.9, 50.2, 13.3, 156),
      simulated('c-node', 7.2, 50.5, 36.6, 189),
      simulated('path-reg', 47.8, 50.2, 12.7, 224),
      simulated('imp', 89.9, 63.8, 5.1, 142),
      simulated('bio', 79.7, 85.2, 5.6, 67),
      simulated('dash', 90.8, 85.4, 5.8, 154),
    ],
  },
  {
    kind: 'simulated',
    table: 'Table 6',
    system: 'sim350',
    noise: 0,
    priorTerm: true,
    mseUnit: 1e-3,
    rows: [simulated('imp', 95.5, 77.8, 4, null), simulated('dash', 89.1, 86.8, 3.1, null)],
  },
  {
    kind: 'simulated',
    table: 'Table 6',
    system: 'sim350',
    noise: 0.05,
    priorTerm: true,
    mseUnit: 1e-3,
    rows: [simulated('imp', 95.3, 75.8, 3.4, null), simulated('dash', 93.2, 90.6, 2, null)],
  },
  {
    kind: 'simulated',
    table: 'Table 6',
    system: 'sim350',
    noise: 0.1,
    priorTerm: true,
    mseUnit: 1e-3,
    rows: [simulated('imp', 88.4, 65, 5.8, null), simulated('dash', 86.8, 82, 6, null)],
  },
  {
    kind: 'simulated',
    table: 'Table 7',
    system: 'sim690',
    noise: 0.05,
    priorTerm: false,
    mseUnit: 1e-3,
    rows: [
      simulated('none', 7.7, 56.7, 4.3, 166),
      simulated('post-hoc', 87, 75.9, 3.7, 1657),
      simulated('l0', 34.9, 53, 12.8, 100),
      simulated('c-node', 4.3, 54, 24.4, 210),
      simulated('path-reg', 57.7, 57.4, 35.3, 244),
      simulated('imp', 95.8, 69.9, 6.3, 205),
      simulated('bio', 80.8, 87.7, 5.9, 71),
      simulated('dash', 93.9, 91.4, 4.3, 178),
    ],
  },
];

/** Results on breast cancer. */
const BREAST_CANCER_TABLE: BreastCancerTable = {
  kind: 'breast-cancer',
  table: 'Table 2',
  genes: 11165,
  mseUnit: 1e-5,
  rows: [
    breastCancer('none', 0.03, 49.99, 7.78),
    breastCancer('l0', 10.38, 50.15, 7.9),
    breastCancer('c-node', 0.01, 50.01, 8.06),
    breastCancer('path-reg', 14.92, 50.24, 7.92),
    breastCancer('imp', 95.7, 49.7, 7.76),
    breastCancer('dash', 92.71, 95.69, 7.76),
  ],
};

/** Results on bone marrow, one entry a lineage. */
const BONE_MARROW_TABLES: readonly BoneMarrowTable[] = [
  {
    kind: 'bone-marrow',
    table: 'Table 3',
    lineage: 'erythroid',
    mseUnit: 1e-4,
    rows: [
      boneMarrow('path-reg', 13.94, 522, 2.12e-4),
      boneMarrow('imp', 94.44, 123, 2.12e-4),
      boneMarrow('dash', 95.95, 54, 2.12e-4),
    ],
  },
  {
    kind: 'bone-marrow',
    table: 'Table 8',
    lineage: 'monocyte',
    mseUnit: 1e-4,
    rows: [
      boneMarrow('path-reg', 15, 519, 1.1e-4),
      boneMarrow('imp', 98.58, 10, 1.1e-4),
      boneMarrow('dash', 96.71, 39, 1.1e-4),
    ],
  },
  {
    kind: 'bone-marrow',
    table: 'Table 9',
    lineage: 'bcell',
    mseUnit: 1e-5,
    rows: [
      boneMarrow('path-reg', 14.72, 508, 6.52e-5),
      boneMarrow('imp', 97.34, 34, 6.45e-5),
      boneMarrow('dash', 97.35, 29, 6.47e-5),
    ],
  },
];

/** All result tables of arXiv 2403.04805. */
export const PAPER_TABLES: readonly PaperTable[] = [
  ...SIMULATED_TABLES,
  BREAST_CANCER_TABLE,
  ...BONE_MARROW_TABLES,
];

/**
 * The paper's table for a simulated system and a noise level.
 *
 * @param priorTerm whether the pruned models keep PHOENIX's prior term in their loss (Table 6)
 * @throws RangeError if the paper has none
 */
export function paperTable(
  system: SimulatedTable['system'],
  noise: number,
  priorTerm = false,
): SimulatedTable {
  const found = SIMULATED_TABLES.find(
    (table) => table.system === system && table.noise === noise && table.priorTerm === priorTerm,
  );
  if (!found) {
    const kind = priorTerm ? ' with the prior term' : '';
    const known = SIMULATED_TABLES.filter((table) => table.priorTerm === priorTerm)
      .map((table) => `${table.system} at ${table.noise}`)
      .join(', ');
    throw new RangeError(`the paper has no table for ${system} at noise ${noise}${kind}; it has ${known}`);
  }
  return found;
}

/** A row in the table's own units: per cent, per cent, 1e-3, epochs. */
function simulated(
  strategy: StrategyName,
  sparsityPercent: number,
  balancedAccuracyPercent: number,
  thousandths: number,
  epochs: number | null,
): SimulatedRow {
  return { strategy, sparsityPercent, balancedAccuracyPercent, testMse: thousandths / 1000, epochs };
}

/** A row in the table's own units: per cent, per cent, 1e-5. */
function breastCancer(
  strategy: StrategyName,
  sparsityPercent: number,
  balancedAccuracyPercent: number,
  hundredThousandths: number,
): BreastCancerRow {
  return { strategy, sparsityPercent, balancedAccuracyPercent, testMse: hundredThousandths / 1e5 };
}

/** A row in per cent, targets a gene, and (expression units)^2: the three tables print the error in two units. */
function boneMarrow(
  strategy: StrategyName,
  sparsityPercent: number,
  averageOutDegree: number,
  testMse: number,
): BoneMarrowRow {
  return { strategy, sparsityPercent, averageOutDegree, testMse };
}
