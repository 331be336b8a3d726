import { RankingTally, ScoreLevels, type RankingMetrics } from '../../lib/evaluation/ranking-tally';
import type { Confusion } from '../../lib/evaluation/confusion';
import { entriesOf, type SparseMatrix } from '../../lib/math/sparse-matrix';

/** A choice among the n x n ordered pairs (regulator, target), row-major: 1 = the pair counts, 0 = it does not. */
export type PairSet = Uint8Array;

/** The pairs that a network joins: 1 where an entry is not 0. n x n, row-major. */
export function edgesOf(network: SparseMatrix): PairSet {
  const edges = new Uint8Array(network.rows * network.cols);
  for (const [regulator, target, value] of entriesOf(network)) {
    if (value !== 0) edges[regulator * network.cols + target] = 1;
  }
  return edges;
}

/** The pairs that are not in `pairs`. */
export const pairsOutside = (pairs: PairSet): PairSet => pairs.map((inside) => 1 - inside);

/** Every pair whose regulator is listed: whole rows of the n x n table. */
export function pairsOfRegulators(regulators: Iterable<number>, genes: number): PairSet {
  const pairs = new Uint8Array(genes * genes);
  for (const regulator of regulators) pairs.fill(1, regulator * genes, (regulator + 1) * genes);
  return pairs;
}

/** Confusion of [predicted != 0] with [truth != 0], pair by pair: what the scorer by rows is held against. */
export function denseConfusion(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  within?: PairSet,
): Confusion {
  const pairs = Array.from({ length: truth.length }, (_, k) => k).filter((k) => within?.[k] !== 0);
  const count = (called: boolean, joined: boolean): number =>
    pairs.filter((k) => (predicted[k] !== 0) === called && (truth[k] !== 0) === joined).length;
  const [truePositives, falseNegatives] = [count(true, true), count(false, true)];
  const [falsePositives, trueNegatives] = [count(true, false), count(false, false)];
  const tpr = truePositives / (truePositives + falseNegatives);
  const tnr = trueNegatives / (trueNegatives + falsePositives);
  const balancedAccuracy = (tpr + tnr) / 2;
  return { truePositives, falsePositives, trueNegatives, falseNegatives, tpr, tnr, balancedAccuracy };
}

/** The measures of a ranking by |scores| over all pairs or those of `within`, the pairs handed to the tally one by one. */
export function denseRanking(
  scores: Float32Array | Float64Array,
  truth: ArrayLike<number>,
  within?: PairSet,
): RankingMetrics {
  const pairs = [...scores.keys()].filter((k) => within?.[k] !== 0);
  const edgeScores = Float64Array.from(
    pairs.filter((k) => truth[k] !== 0),
    (k) => scores[k],
  );
  const ruler = new ScoreLevels(edgeScores);
  const tally = new RankingTally(ruler, edgeScores);
  for (const k of pairs) if (truth[k] === 0) tally.addGap(ruler.positionOf(scores[k]));
  return tally.ranking();
}
