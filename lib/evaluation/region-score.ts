import type { SparseMatrix } from '../math/sparse-matrix';
import { agreementOf, type Agreement } from './balanced-accuracy';
import type { EffectRows } from '../network/effect-rows';
import { regulatorsOf } from './pairs';
import type { Ranking } from './ranking';
import { RankingTally, ScoreLevels } from './ranking-tally';
import { markRow, targetsOf, type Region } from './region';

/** The learned network against the truth, over one choice of pairs. */
export interface NetworkScore extends Agreement, Ranking {
  /** How many ordered pairs count. */
  readonly pairs: number;
}

/** What a pair is, in the marks of one row: unjoined or a true edge; 0 for a pair that does not count. */
const GAP = 1;
const EDGE = 2;

/** Scores one region while the rows of effects pass by; holds the true edges' scores and counts, nothing n x n. */
class RegionScore {
  private readonly counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  private readonly marks: Uint8Array;
  private readonly tally: RankingTally;
  readonly trueEdges: number;

  constructor(
    private readonly truth: SparseMatrix,
    private readonly region: Region,
    ruler: ScoreLevels,
    edgeScores: Float32Array,
  ) {
    this.marks = new Uint8Array(region.genes);
    const own: number[] = [];
    for (const regulator of regulatorsOf(truth)) {
      if (!this.mark(regulator)) continue;
      for (let e = truth.rowStart[regulator]; e < truth.rowStart[regulator + 1]; e++) {
        if (this.marks[truth.columns[e]] === EDGE) own.push(edgeScores[e]);
      }
    }
    this.trueEdges = own.length;
    this.tally = new RankingTally(ruler, Float64Array.from(own));
  }

  /** Counts every pair of a regulator's row: its effects, and their positions on the ruler. */
  addRow(regulator: number, effects: Float32Array, positions: Int32Array): void {
    if (!this.mark(regulator)) return;
    const { counts, marks, tally } = this;
    for (let target = 0; target < marks.length; target++) {
      if (marks[target] === EDGE) {
        if (effects[target] !== 0) counts.truePositives++;
        else counts.falseNegatives++;
      } else if (marks[target] === GAP) {
        tally.addGap(positions[target]);
        if (effects[target] !== 0) counts.falsePositives++;
        else counts.trueNegatives++;
      }
    }
  }

  /** @throws RangeError if the region holds no true edge or no unjoined pair */
  score(): NetworkScore {
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = this.counts;
    return {
      pairs: truePositives + falsePositives + trueNegatives + falseNegatives,
      ...agreementOf(this.counts),
      ...this.tally.ranking(),
    };
  }

  /** Marks what each pair of the row is. False if none of them counts. */
  private mark(regulator: number): boolean {
    if (!markRow(this.region, regulator, this.marks)) return false;
    for (const target of targetsOf(this.truth, regulator)) {
      if (this.marks[target] === GAP) this.marks[target] = EDGE;
    }
    return true;
  }
}

/**
 * Scores a learned network against the truth over several regions in one go: balanced accuracy of [E != 0] and the ranking
 * by |E|, both exact, by rows: memory grows with the number of true edges, not with n x n.
 *
 * @param truth n x n, an entry other than 0 is a true edge
 * @param onRow told every row of effects as it passes (the array is used again)
 * @returns one score a region; null where it holds no true edge
 * @throws RangeError if an effect is not a number, or a region with a true edge has no unjoined pair
 */
export function scoreRegions(
  rows: EffectRows,
  truth: SparseMatrix,
  regions: readonly Region[],
  onRow: (regulator: number, effects: Float32Array) => void = () => {},
): (NetworkScore | null)[] {
  const edgeScores = new Float32Array(truth.columns.length);
  rows.forEach((regulator, effects) => {
    for (let e = truth.rowStart[regulator]; e < truth.rowStart[regulator + 1]; e++) {
      edgeScores[e] = numberOf(effects[truth.columns[e]], regulator, truth.columns[e]);
    }
  }, regulatorsOf(truth));
  const ruler = new ScoreLevels(edgeScores);
  const scores = regions.map((region) => new RegionScore(truth, region, ruler, edgeScores));
  const positions = new Int32Array(rows.shape.genes);
  rows.forEach((regulator, effects) => {
    for (let target = 0; target < positions.length; target++) {
      positions[target] = ruler.positionOf(numberOf(effects[target], regulator, target));
    }
    scores.forEach((score) => score.trueEdges > 0 && score.addRow(regulator, effects, positions));
    onRow(regulator, effects);
  });
  return scores.map((score) => (score.trueEdges > 0 ? score.score() : null));
}

function numberOf(effect: number, regulator: number, target: number): number {
  if (!Number.isNaN(effect)) return effect;
  throw new RangeError(
    `the effect of gene ${regulator} on gene ${target} is not a number: the model exploded`,
  );
}
