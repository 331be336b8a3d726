import type { StrategyName } from '../../strategies/strategies';

/** What every table of the paper prints of a strategy. */
interface Common {
  readonly strategy: StrategyName;
  readonly sparsityPercent: number;
  /** Test mean squared error; the tables print it in units of `mseUnit`. */
  readonly testMse: number;
}

/** One row of Tables 1, 4, 5, 6 and 7. */
export interface SimulatedRow extends Common {
  readonly balancedAccuracyPercent: number;
  /** Null where the paper gives none (Table 6). */
  readonly epochs: number | null;
  /**
   * What the paper prints behind ±, in the units of the numbers before it. Section 5.1 speaks once of a standard error, and the paper
   * says neither of how many runs nor whether it is of their mean; it is taken as the standard deviation of `PAPER_RUNS` runs.
   */
  readonly sd: {
    readonly sparsityPercent: number;
    readonly balancedAccuracyPercent: number;
    readonly testMse: number;
    readonly epochs: number | null;
  };
}

/** One row of Table 2: balanced accuracy against ChIP-seq. */
export interface BreastCancerRow extends Common {
  readonly balancedAccuracyPercent: number;
}

/** One row of Tables 3, 8 and 9: without a reference network, the average out-degree stands in for it. */
export interface BoneMarrowRow extends Common {
  readonly averageOutDegree: number;
}

interface Table<Row extends Common> {
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
/** A row of any of them. */
export type PaperRow = PaperTable['rows'][number];
