import type { StoredResult } from '../experiments/result-store';
import type { TableSection } from './grids';
import { agrees, paperCells, type PaperCell } from './paper-cells';

/** The measures of a table of simulated data that are held against the paper's. */
export const COMPARED = ['sparsity', 'balancedAccuracy', 'rollOut', 'epochs'] as const;
type Compared = (typeof COMPARED)[number];

/** How far a strategy's row lies from the paper's; what the paper does not print, or one seed cannot say, is null. */
export interface PaperAgreement {
  /** Row of the table (`rowOf`). */
  readonly strategy: string;
  readonly model: 'best' | 'last';
  readonly seeds: number;
  /** Ours - the paper's: shares, an error in (expression units)^2, epochs. */
  readonly differences: Readonly<Record<Compared, number | null>>;
  /** The differences over sqrt(sd of ours^2 + sd of the paper's^2). */
  readonly distances: Readonly<Record<Compared, number | null>>;
  /** Of Welch's test of the two means; and after Holm's correction for all cells of the section at this epoch. */
  readonly p: Readonly<Record<Compared, number | null>>;
  readonly corrected: Readonly<Record<Compared, number | null>>;
  /** Whether all distances are within 2; null where there is none. */
  readonly within: boolean | null;
}

/**
 * The rows of a section on simulated data beside the paper's: two a strategy that has results, at its best epoch, which the published
 * scripts load, and at its last.
 * @throws RangeError for a section that is no table of simulated data
 */
export function paperAgreement(
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
): PaperAgreement[] {
  if (section.paper?.kind !== 'simulated') {
    throw new RangeError(
      `${section.title} has no rows of the paper to compare: take a table of simulated data`,
    );
  }
  const [best, last] = (['best', 'last'] as const).map((model) => paperCells([section], stored, model));
  const rows = [...new Set(best.map(({ row }) => row))];
  return rows.flatMap((row) =>
    [best, last].map((cells) => agreementOf(cells.filter((cell) => cell.row === row))),
  );
}

function agreementOf(cells: readonly PaperCell[]): PaperAgreement {
  const { row, model, ours } = cells[0];
  const each = (of: (cell: PaperCell) => number | null): Record<Compared, number | null> => {
    const value = (measure: PaperCell['measure']): number | null => {
      const cell = cells.find((one) => one.measure === measure);
      return cell === undefined ? null : of(cell);
    };
    return {
      sparsity: value('sparsity'),
      balancedAccuracy: value('balancedAccuracy'),
      rollOut: value('testMse'),
      epochs: value('epochs'),
    };
  };
  const known = cells.map(agrees).filter((one) => one !== null);
  return {
    strategy: row,
    model,
    seeds: ours.count,
    differences: each((cell) => cell.ours.mean - cell.paper.mean),
    distances: each(({ z }) => z),
    p: each(({ p }) => p),
    corrected: each(({ corrected }) => corrected),
    within: known.length === 0 ? null : known.every(Boolean),
  };
}
