import { resultsOf, type StoredResult } from '../experiments/result-store';
import { corruptionPoints, corruptionTable } from '../reproduction/corruption';
import { evidencePoints, evidenceTable } from '../reproduction/evidence-curve';
import { datasetOf, type TableSection } from '../reproduction/grids';
import { lambdaTable } from '../reproduction/lambda-table';
import { gapTable, timeScaleTable } from '../reproduction/real-data-tables';
import { sectionNotes } from '../reproduction/section-notes';
import { comparisonTable, type Table } from '../reproduction/tables';
import { textTable } from './text-table';

/** The tables of all sections, with the data that the runs saw. */
export function reportOf(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
  style: 'console' | 'markdown',
): string {
  const heading = (title: string): string => (style === 'markdown' ? `### ${title}` : title);
  return sections
    .map((section) => {
      const results = resultsOf(section.experiments, stored);
      if (results.length === 0) return `${heading(section.title)}\n\nno run is finished`;
      const table = tableOf(section, results, stored);
      const notes = sectionNotes(section, results).join(style === 'markdown' ? '\n\n' : '\n');
      return `${heading(section.title)}\n\n${textTable(table, style)}\n\n${notes}`;
    })
    .join('\n\n');
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
