import type { StoredResult } from '../../experiments/result-store';
import type { MeanAndSd, Sample } from '../../math/mean-and-sd';
import { holm, welch } from '../../math/welch';
import type { TableSection } from '../grids/grids';
import { PAPER_RUNS, type PaperRow, type PaperTable } from '../paper/paper';
import type { ComparisonRow } from './table-columns';
import { comparisonRows } from './tables';

/** What the paper prints of a strategy. Its test error is held against ours from t_0 on; on real data against that over the pairs. */
export const CELL_MEASURES = ['sparsity', 'balancedAccuracy', 'testMse', 'epochs', 'outDegree'] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

/** A number of the paper with ours: shares, errors in (expression units)^2, epochs, targets a gene. */
export interface PaperCell {
  /** Title of the section. */
  readonly section: string;
  /** Row of the table (`rowOf`). */
  readonly row: string;
  readonly model: 'best' | 'last';
  readonly measure: CellMeasure;
  readonly ours: Sample;
  /** Without sd where the paper prints none: Tables 2, 3, 8 and 9. */
  readonly paper: MeanAndSd;
  /** Half of the last digit that the paper prints, in our units: a difference within it is none. */
  readonly rounding: number;
  /** (ours - paper) / sqrt(sd of ours^2 + sd of the paper's^2), the paper's sd taken as ours where it prints none; null for one seed. */
  readonly z: number | null;
  /**
   * Of Welch's test of the two means, the paper's ± taken as the standard deviation of `PAPER_RUNS` runs, and a number without ± as
   * one run that spreads as ours do; 1 within its rounding; null for one seed.
   */
  readonly p: number | null;
  /** p after Holm's correction for the number of cells that were asked for together. */
  readonly corrected: number | null;
}

/** Whether ours is within two combined standard errors, or within the rounding of the paper's number; null for one seed. */
export const agrees = (cell: PaperCell): boolean | null =>
  cell.z === null ? null : Math.abs(cell.z) <= 2 || withinRounding(cell);

const withinRounding = ({ ours, paper, rounding }: Pick<PaperCell, 'ours' | 'paper' | 'rounding'>): boolean =>
  // A billionth more: 0.1 - 0.05 and the like are no multiples of it in binary.
  Math.abs(ours.mean - paper.mean) <= rounding * (1 + 1e-9);

/**
 * Every number of the paper beside ours, for the rows that have results: at the best validation epoch, which the published scripts
 * load, or at the last one. On a stretched time the paper has no numbers.
 */
export function paperCells(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
  model: 'best' | 'last',
): PaperCell[] {
  const cells = sections
    .filter(({ experiments }) => experiments.every(({ timeScale }) => timeScale === undefined))
    .flatMap((section) =>
      comparisonRows(section, stored)
        .filter((row) => row.model === model)
        .flatMap((row) => cellsOf(section, row)),
    );
  const known = cells.filter(({ p }) => p !== null);
  const corrected = holm(known.map(({ p }) => p as number));
  return cells.map((cell) => ({ ...cell, corrected: corrected[known.indexOf(cell)] ?? null }));
}

function cellsOf({ title, paper: table, experiments }: TableSection, row: ComparisonRow): PaperCell[] {
  if (table === null) return [];
  // The error of other genes is another quantity.
  const otherGenes = table.kind === 'breast-cancer' && experiments[0].dataset !== `brca${table.genes}`;
  const measures = CELL_MEASURES.filter((measure) => !(otherGenes && measure === 'testMse'));
  return measures.flatMap((measure) => {
    const [ours, paper] = [oursOf(row, measure), paperNumber(row.paper, measure)];
    if (ours === null || paper === null) return [];
    const { strategy, model } = row;
    const rounding = roundingOf(table, measure);
    const known = { section: title, row: strategy, model, measure, ours, paper, rounding, corrected: null };
    return { ...known, z: distance(ours, paper), p: testOf(known) };
  });
}

/** Simulated tables print one digit behind the point, the others two; epochs and targets are whole. */
function roundingOf({ kind, mseUnit }: PaperTable, measure: CellMeasure): number {
  if (measure === 'epochs' || measure === 'outDegree') return 0.5;
  return (kind === 'simulated' ? 0.05 : 0.005) * (measure === 'testMse' ? mseUnit : 0.01);
}

function oursOf(row: ComparisonRow, measure: CellMeasure): Sample | null {
  switch (measure) {
    case 'testMse':
      return row.paper !== null && 'sd' in row.paper ? row.rollOut : row.noisyPairs;
    case 'epochs':
      // Post hoc counts the epochs of all its trainings.
      return row.strategy.startsWith('post-hoc') ? row.stopEpoch : row.epoch;
    default:
      return row[measure];
  }
}

/** The paper's number in our units, with its ± where it has one; null where it prints no such number. */
export function paperNumber(row: PaperRow | null, measure: CellMeasure): MeanAndSd | null {
  if (row === null) return null;
  const sd = 'sd' in row ? row.sd : null;
  const percent = (mean: number, its: number | undefined): MeanAndSd => ({
    mean: mean / 100,
    sd: its === undefined ? null : its / 100,
  });
  switch (measure) {
    case 'sparsity':
      return percent(row.sparsityPercent, sd?.sparsityPercent);
    case 'balancedAccuracy':
      return 'balancedAccuracyPercent' in row
        ? percent(row.balancedAccuracyPercent, sd?.balancedAccuracyPercent)
        : null;
    case 'testMse':
      return { mean: row.testMse, sd: sd?.testMse ?? null };
    case 'epochs':
      return 'epochs' in row && row.epochs !== null ? { mean: row.epochs, sd: sd?.epochs ?? null } : null;
    case 'outDegree':
      return 'averageOutDegree' in row ? { mean: row.averageOutDegree, sd: null } : null;
  }
}

function distance(ours: MeanAndSd, paper: MeanAndSd): number | null {
  if (ours.sd === null) return null;
  const difference = ours.mean - paper.mean;
  const spread = Math.hypot(ours.sd, paper.sd ?? ours.sd);
  return difference === 0 ? 0 : difference / spread;
}

function testOf(cell: Pick<PaperCell, 'ours' | 'paper' | 'rounding'>): number | null {
  const { ours, paper } = cell;
  if (ours.sd === null) return null;
  if (withinRounding(cell)) return 1;
  return welch(ours, { ...paper, count: paper.sd === null ? 1 : PAPER_RUNS })?.p ?? null;
}
