import { requireBothKinds } from './confusion';

/**
 * How well |scores| rank true edges above unjoined pairs, whatever the threshold. Ties: AUROC counts them by midranks, AUPRC
 * takes a group of equal scores in one step, and where the P-th place falls within a group of equal scores early precision
 * counts the group's true edges pro rata (the expectation over their order).
 */
export interface RankingMetrics {
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
 * The distinct |scores| of the true edges, ascending, as a ruler that any other score is held against. Position 2 k + 1 is
 * "tied with level k", position 2 k "below level k, above level k - 1" (2 L: above them all).
 */
export class ScoreLevels {
  readonly levels: Float64Array;
  /** By leading bits of a magnitude in single precision: the first level that has them, or more. */
  private readonly firstLevel: Int32Array;
  private readonly lowest: number;
  private readonly shift: number;
  private readonly single = new Float32Array(1);
  private readonly bits = new Uint32Array(this.single.buffer);

  /** @param edgeScores in any order; none is NaN */
  constructor(edgeScores: Float32Array | Float64Array) {
    const sorted = Float64Array.from(edgeScores, Math.abs).sort();
    this.levels = sorted.filter((score, k) => k === 0 || score !== sorted[k - 1]);
    const count = this.levels.length;
    // Positive floats sort as their bits do. Enough leading bits for a few table entries a level, however they spread.
    this.lowest = count > 0 ? this.bitsOf(this.levels[0]) : 0;
    const span = count > 0 ? this.bitsOf(this.levels[count - 1]) - this.lowest : 0;
    this.shift = Math.max(0, Math.ceil(Math.log2((span + 1) / (4 * count + 1))));
    const entries = (span >>> this.shift) + 1;
    this.firstLevel = new Int32Array(entries + 1).fill(count);
    for (let level = count - 1; level >= 0; level--)
      this.firstLevel[this.entryOf(this.levels[level])] = level;
    for (let entry = entries - 1; entry >= 0; entry--) {
      this.firstLevel[entry] = Math.min(this.firstLevel[entry], this.firstLevel[entry + 1]);
    }
  }

  /** The position of |score|, which is not NaN. */
  positionOf(score: number): number {
    const { levels, firstLevel } = this;
    const magnitude = Math.abs(score);
    const entry = this.entryOf(magnitude);
    if (entry < 0) return 0;
    if (entry >= firstLevel.length - 1) return 2 * levels.length;
    let low = firstLevel[entry];
    let high = firstLevel[entry + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (levels[middle] < magnitude) low = middle + 1;
      else high = middle;
    }
    return 2 * low + (low < levels.length && levels[low] === magnitude ? 1 : 0);
  }

  /** The bits of a magnitude in single precision: they never fall as it rises. */
  private bitsOf(magnitude: number): number {
    this.single[0] = magnitude;
    return this.bits[0] & 0x7fffffff;
  }

  private entryOf(magnitude: number): number {
    return (this.bitsOf(magnitude) - this.lowest) >> this.shift;
  }
}

/**
 * Ranks pairs that come one by one, and keeps none of them: the unjoined pairs, the many, are only counted between the
 * scores of the true edges, the few. No measure of a ranking moves where no true edge stands, so these counts give every
 * measure exactly, without sorting n x n scores or holding them.
 */
export class RankingTally {
  private readonly edgesAt: Float64Array;
  private readonly gapsAt: Float64Array;
  private readonly edges: number;

  /**
   * @param ruler made of the scores of these true edges, and possibly of others
   * @param edgeScores the score of every true edge that counts
   */
  constructor(
    private readonly ruler: ScoreLevels,
    edgeScores: Float32Array | Float64Array,
  ) {
    this.edges = edgeScores.length;
    this.edgesAt = new Float64Array(ruler.levels.length);
    this.gapsAt = new Float64Array(2 * ruler.levels.length + 1);
    for (const score of edgeScores) this.edgesAt[ruler.positionOf(score) >>> 1]++;
  }

  /** Counts an unjoined pair at its position on the ruler. */
  addGap(position: number): void {
    this.gapsAt[position]++;
  }

  /** The measures, ties treated as `RankingMetrics` says. @throws RangeError if true edges or unjoined pairs are missing */
  ranking(): RankingMetrics {
    const { levels } = this.ruler;
    const P = this.edges;
    const N = this.gapsAt.reduce((sum, count) => sum + count, 0);
    requireBothKinds(P, N);
    let found = 0; // true edges at or above the level
    let q = N; // unjoined pairs below it
    let wins = 0;
    let averagePrecision = 0;
    let early: number | null = null;
    let best: { threshold: number | null; tpr: number; tnr: number } = { threshold: null, tpr: 0, tnr: 1 };
    for (let level = levels.length - 1; level >= 0; level--) {
      q -= this.gapsAt[2 * level + 2];
      if (this.edgesAt[level] === 0) {
        q -= this.gapsAt[2 * level + 1]; // a level that only others' true edges have
        continue;
      }
      if (early === null && found + N - q >= P) early = found / P;
      const above = { edges: found, pairs: found + N - q };
      const tied = { edges: this.edgesAt[level], gaps: this.gapsAt[2 * level + 1] };
      found += tied.edges;
      q -= tied.gaps;
      wins += tied.edges * (q + tied.gaps / 2);
      averagePrecision += (tied.edges / P) * (found / (found + N - q));
      if (early === null && found + N - q >= P) {
        early = (above.edges + ((P - above.pairs) * tied.edges) / (tied.edges + tied.gaps)) / P;
      }
      const tpr = found / P;
      const tnr = q / N;
      if (tpr + tnr > best.tpr + best.tnr) best = { threshold: levels[level], tpr, tnr };
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
}
