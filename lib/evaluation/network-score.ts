import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { type Confusion, ConfusionCounts } from './confusion';
import { type RankingMetrics, RankingTally, ScoreLevels } from './ranking-tally';
import { EDGE, GAP, type NetworkRegion, RegionMarks, regulatorsOf, requireSameGenes } from './region';

/** A network against the truth, over one choice of pairs. */
export interface NetworkScore extends Confusion, RankingMetrics {
  /** How many ordered pairs count. */
  readonly pairs: number;
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
  regions: readonly NetworkRegion[] = [{}],
): (NetworkScore | null)[] {
  requireSameGenes(network, truth);
  const [edge, gap] = [EDGE, GAP]; // bound here, as in `ConfusionCounts.addRow`
  const marksOf = regions.map((region) => new RegionMarks(truth, region));
  const edgeScores = marksOf.map((): number[] => []);
  network.forEach((regulator, effects) => {
    marksOf.forEach((marks, k) => {
      const row = marks.row(regulator);
      for (let target = 0; row && target < row.length; target++) {
        if (row[target] === edge) edgeScores[k].push(numberOf(effects[target], regulator, target));
      }
    });
  }, regulatorsOf(truth));
  const ruler = new ScoreLevels(Float64Array.from(edgeScores.flat()));
  const counts = regions.map(() => new ConfusionCounts());
  const tallies = edgeScores.map((scores) => new RankingTally(ruler, Float64Array.from(scores)));
  const positions = new Int32Array(network.cols);
  network.forEach((regulator, effects) => {
    for (let target = 0; target < positions.length; target++) {
      positions[target] = ruler.positionOf(numberOf(effects[target], regulator, target));
    }
    marksOf.forEach((marks, k) => {
      const row = edgeScores[k].length > 0 ? marks.row(regulator) : null;
      if (!row) return;
      counts[k].addRow(row, effects);
      for (let target = 0; target < row.length; target++) {
        if (row[target] === gap) tallies[k].addGap(positions[target]);
      }
    });
  });
  return counts.map((count, k) =>
    edgeScores[k].length > 0 ? { pairs: count.pairs, ...count.confusion(), ...tallies[k].ranking() } : null,
  );
}

function numberOf(effect: number, regulator: number, target: number): number {
  if (!Number.isNaN(effect)) return effect;
  throw new RangeError(
    `the effect of gene ${regulator} on gene ${target} is not a number: the model exploded`,
  );
}
