import type { RankInterval } from './pair-ranks';

/** Ranks beyond this one come from edges that the data do not see, and from those that are none. */
const LARGE = 0.5;
/** Two-sided 95 %. */
const NORMAL = 1.96;

/** The share of the prior's edges that the data support, and its 95 % interval. */
export interface Reliability {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How much of a prior the data support: pairs that are no edges have uniform ranks, so the share of ranks beyond 1/2, doubled,
 * bounds the share of wrong edges from above (Storey 2002). Edges that are right and that the data cannot see count as wrong:
 * this is a lower bound of the share that is right. The interval is that of a mean over edges that are drawn independently.
 *
 * @param intervals ranks of the prior's pairs; a rank that ties stretch across 1/2 counts in part
 * @returns 0 .. 1 for an empty prior, of which nothing is known
 */
export function reliabilityOf(intervals: readonly RankInterval[]): Reliability {
  if (intervals.length === 0) return { share: 0, low: 0, high: 1 };
  const large = intervals.map(({ low, high }) => Math.min(1, Math.max(0, (high - LARGE) / (high - low))));
  const mean = large.reduce((sum, share) => sum + share, 0) / large.length;
  // As of a count, which ties make a mean of; one edge more of either kind, so that no interval has width 0.
  const counted = (mean * large.length + 1) / (large.length + 2);
  const error = Math.sqrt((counted * (1 - counted)) / large.length);
  const bounded = (value: number): number => Math.min(1, Math.max(0, value));
  const share = 1 - mean / (1 - LARGE);
  const reach = (NORMAL * error) / (1 - LARGE);
  return { share: bounded(share), low: bounded(share - reach), high: bounded(share + reach) };
}
