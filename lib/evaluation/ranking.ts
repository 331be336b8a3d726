import { requireBothKinds, requireSameLength } from './balanced-accuracy';
import type { PairSet } from './pairs';

/** How well a score ranks true edges above unjoined pairs, whatever the threshold. */
export interface Ranking {
  /** Area under the ROC curve: the chance that a true edge outranks an unjoined pair, a tie counting one half. */
  readonly auroc: number;
  /** Area under the precision-recall curve, step-wise (average precision), tied scores taken together. */
  readonly auprc: number;
  /** Share of true edges among the pairs: the AUPRC of a random ranking. */
  readonly prevalence: number;
  /** Precision among the top P pairs (P = number of true edges), divided by the prevalence; 1 is chance. */
  readonly earlyPrecisionRatio: number;
  /** The best that thresholding this score could do, the threshold chosen with the truth in hand. */
  readonly youden: {
    /** Pairs with a score of at least this are called edges; null where no threshold beats calling none an edge. */
    readonly threshold: number | null;
    readonly tpr: number;
    readonly tnr: number;
    /** (1 + J) / 2, with Youden's J = TPR + TNR - 1 at its largest. */
    readonly balancedAccuracy: number;
  };
}

/**
 * Threshold-free scores of |scores| as a ranking of the ordered pairs, over all of them or over those of `within`.
 * Ties: AUROC counts them by midranks, AUPRC takes a group of equal scores in one step, and where the P-th place
 * falls within a group of equal scores early precision counts the group's true edges pro rata (the expectation over
 * their order).
 *
 * @param scores one number a pair; its absolute value ranks the pair
 * @param truth one number a pair; a true edge is an entry other than 0
 * @throws RangeError if the lengths differ, a score is not a number, or true edges or unjoined pairs are missing
 */
export function ranking(
  scores: Float32Array | Float64Array,
  truth: ArrayLike<number>,
  within?: PairSet,
): Ranking {
  requireSameLength(scores, truth, within);
  const positives = sortedMagnitudes(scores, (k) => truth[k] !== 0 && (!within || within[k] !== 0));
  const negatives = sortedMagnitudes(scores, (k) => truth[k] === 0 && (!within || within[k] !== 0));
  const P = positives.length;
  const N = negatives.length;
  requireBothKinds(P, N);

  let p = P; // positives[p ..] and negatives[q ..] lie at or above the threshold
  let q = N;
  let wins = 0;
  let averagePrecision = 0;
  let early: number | null = null;
  let best: { threshold: number | null; tpr: number; tnr: number } = { threshold: null, tpr: 0, tnr: 1 };
  while (p > 0 || q > 0) {
    const threshold = Math.max(p > 0 ? positives[p - 1] : -1, q > 0 ? negatives[q - 1] : -1);
    const above = { edges: P - p, pairs: P - p + N - q };
    while (p > 0 && positives[p - 1] === threshold) p--;
    const negativesBefore = q;
    while (q > 0 && negatives[q - 1] === threshold) q--;
    const tied = { edges: P - p - above.edges, pairs: P - p + N - q - above.pairs };

    wins += tied.edges * (q + (negativesBefore - q) / 2);
    averagePrecision += (tied.edges / P) * ((P - p) / (P - p + N - q));
    if (early === null && above.pairs + tied.pairs >= P) {
      early = (above.edges + ((P - above.pairs) * tied.edges) / tied.pairs) / P;
    }
    const tpr = (P - p) / P;
    const tnr = q / N;
    if (tpr + tnr > best.tpr + best.tnr) best = { threshold, tpr, tnr };
  }
  const prevalence = P / (P + N);
  return {
    auroc: wins / (P * N),
    auprc: averagePrecision,
    prevalence,
    earlyPrecisionRatio: (early ?? 0) / prevalence,
    youden: { ...best, balancedAccuracy: (best.tpr + best.tnr) / 2 },
  };
}

/** The absolute scores of the chosen pairs, ascending. */
function sortedMagnitudes(
  scores: Float32Array | Float64Array,
  chosen: (k: number) => boolean,
): Float32Array | Float64Array {
  let count = 0;
  for (let k = 0; k < scores.length; k++) if (chosen(k)) count++;
  const kept = scores instanceof Float32Array ? new Float32Array(count) : new Float64Array(count);
  let next = 0;
  for (let k = 0; k < scores.length; k++) {
    if (!chosen(k)) continue;
    if (Number.isNaN(scores[k])) throw new RangeError(`the score of pair ${k} is not a number`);
    kept[next++] = Math.abs(scores[k]);
  }
  return kept.sort();
}
