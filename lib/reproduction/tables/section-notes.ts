import { datasetOf, type TableSection } from '../grids/grids';
import type { StoredResult } from '../../experiments/result-store';

/** What belongs under a section's table: how to read it, where its data are from, what is substituted or missing in them. */
export function sectionNotes(section: TableSection, results: readonly StoredResult[]): string[] {
  const sources = [...new Set(results.map(({ study }) => study.source.split(';')[0]))];
  const remarks = [...new Set(results.flatMap(({ study }) => study.remarks ?? []))];
  const { notes, authorsData } = datasetOf(section);
  const used = section.experiments[0].authorsData === true;
  const choice = authorsData ? `; ${used ? authorsData.used : authorsData.without}` : '';
  return [...notes, `Data: ${sources.join(' / ')}${choice}.`, ...remarks];
}
