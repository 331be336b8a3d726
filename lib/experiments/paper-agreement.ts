import type { Section } from './grids';
import type { StoredResult } from './result-store';
import type { Spread } from './spread';
import { comparisonRows, type ComparisonRow } from './tables';

/** The measures that are held against the paper's. */
export const COMPARED = ['sparsity', 'balancedAccuracy', 'rollOut'] as const;

/** How far a strategy's row lies from the paper's. */
export interface PaperAgreement extends Pick<ComparisonRow, 'strategy' | 'model' | 'seeds'> {
  /**
   * (ours - paper's) over the standard deviation of such a difference, sqrt(2) sd: the paper prints no spread, and its runs
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
  section: Section,
  stored: ReadonlyMap<string, StoredResult>,
): PaperAgreement[] {
  if (section.paper?.kind !== 'simulated') {
    throw new RangeError(
      `${section.title} has no rows of the paper to compare: take a table of simulated data`,
    );
  }
  return comparisonRows(section, stored).flatMap((row): PaperAgreement[] => {
    const { strategy, model, seeds, paper } = row;
    if (paper === null || !('balancedAccuracyPercent' in paper)) return [];
    const distances = {
      sparsity: distance(row.sparsity, paper.sparsityPercent / 100),
      balancedAccuracy: distance(row.balancedAccuracy, paper.balancedAccuracyPercent / 100),
      rollOut: distance(row.rollOut, paper.testMse),
    };
    const all = COMPARED.map((measure) => distances[measure]);
    const known = all.filter((value): value is number => value !== null);
    const within = known.length < all.length ? null : known.every((value) => Math.abs(value) <= 2);
    return [{ strategy, model, seeds, distances, within }];
  });
}

function distance(ours: Spread | null, paper: number): number | null {
  return ours === null || ours.sd === null ? null : (ours.mean - paper) / (Math.SQRT2 * ours.sd);
}
