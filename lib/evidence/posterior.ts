import { densityAt, fallingDensity } from './grenander';
import type { PairRanks } from './pair-ranks';
import { type Reliability, reliabilityOf } from './reliability';

/** What an edge of the prior keeps, at least, of its odds where the data do not see it: they cannot see every edge. */
const UNSEEN = 0.1;
/** No edge is certain. */
const MOST = 0.995;
/** The share of edges outside the prior is bounded where at least so many of the prior's edges are stronger. */
const FEWEST = 20;

/** Below this reliability the prior's pairs do not show how strongly edges are seen: a law without a scale takes its place. */
const LEAST = 0.02;

/** Probabilities of edges, inside the prior and outside of it, as functions of a pair's rank; both fall with it. */
export interface Posterior {
  readonly reliability: Reliability;
  /** How many edges the data support outside the prior. */
  readonly missing: number;
  /** f1, the density of the ranks of edges. */
  readonly seen: (rank: number) => number;
  readonly inside: (rank: number) => number;
  readonly outside: (rank: number) => number;
}

/**
 * Two groups (Efron 2008). Ranks of the prior's pairs have the density f = r f1 + (1 - r) f0, where r is the prior's reliability
 * and f1 how strongly edges are seen; ranks outside are uniform by construction, 1 = pi f1 + (1 - pi) f0. So f1 is read off the
 * prior's pairs and serves both:
 *
 *   P(edge | u, inside) = r f1 / f,   P(edge | u, outside) = pi f1.
 *
 * pi, the share of edges among the pairs outside, is the largest for which no probability exceeds 1 on average from the top, and at
 * most what the prior lacks if there are as many edges as it has. Some of the strongest pairs are indirect: `trust` is the part of
 * that largest number that is believed.
 *
 * r is a lower bound: the odds inside are those of the middle of the upper half of its interval, where the data support the prior
 * at all.
 *
 * @param trust 0 .. 1
 */
export function posteriorOf(pairs: PairRanks, trust = 1): Posterior {
  const { intervals, outside } = pairs;
  const reliability = reliabilityOf(intervals);
  const { share: r, low, high } = reliability;
  const density = intervals.length > 0 ? fallingDensity(intervals) : null;
  const seen = (u: number): number =>
    density === null || r < LEAST
      ? 1 / (u * Math.log(outside + 1))
      : Math.max(UNSEEN, (densityAt(density, u) - (1 - r)) / r);
  const missing =
    trust * Math.min((1 - r) * intervals.length, Math.max(r, LEAST) * intervals.length * leastRatio(pairs));
  const share = missing / outside;
  // A pair of a prior that is not supported is as good as any other.
  const right = low > 0 ? (r + high) / 2 : Math.max(r, share);
  const among = (f1: number): number => Math.min(MOST, share * f1);
  return {
    reliability,
    missing,
    seen,
    inside: (u) => {
      const f1 = seen(u);
      const f0 = 1 - among(f1);
      return Math.min(MOST, (right * f1) / (right * f1 + (1 - right) * f0));
    },
    outside: (u) => among(seen(u)),
  };
}

/** Pairs outside for each of the prior's pairs above one strength, where this is least. */
function leastRatio({ intervals, outside }: PairRanks): number {
  const middles = intervals.map(({ low, high }) => (low + high) / 2).sort((a, b) => a - b);
  return middles.reduce(
    (least, rank, k) => (k + 1 < FEWEST ? least : Math.min(least, (rank * outside) / (k + 1))),
    Infinity,
  );
}
