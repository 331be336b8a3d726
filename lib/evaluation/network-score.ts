import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { type Confusion, ConfusionCounts } from './confusion';
import { type RankingMetrics, RankingTally, ScoreLevels } from './ranking-tally';
import { EDGE, GAP, type Region, RegionMarks, regulatorsOf, requireSameGenes } from './region';

/** A network against the truth, over one choice of pairs. */
export interface NetworkScore extends Confusion, RankingMetrics {
  /** How many ordered pairs count. */
  readonly pairs: number;
}

/** Scores one region while the rows of a network pass by; holds the true edges' scores and counts, nothing n x n. */
class RegionScore {
  private readonly counts = new ConfusionCounts();
  private readonly marks: RegionMarks;
  private readonly tally: RankingTally;
  readonly trueEdges: number;

  constructor(truth: SparseMatrix, region: Region, ruler: ScoreLevels, edgeScores: Float32Array) {
    this.marks = new RegionMarks(truth, region);
    const own: number[] = [];
    for (const regulator of regulatorsOf(truth)) {
      const marks = this.marks.row(regulator);
      if (!marks) continue;
      for (let e = truth.rowStart[regulator]; e < truth.rowStart[regulator + 1]; e++) {
        if (marks[truth.columns[e]] === EDGE) own.push(edgeScores[e]);
      }
    }
    this.trueEdges = own.length;
    this.tally = new RankingTally(ruler, Float64Array.from(own));
  }

  /** Counts every pair of a regulator's row: its scores, and their positions on the ruler. */
  addRow(regulator: number, scores: Float32Array, positions: Int32Array): void {
    const marks = this.marks.row(regulator);
    if (!marks) return;
    this.counts.addRow(marks, scores);
    for (let target = 0; target < marks.length; target++) {
      if (marks[target] === GAP) this.tally.addGap(positions[target]);
    }
  }

  /** @throws RangeError if the region holds no true edge or no unjoined pair */
  score(): NetworkScore {
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = this.counts;
    return {
      pairs: truePositives + falsePositives + trueNegatives + falseNegatives,
      ...this.counts.confusion(),
      ...this.tally.ranking(),
    };
  }
}

/**
 * Scores a network against the truth over several regions in one go: the confusion of [E != 0] and the ranking by |E|, both
 * exact, by rows: memory grows with the number of true edges, not with n x n.
 *
 * @param network rows of effects, or of any other score of a pair: a prior, a count
 * @param truth n x n, an entry other than 0 is a true edge
 * @returns one score a region; null where it holds no true edge
 * @throws RangeError if the sizes differ, an effect is not a number, or a region with a true edge has no unjoined pair
 */
export function scoreNetwork(
  network: MatrixRows,
  truth: SparseMatrix,
  regions: readonly Region[] = [{}],
): (NetworkScore | null)[] {
  requireSameGenes(network, truth);
  const edgeScores = new Float32Array(truth.columns.length);
  network.forEach((regulator, effects) => {
    for (let e = truth.rowStart[regulator]; e < truth.rowStart[regulator + 1]; e++) {
      edgeScores[e] = numberOf(effects[truth.columns[e]], regulator, truth.columns[e]);
    }
  }, regulatorsOf(truth));
  const ruler = new ScoreLevels(edgeScores);
  const scores = regions.map((region) => new RegionScore(truth, region, ruler, edgeScores));
  const positions = new Int32Array(network.cols);
  network.forEach((regulator, effects) => {
    for (let target = 0; target < positions.length; target++) {
      positions[target] = ruler.positionOf(numberOf(effects[target], regulator, target));
    }
    for (const score of scores) if (score.trueEdges > 0) score.addRow(regulator, effects, positions);
  });
  return scores.map((score) => (score.trueEdges > 0 ? score.score() : null));
}

function numberOf(effect: number, regulator: number, target: number): number {
  if (!Number.isNaN(effect)) return effect;
  throw new RangeError(
    `the effect of gene ${regulator} on gene ${target} is not a number: the model exploded`,
  );
}
