import type { Random } from '../math/random';
import { Breather, type LongWork } from './breather';
import { benjaminiHochberg, bonferroni, StepDownMaxT } from './multiple-testing';
import { exactlySummable, LANES, PermutationSums } from './permutation-sums';
import type { GeneUniverse, TestedSet } from './universe';

/** The share of false findings that the paper allows, and this project. */
export const SIGNIFICANCE_LEVEL = 0.05;

/** Under which correction a pathway counts as found: the paper's rule and three that stand beside it. */
export const PATHWAY_RULES = ['paper', 'bonferroni', 'benjaminiHochberg', 'maxT'] as const;
export type PathwayRule = (typeof PATHWAY_RULES)[number];

/** What the test says of one pathway. All p values are one-sided: is its influence larger than that of random genes? */
export interface PathwayScore {
  readonly name: string;
  /** Its symbols in the universe. */
  readonly members: readonly string[];
  /** Sum of their influences (B.8). */
  readonly score: number;
  /** Mean of the score over all permutations, exactly: size * mean influence. */
  readonly expected: number;
  /** (score - expected) / sd, both from all permutations, exactly. */
  readonly z: number;
  /** (1 + permutations that reach the score) / (1 + permutations): never 0. */
  readonly p: number;
  /** p corrected for the number of pathways. */
  readonly bonferroni: number;
  readonly benjaminiHochberg: number;
  /** Westfall and Young's step-down max-T of z. */
  readonly maxT: number;
  /** The paper's rule, from its number of permutations. */
  readonly paper: {
    /** (score - mean) / sd of these permutations. */
    readonly z: number;
    /** Share of these permutations beyond the score: 0 is possible. */
    readonly p: number;
    readonly bonferroni: number;
  };
}

export interface PathwayTest {
  /** In the order of the sets. */
  readonly pathways: readonly PathwayScore[];
  readonly permutations: number;
  readonly paperPermutations: number;
}

export interface PermutationTestOptions extends LongWork {
  readonly random: Random;
  /** Default 40 for every set, at least 10 000: with 20 for every set or fewer, Bonferroni at 5 % cannot be reached. */
  readonly permutations?: number;
  /** Of these, how many serve the paper's rule; default 1000, as in B.8. */
  readonly paperPermutations?: number;
}

/** How many permutations a test of `sets` pathways takes when nobody says. */
export const defaultPermutations = (sets: number): number => Math.max(10_000, 40 * sets);

/**
 * Tests every pathway of a universe by permuting the influences over its genes (Appendix B.8): are the pathway's genes more
 * influential than as many random ones? One-sided, as in the paper: a pathway of little influence is no finding.
 *
 * The paper's rule (p is the share of K = 1000 permutations beyond the score, corrected by Bonferroni) and others from many
 * more permutations stand side by side. With S sets the paper's corrected p is below 0.05 for S > 50 only where no
 * permutation at all is beyond, and a p of 0 is claimed. z does not need permutations: the sum of s of N values drawn
 * without replacement has mean s mu and variance s sigma^2 (N - s) / (N - 1), with the values' mean mu and variance
 * sigma^2.
 *
 * max-T compares z between sets: where a few genes hold most of the influence, small sets reach a large z more easily, and
 * large ones are judged by what these may reach.
 *
 * @throws RangeError for no permutations, or influences that are all the same; the signal's reason when it is aborted
 */
export async function testPathways(
  universe: GeneUniverse,
  options: PermutationTestOptions,
): Promise<PathwayTest> {
  const { sets, symbols } = universe;
  const permutations = options.permutations ?? defaultPermutations(sets.length);
  if (!(Number.isInteger(permutations) && permutations >= 1)) {
    throw new RangeError(`a permutation test takes at least one permutation, not ${permutations}`);
  }
  const paperPermutations = Math.min(permutations, options.paperPermutations ?? 1000);
  const influence = exactlySummable(universe.influence);
  if (!influence.some((value) => value !== influence[0])) {
    throw new RangeError(
      `all ${influence.length} influences in the universe are ${influence[0]}: no gene differs from another`,
    );
  }
  const standing = standingOf(sets, influence);
  const { reaching, paper, maxT } = await permuted(sets, influence, standing, {
    ...options,
    permutations,
    paperPermutations,
  });

  const { scores, expected, z } = standing;
  const p = reaching.map((count) => (1 + count) / (1 + permutations));
  const corrected = { bonferroni: bonferroni(p), benjaminiHochberg: benjaminiHochberg(p), maxT };
  const pathways = sets.map(({ name, members }, s): PathwayScore => {
    const share = paper[s].beyond / paperPermutations;
    return {
      name,
      members: Array.from(members, (member) => symbols[member]),
      score: scores[s],
      expected: expected[s],
      z: z[s],
      p: p[s],
      bonferroni: corrected.bonferroni[s],
      benjaminiHochberg: corrected.benjaminiHochberg[s],
      maxT: corrected.maxT[s],
      paper: {
        z: paperZ(z[s], paper[s], paperPermutations),
        p: share,
        bonferroni: Math.min(1, share * sets.length),
      },
    };
  });
  return { pathways, permutations, paperPermutations };
}

