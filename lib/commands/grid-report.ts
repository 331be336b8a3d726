import { resultsOf, type StoredResult } from '../experiments/result-store';
import { corruptionPoints, corruptionTable } from '../reproduction/tables/corruption';
import { evidencePoints, evidenceTable } from '../reproduction/tables/evidence-curve';
import { datasetOf, type TableSection } from '../reproduction/grids/grids';
import { lambdaTable } from '../reproduction/tables/lambda-table';
import { gapTable, timeScaleTable } from '../reproduction/tables/real-data-tables';
import { sectionNotes } from '../reproduction/tables/section-notes';
import { pairedDifferences, PAIRED_MEASURES, pairedTable } from '../reproduction/tables/paired-differences';
import { comparisonTable, type Table } from '../reproduction/tables/tables';
import { textTable } from './text-table';

/**
 * The tables of all sections, with the data that the runs saw; of simulated data the paired differences below.
 * @param width characters of a line, where a table is not to be wider
 */
export function reportOf(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
  style: 'console' | 'markdown',
  width?: number,
): string {
  const heading = (title: string): string => (style === 'markdown' ? `### ${title}` : title);
  return sections
    .map((section) => {
      const results = resultsOf(section.experiments, stored);
      if (results.length === 0) return `${heading(section.title)}\n\nno run is finished`;
      const ofPaper = section.paper !== null;
      const table = textTable(tableOf(section, results, stored), style, width, ofPaper ? 3 : 1);
      const pairs = section.paper?.kind === 'simulated' ? pairsOf(section, stored) : [];
      const notes = [...sectionNotes(section, results), ...(ofPaper ? [HOW_TO_READ] : [])];
      return [
        heading(section.title),
        table,
        ...pairs.map((pair) => textTable(pair, style, width)),
        notes.join(style === 'markdown' ? '\n\n' : '\n'),
      ].join('\n\n');
    })
    .join('\n\n');
}

const HOW_TO_READ =
  "Ours: mean ± sd over the seeds [95 % interval of the mean]. The paper's ± is printed without a number of runs.";

/** DASH against what it is made of, seed by seed, where two rows have seeds in common. */
function pairsOf(section: TableSection, stored: ReadonlyMap<string, StoredResult>): Table[] {
  const pairs = PAIRED_MEASURES.flatMap((measure) => pairedDifferences(section, stored, 'best', measure));
  return pairs.length === 0 ? [] : [pairedTable(pairs)];
}

function tableOf(
  section: TableSection,
  results: readonly StoredResult[],
  stored: ReadonlyMap<string, StoredResult>,
): Table {
  if (section.paper !== null) return comparisonTable(section, stored);
  const folded = section.experiments.some(({ fold }) => fold !== undefined);
  if (folded) return lambdaTable(results);
  if (results.some(({ configuration }) => configuration.testGap)) return gapTable(results);
  if (datasetOf(section).measured !== null) return timeScaleTable(results);
  return results.some(({ configuration }) => configuration.priorDraw)
    ? evidenceTable(evidencePoints(results), 'auprc')
    : corruptionTable(corruptionPoints(results));
}
