import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { meanAndSdOfKnown, meanAndSdText } from '../../math/mean-and-sd';
import type { TableSection } from '../grids/grids';
import { byRow, rowLabel } from '../grids/table-row';
import { measuresOf, type Table } from './tables';

type Measured = ReturnType<typeof measuresOf>;

/** A column of a table with a row a strategy: title, unit, digits, and the measure; what is not known of a result is left out. */
type Measure = readonly [
  title: string,
  unit: number,
  digits: number,
  of: (measures: Measured) => number | null | undefined,
];

/** What a network's edges come to as a ranking, and how many genes nothing moves. */
const RANKING: readonly Measure[] = [
  ['balanced accuracy % (E ≠ 0)', 100, 1, ({ balancedAccuracy }) => balancedAccuracy],
  ['at the Youden cut', 100, 1, ({ balancedAccuracyAtYouden }) => balancedAccuracyAtYouden],
  ['AUROC', 1, 3, ({ auroc }) => auroc],
  ['AUPRC', 1, 3, ({ auprc }) => auprc],
  ['AUPRC, scaled effects', 1, 3, ({ auprcScaled }) => auprcScaled],
  ['EPR', 1, 0, ({ earlyPrecisionRatio }) => earlyPrecisionRatio],
  ['dead genes', 1, 0, ({ deadGenes }) => deadGenes],
];

/** What someone who takes every edge at its word is told. */
const EDGES: readonly Measure[] = [
  ['edges', 1, 0, ({ edges }) => edges],
  ['true %', 100, 1, ({ precision }) => precision],
  ['of the wrong ones, from genes that regulate nothing %', 100, 1, (m) => m.wrongFromNonRegulators],
  ['of the true ones, with the right sign %', 100, 1, ({ rightSigns }) => rightSigns],
];

/**
 * The rows of a section as rankings of all pairs by the size of their effect, mean ± sd over seeds at the best validation epoch:
 * balanced accuracies, areas, early precision over that of a random order (EPR), dead genes.
 */
export const rankingTable = (section: TableSection, stored: ReadonlyMap<string, StoredResult>): Table =>
  measureTable(section, stored, 'best', RANKING);

/** The rows of a section as lists of edges (`EdgeQuality`), mean ± sd over seeds; rows whose results have no such measures are left out. */
export const edgeQualityTable = (
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
  model: 'best' | 'last' = 'best',
): Table => measureTable(section, stored, model, EDGES);

function measureTable(
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
  model: 'best' | 'last',
  measures: readonly Measure[],
): Table {
  const rows = [...byRow(resultsOf(section.experiments, stored))].map(([row, results]) => [
    rowLabel(row),
    results.length,
    ...measures.map(([, unit, digits, of]) => {
      const values = results.map((result) => of(measuresOf(result, model)) ?? null);
      return meanAndSdText(meanAndSdOfKnown(values), unit, digits);
    }),
  ]);
  return {
    columns: ['strategy', 'seeds', ...measures.map(([title]) => title)],
    rows: rows.filter((row) => row[2] !== ''),
  };
}
