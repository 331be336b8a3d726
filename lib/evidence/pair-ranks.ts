import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';

/** Where a pair stands among the pairs outside the prior: the share of them that is stronger, and the share that is not weaker. */
export interface RankInterval {
  readonly low: number;
  readonly high: number;
}

/** The pairs of two different genes by the size of some evidence, as ranks in (0, 1): the strongest near 0. */
export interface PairRanks {
  readonly genes: number;
  /** n x n, row-major: the middle of each pair's rank interval among the pairs outside the prior; NaN on the diagonal. */
  readonly ranks: Float32Array;
  /** The intervals of the prior's pairs, in the order of `inside`: pairs of one strength share a rank, which is then wide. */
  readonly intervals: readonly RankInterval[];
  /** The prior's pairs of two different genes, regulator * n + target. */
  readonly inside: Int32Array;
  /** How many pairs there are outside. */
  readonly outside: number;
}

/**
 * Ranks |evidence| of every pair of two different genes among the pairs outside the prior. Evidence that knows nothing of a pair
 * gives the prior's pairs ranks that are uniform on (0, 1), up to the edges that the prior lacks.
 *
 * @param evidence n x n, row = regulator, such as the effects of a model that has not seen the prior
 * @throws RangeError if the sizes differ, an entry is not a number, or the prior leaves no pair outside
 */
export function rankPairs(evidence: MatrixRows, prior: SparseMatrix): PairRanks {
  const n = evidence.rows;
  if (evidence.cols !== n || prior.rows !== n || prior.cols !== n) {
    throw new RangeError(
      `evidence of ${n} x ${evidence.cols} pairs and a ${prior.rows} x ${prior.cols} prior do not fit each other`,
    );
  }
  const inside = pairsOfNetwork(prior);
  const strength = new Float32Array(n * n);
  evidence.forEach((row, values) => {
    values.forEach((value, target) => {
      if (Number.isNaN(value))
        throw new RangeError(`the evidence of gene ${row} for gene ${target} is not a number`);
      strength[row * n + target] = Math.abs(value);
    });
  });
  const isInside = new Uint8Array(n * n);
  for (const pair of inside) isInside[pair] = 1;
  const sorted = strength.filter((_, pair) => !isInside[pair] && pair % (n + 1) !== 0).sort();
  if (sorted.length === 0)
    throw new RangeError('the prior joins every pair: there is nothing to compare its edges with');
  const intervalOf = (value: number): RankInterval => ({
    low: (sorted.length - countOf(sorted, (other) => other <= value)) / (sorted.length + 1),
    high: (sorted.length - countOf(sorted, (other) => other < value) + 1) / (sorted.length + 1),
  });
  const ranks = new Float32Array(n * n).fill(NaN);
  const middleOf = (value: number, itself: number): number => {
    const { low, high } = intervalOf(value);
    return (low + high - itself / (sorted.length + 1)) / 2;
  };
  // Most pairs of a sparse model have none of it.
  const ofNothing = [middleOf(0, 0), middleOf(0, 1)];
  for (let pair = 0; pair < ranks.length; pair++) {
    if (pair % (n + 1) === 0) continue;
    // A pair outside is compared with the others, not with itself.
    const itself = isInside[pair] ? 0 : 1;
    ranks[pair] = strength[pair] === 0 ? ofNothing[itself] : middleOf(strength[pair], itself);
  }
  return {
    genes: n,
    ranks,
    intervals: Array.from(inside, (pair) => intervalOf(strength[pair])),
    inside,
    outside: sorted.length,
  };
}

/** The pairs of two different genes that a network joins, regulator * n + target. */
export function pairsOfNetwork({ rows, rowStart, columns, values }: SparseMatrix): Int32Array {
  const pairs: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
      if (values[e] !== 0 && columns[e] !== i) pairs.push(i * rows + columns[e]);
    }
  }
  return Int32Array.from(pairs);
}

/** How many of the first values hold, where none after the first that does not. */
function countOf(sorted: Float32Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