/** Of every set its score, and what it is over all permutations: mean, standard deviation, and the score in these. */
interface Standing {
  readonly scores: Float64Array;
  readonly expected: Float64Array;
  readonly deviation: Float64Array;
  readonly z: Float64Array;
}

/** Without a permutation, exactly. */
function standingOf(sets: readonly TestedSet[], influence: Float64Array): Standing {
  const size = influence.length;
  const mean = influence.reduce((sum, value) => sum + value, 0) / size;
  const variance = influence.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
  const scores = Float64Array.from(sets, ({ members }) =>
    members.reduce((sum, member) => sum + influence[member], 0),
  );
  const expected = Float64Array.from(sets, ({ members }) => members.length * mean);
  const deviation = Float64Array.from(sets, ({ members: { length: s } }) =>
    Math.sqrt((s * variance * (size - s)) / (size - 1)),
  );
  return { scores, expected, deviation, z: scores.map((score, s) => (score - expected[s]) / deviation[s]) };
}

/** Of the permutations that serve the paper's rule: how many are beyond the score, and z's sum and sum of squares. */
interface PaperTally {
  beyond: number;
  sum: number;
  squares: number;
}

/** Counts, set by set, the permutations that reach the score; what the paper's rule asks for; and max-T's p values. */
async function permuted(
  sets: readonly TestedSet[],
  influence: Float64Array,
  { scores, expected, deviation, z }: Standing,
  options: PermutationTestOptions & { readonly permutations: number; readonly paperPermutations: number },
): Promise<{ reaching: Float64Array; paper: readonly PaperTally[]; maxT: Float64Array }> {
  const { permutations, paperPermutations } = options;
  const sums = new PermutationSums(influence, sets);
  const maxT = new StepDownMaxT(z);
  const reaching = new Float64Array(sets.length);
  const paper = sets.map((): PaperTally => ({ beyond: 0, sum: 0, squares: 0 }));
  const ofOne = new Float64Array(sets.length);
  const breather = new Breather(permutations, options);
  for (let from = 0; from < permutations; from += LANES) {
    sums.next(options.random);
    for (let lane = 0; lane < Math.min(LANES, permutations - from); lane++) {
      for (let s = 0; s < sets.length; s++) {
        const score = sums.sums[s * LANES + lane];
        ofOne[s] = (score - expected[s]) / deviation[s];
        if (score >= scores[s]) reaching[s]++;
        if (from + lane >= paperPermutations) continue;
        const tally = paper[s];
        if (score > scores[s]) tally.beyond++;
        tally.sum += ofOne[s];
        tally.squares += ofOne[s] ** 2;
      }
      maxT.add(ofOne);
    }
    await breather.at(Math.min(from + LANES, permutations));
  }
  return { reaching, paper, maxT: maxT.adjusted() };
}

/** Whether a pathway is found under a rule, at 5 %. */
export function isFound(pathway: Pick<PathwayScore, PathwayRule>, rule: PathwayRule): boolean {
  return (rule === 'paper' ? pathway.paper.bonferroni : pathway[rule]) < SIGNIFICANCE_LEVEL;
}

/** z by mean and standard deviation of the permutations, both counted in exact standard deviations from the exact mean. */
function paperZ(z: number, { sum, squares }: PaperTally, count: number): number {
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean ** 2));
  return deviation === 0 ? NaN : (z - mean) / deviation;
}
