import type { Sample } from './measurements';

/** A cell's place on its lineage. */
export interface CellTime {
  readonly cell: number;
  readonly time: number;
}

/** Cells of near-equal pseudotime: their mean is one time of a series. */
export interface Bin extends Sample {
  readonly cells: readonly number[];
}

const CELLS_A_BIN = 10;
const [FEWEST, MOST] = [6, 50];

/** Bins for so many cells where none were asked for: one for ten cells, between 6 and 50. */
export const suggestedBins = (cells: number): number =>
  Math.min(MOST, Math.max(FEWEST, Math.floor(cells / CELLS_A_BIN)));

/**
 * Cuts the cells of a lineage, in the order of their pseudotimes, into bins of about equal numbers of cells; cells of one
 * pseudotime stay together. A bin's time is the mean of its cells'.
 * @param bins how many at most; fewer where there are fewer pseudotimes
 */
export function binned(series: string, cells: readonly CellTime[], bins: number): Bin[] {
  const sorted = [...cells].sort((a, b) => a.time - b.time || a.cell - b.cell);
  const share = (k: number): number => Math.floor((k * bins) / sorted.length);
  const found: CellTime[][] = [];
  let start = 0;
  sorted.forEach((cell, k) => {
    const isTied = k > 0 && sorted[k - 1].time === cell.time;
    if (k === 0 || (share(k) > share(start) && !isTied)) {
      found.push([cell]);
      start = k;
    } else found[found.length - 1].push(cell);
  });
  return found.map((own) => ({
    series,
    time: own.reduce((sum, { time }) => sum + time, 0) / own.length,
    cells: own.map(({ cell }) => cell),
  }));
}
