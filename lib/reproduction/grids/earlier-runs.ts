import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { gridOf, type TABLES, type TableSection } from './grids';
import { byRow, rowOf } from './table-row';

/** How the rows of the simulated tables were trained before they had the seeds and the scheme that their grid asks for. */
const EARLIER = { seeds: 3, settings: { solver: 'dormand-prince' } } as const;

/**
 * A table's sections as far as they are stored: a row of which more seeds are stored from before, by Dormand-Prince, has those, until
 * its own are there. `comparisonTable` says so behind the number of seeds.
 */
export function storedSections(
  table: (typeof TABLES)[number],
  stored: ReadonlyMap<string, StoredResult>,
): TableSection[] {
  const earlier = gridOf(table, EARLIER);
  return gridOf(table).map((section, k) => {
    const [own, before] = [section, earlier[k]].map(({ experiments }) =>
      byRow(resultsOf(experiments, stored)),
    );
    const fromBefore = (row: string): boolean => (before.get(row)?.length ?? 0) > (own.get(row)?.length ?? 0);
    const rows = [...new Set(section.requests.map(rowOf))];
    const chosen = rows.flatMap((row) => {
      const { requests, experiments } = fromBefore(row) ? earlier[k] : section;
      return requests.flatMap((request, i) =>
        rowOf(request) === row ? [{ request, experiment: experiments[i] }] : [],
      );
    });
    return {
      ...section,
      requests: chosen.map(({ request }) => request),
      experiments: chosen.map(({ experiment }) => experiment),
    };
  });
}
