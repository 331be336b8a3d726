import type { StoredResult } from '../../experiments/result-store';
import { experimentName } from '../../experiments/experiment';
import { TABLES, type GridName, type TableSection } from './grids';
import { durationText, missingOf, secondsLeft } from './inventory';

/** A table or figure among all of them. */
export interface NamedGrid {
  readonly grid: GridName;
  readonly sections: readonly TableSection[];
  /** Runs side by side. */
  readonly jobs: number;
}

/** How far a grid is, and how long it takes. */
export interface GridTime extends NamedGrid {
  readonly total: number;
  readonly missing: number;
  /** Seconds for what is missing, and from nothing; null where nothing is known. */
  readonly left: number | null;
  readonly whole: number | null;
}

/**
 * All grids, the quickest from nothing first, those of an unknown time last.
 * @param judges results that tell how long a run takes
 */
export function inOrderOfTime(
  grids: readonly NamedGrid[],
  stored: ReadonlyMap<string, StoredResult>,
  judges: readonly StoredResult[],
  models?: string,
): GridTime[] {
  return grids
    .map((one): GridTime => {
      const experiments = one.sections.flatMap((section) => section.experiments);
      const all = missingOf(experiments, new Map());
      const missing = missingOf(experiments, stored, models);
      const [whole, left] = [all, missing].map((runs) => secondsLeft(runs, [], one.jobs, judges));
      return { ...one, total: all.length, missing: missing.length, left, whole };
    })
    .sort((a, b) => (a.whole ?? Infinity) - (b.whole ?? Infinity) || 0);
}

/** "table 1", "figure lambda". */
export const gridWords = (grid: GridName): string =>
  (TABLES as readonly string[]).includes(grid) ? `table ${grid}` : `figure ${grid}`;

/** A line a grid, and one for all of them, where a run that two grids share counts once. */
export function timesText(grids: readonly GridTime[], stored: ReadonlyMap<string, StoredResult>): string {
  const width = Math.max(...grids.map(({ grid }) => gridWords(grid).length)) + 2;
  const line = (name: string, time: Pick<GridTime, 'total' | 'missing' | 'left' | 'whole'>): string => {
    const count = `${time.total - time.missing} of ${time.total} stored`;
    const left = time.missing === 0 ? '' : `; the missing take ${durationText(time.left)}`;
    return `${name.padEnd(width)}${count}${left} (from nothing ${durationText(time.whole)})`;
  };
  const experiments = grids.flatMap(({ sections }) => sections.flatMap((section) => section.experiments));
  const distinct = missingOf(experiments, new Map());
  const sumOf = (of: (time: GridTime) => number | null): number | null =>
    grids.reduce<number | null>((sum, time) => {
      const value = of(time);
      return sum === null || value === null ? null : sum + value;
    }, 0);
  const all = {
    total: distinct.length,
    missing: distinct.filter((one) => !stored.has(experimentName(one))).length,
    left: sumOf(({ left }) => left),
    whole: sumOf(({ whole }) => whole),
  };
  return [...grids.map((time) => line(gridWords(time.grid), time)), line('all', all)].join('\n');
}

/** The state of the library that made a result: its commit, or what is known of it. */
export const stateOf = ({ library }: StoredResult): string =>
  library?.commit ?? library?.version ?? 'unknown';

/** "Made by one state of the library, 0123456789ab.", or by how many, with the number of results of each. */
export function libraryStatesText(results: readonly StoredResult[]): string {
  const counts = new Map<string, number>();
  for (const state of results.map(stateOf)) counts.set(state, (counts.get(state) ?? 0) + 1);
  const states = [...counts].sort(([, a], [, b]) => b - a);
  if (states.length === 0) return 'No run is finished.';
  if (states.length === 1) return `Made by one state of the library, ${states[0][0]}.`;
  return (
    `Made by ${states.length} states of the library: ${states.map(([state, n]) => `${state} (${n})`).join(', ')}. ` +
    '{ again: true } trains a run of each once more; in a folder of its own ({ results: FOLDER }) all are made anew by one.'
  );
}
