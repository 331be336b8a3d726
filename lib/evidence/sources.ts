import { type MatrixRows, matrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { densityAt, fallingDensity } from './grenander';
import { type PairRanks, type RankInterval, rankPairs } from './pair-ranks';

/** Something that data without a prior say of every pair. */
export interface Source {
  readonly name: string;
  /** n x n, row = regulator: a signed effect, of which the size counts. */
  readonly effects: MatrixRows;
}

/** How well a source tells the prior's pairs from the others. */
export interface SourceSupport {
  readonly name: string;
  /** Mean logarithm of the density of the prior's pairs over their ranks, on edges that it was not fitted to; 0 tells nothing. */
  readonly support: number;
}

/** A source with its ranks. */
export interface RankedSource extends Source, SourceSupport {
  readonly pairs: PairRanks;
}

/** So much more than an earlier one a source must tell to be taken in its place: an uninformative prior chooses none. */
const MARGIN = 0.01;
const FOLDS = 4;

/**
 * Ranks the pairs by each source, and by all of them together (the mean logarithm of their ranks), and takes what tells the prior's
 * pairs from the others best. No truth is needed: whatever part of the prior is right, the better source sees more of it.
 */
export function chooseSource(
  sources: readonly Source[],
  prior: SparseMatrix,
): { chosen: RankedSource; tried: readonly SourceSupport[] } {
  const ranked = sources.map((source) => rankedSource(source, prior));
  if (ranked.length > 1) ranked.push(rankedSource(together(ranked), prior));
  let chosen = ranked[0];
  for (const one of ranked.slice(1)) if (one.support > chosen.support + MARGIN) chosen = one;
  return { chosen, tried: ranked.map(({ name, support }) => ({ name, support })) };
}

function rankedSource(source: Source, prior: SparseMatrix): RankedSource {
  const pairs = rankPairs(source.effects, prior);
  return { ...source, support: supportOf(pairs.intervals), pairs };
}

/** A pair that all sources have near their top comes first; its sign is that of the first source that has one. */
function together(ranked: readonly RankedSource[]): Source {
  const n = ranked[0].pairs.genes;
  const name = ranked.map((one) => one.name).join(' and ');
  const signs = new Int8Array(n * n);
  for (const { effects } of ranked) {
    effects.forEach((row, values) =>
      values.forEach((value, target) => (signs[row * n + target] ||= Math.sign(value))),
    );
  }
  return {
    name,
    effects: matrixRows(n, n, (row, values) => {
      for (let target = 0; target < n; target++) {
        const pair = row * n + target;
        let sum = 0;
        for (const { pairs } of ranked) sum -= Math.log(Math.min(1, pairs.ranks[pair]));
        values[target] = row === target ? 0 : (signs[pair] || 1) * sum;
      }
    }),
  };
}

/** Each fold's edges under the density of the others, mixed with a tenth of the uniform one: no edge says everything. */
function supportOf(intervals: readonly RankInterval[]): number {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = intervals.filter((_, k) => k % FOLDS !== fold);
    if (others.length === 0) return 0;
    const density = fallingDensity(others);
    for (let k = fold; k < intervals.length; k += FOLDS) {
      const { low, high } = intervals[k];
      sum += Math.log(0.9 * densityAt(density, (low + high) / 2) + 0.1);
    }
  }
  return sum / intervals.length;
}
