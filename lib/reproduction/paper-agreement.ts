import type { TableSection } from './grids';
import type { StoredResult } from '../experiments/result-store';
import type { MeanAndSd } from '../math/mean-and-sd';
import type { ComparisonRow } from './table-columns';
import { comparisonRows } from './tables';

/** The measures that are held against the paper's. */
export const COMPARED = ['sparsity', 'balancedAccuracy', 'rollOut'] as const;

/** How far a strategy's row lies from the paper's. */
export interface PaperAgreement extends Pick<ComparisonRow, 'strategy' | 'model' | 'seeds'> {
  /** Ours - the paper's: shares, and an error in (expression units)^2. */
  readonly differences: Readonly<Record<(typeof COMPARED)[number], number>>;
  /**
   * The differences over the standard deviation of such a difference, sqrt(2) sd: the paper prints no spread, and its runs
   * are taken to spread as ours do. Null where one seed alone has no spread.
   */
  readonly distances: Readonly<Record<(typeof COMPARED)[number], number | null>>;
  /** Whether all three are within 2; null where one is not known. */
  readonly within: boolean | null;
}

/**
 * The rows of a section on simulated data beside the paper's: two a strategy that has results, as in its table.
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
  return comparisonRows(section, stored).flatMap((row): PaperAgreement[] => {
    const { strategy, model, seeds, paper, balancedAccuracy } = row;
    if (paper === null || balancedAccuracy === null || !('balancedAccuracyPercent' in paper)) return [];
    const differences = {
      sparsity: row.sparsity.mean - paper.sparsityPercent / 100,
      balancedAccuracy: balancedAccuracy.mean - paper.balancedAccuracyPercent / 100,
      rollOut: row.rollOut.mean - paper.testMse,
    };
    const distances = {
      sparsity: distance(differences.sparsity, row.sparsity),
      balancedAccuracy: distance(differences.balancedAccuracy, balancedAccuracy),
      rollOut: distance(differences.rollOut, row.rollOut),
    };
    const all = COMPARED.map((measure) => distances[measure]);
    const known = all.filter((value): value is number => value !== null);
    const within = known.length < all.length ? null : known.every((value) => Math.abs(value) <= 2);
    return [{ strategy, model, seeds, differences, distances, within }];
  });
}

function distance(difference: number, { sd }: MeanAndSd): number | null {
  return sd === null ? null : difference / (Math.SQRT2 * sd);
}
