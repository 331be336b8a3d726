import type { StoredResult } from '../../experiments/result-store';
import { agreementTable, disagreementTable } from './agreement-tables';
import type { TableSection } from '../grids/grids';
import { lambdaChoices } from './lambda-table';
import { pairedTable } from './paired-differences';
import { paperCells } from './paper-cells';
import { postHocChoices, postHocTable } from './post-hoc-tables';
import { edgeQualityTable, rankingTable } from './ranking-table';
import type { Table } from './tables';
import { errorReadingsTable, errorTable, gateReadingsTable } from './test-error-tables';
import { variationsTable } from './variations-table';

type Stored = ReadonlyMap<string, StoredResult>;

const atBothEpochs = (sections: readonly TableSection[], stored: Stored) =>
  [paperCells(sections, stored, 'best'), paperCells(sections, stored, 'last')] as const;

/** The tables of a referee's report, each a function of sections and stored results: what the rows of the paper's tables rest on. */
export const audits = {
  /** How many of the paper's numbers ours agree with (`agreementTable`), and which do not (`disagreementTable`). */
  agreement: (sections: readonly TableSection[], stored: Stored): Table =>
    agreementTable(...atBothEpochs(sections, stored)),
  disagreement: (sections: readonly TableSection[], stored: Stored): Table =>
    disagreementTable(...atBothEpochs(sections, stored)),
  /** Paired differences, with interval and p. */
  paired: pairedTable,
  /** Rows as rankings of all pairs, and as lists of edges. */
  ranking: rankingTable,
  edges: edgeQualityTable,
  /** Errors: by every reading, beside what needs no training; which reading is the paper's; and by the ways to read gates. */
  errors: errorTable,
  errorReadings: errorReadingsTable,
  gateReadings: gateReadingsTable,
  /** What moves when a setting is changed. */
  variations: variationsTable,
  /** What cross-validation chooses at each noise and seed. */
  lambdaChoices,
  /** How post hoc pruning's sparsity is chosen: over the sparsities of one table, and over tables. */
  postHoc: postHocTable,
  postHocChoices,
};
