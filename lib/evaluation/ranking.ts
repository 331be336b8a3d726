import { requireSameLength } from './balanced-accuracy';
import type { PairSet } from './pairs';
import { RankingTally, ScoreLevels } from './ranking-tally';

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
  const found: number[] = [];
  for (let k = 0; k < scores.length; k++) {
    if (within && within[k] === 0) continue;
    if (Number.isNaN(scores[k])) throw new RangeError(`the score of pair ${k} is not a number`);
    if (truth[k] !== 0) found.push(scores[k]);
  }
  const edgeScores = Float64Array.from(found);
  const ruler = new ScoreLevels(edgeScores);
  const tally = new RankingTally(ruler, edgeScores);
  for (let k = 0; k < scores.length; k++) {
    if (truth[k] === 0 && (!within || within[k] !== 0)) tally.addGap(ruler.positionOf(scores[k]));
  }
  return tally.ranking();
}
