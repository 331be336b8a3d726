import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { EDGE, GAP, type NetworkRegion, RegionMarks, requireSameGenes } from './region';

/** How well predicted edges agree with the true ones. Rates lie in [0, 1]. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  /** True positive rate: the share of the true edges that are predicted. */
  readonly tpr: number;
  /** True negative rate: the share of the unjoined pairs that are predicted to be unjoined. */
  readonly tnr: number;
  /** (TPR + TNR) / 2. */
  readonly balancedAccuracy: number;
}

/** The four counts of a confusion, taken row by row. */
export class ConfusionCounts {
  truePositives = 0;
  falsePositives = 0;
  trueNegatives = 0;
  falseNegatives = 0;

  /**
   * Counts the pairs of a row.
   * @param marks what each pair is, see `RegionMarks`
   * @param predicted an entry other than 0 is a predicted edge
   */
  addRow(marks: Uint8Array, predicted: Float32Array): void {
    // Bound here: an imported name is looked up every time, which is slow over n x n pairs.
    const [edge, gap] = [EDGE, GAP];
    let [edges, gaps, found, wrong] = [0, 0, 0, 0];
    for (let target = 0; target < marks.length; target++) {
      if (marks[target] === edge) {
        edges++;
        if (predicted[target] !== 0) found++;
      } else if (marks[target] === gap) {
        gaps++;
        if (predicted[target] !== 0) wrong++;
      }
    }
    this.truePositives += found;
    this.falseNegatives += edges - found;
    this.falsePositives += wrong;
    this.trueNegatives += gaps - wrong;
  }

  get pairs(): number {
    return this.truePositives + this.falsePositives + this.trueNegatives + this.falseNegatives;
  }

  /** The counts and their rates. @throws RangeError if there is no true edge or no unjoined pair: a rate would be 0/0 */
  confusion(): Confusion {
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = this;
    requireBothKinds(truePositives + falseNegatives, trueNegatives + falsePositives);
    const tpr = truePositives / (truePositives + falseNegatives);
    const tnr = trueNegatives / (trueNegatives + falsePositives);
    const balancedAccuracy = (tpr + tnr) / 2;
    return { truePositives, falsePositives, trueNegatives, falseNegatives, tpr, tnr, balancedAccuracy };
  }
}

/**
 * Confusion of [predicted != 0] with [truth != 0], and its balanced accuracy (Section 4 of the paper), over all n^2 ordered
 * pairs, a gene with itself included, or over a region of them.
 *
 * @param predicted rows of effects, of a prior, or of 0/1
 * @throws RangeError if the sizes differ, or the pairs hold no true edge or no unjoined pair
 */
export function confusion(predicted: MatrixRows, truth: SparseMatrix, region: NetworkRegion = {}): Confusion {
  return counted(predicted, truth, [region])[0].confusion();
}

/**
 * The same over several regions in one pass over the rows, and without a ranking: for measuring a model many times on its way.
 *
 * @returns one a region; null where it holds no true edge
 * @throws RangeError if the sizes differ, or a region with a true edge has no unjoined pair
 */
export function confusions(
  predicted: MatrixRows,
  truth: SparseMatrix,
  regions: readonly NetworkRegion[],
): (Confusion | null)[] {
  return counted(predicted, truth, regions).map((counts) =>
    counts.truePositives + counts.falseNegatives > 0 ? counts.confusion() : null,
  );
}

function counted(
  predicted: MatrixRows,
  truth: SparseMatrix,
  regions: readonly NetworkRegion[],
): ConfusionCounts[] {
  requireSameGenes(predicted, truth);
  const marksOf = regions.map((region) => new RegionMarks(truth, region));
  const counts = regions.map(() => new ConfusionCounts());
  predicted.forEach((regulator, values) => {
    marksOf.forEach((marks, k) => {
      const row = marks.row(regulator);
      if (row) counts[k].addRow(row, values);
    });
  });
  return counts;
}

/** @throws RangeError if there is no true edge or no unjoined pair */
export function requireBothKinds(positives: number, negatives: number): void {
  if (positives === 0) {
    throw new RangeError(
      'there is no true edge among these pairs: widen the choice of pairs, or skip this score',
    );
  }
  if (negatives === 0) {
    throw new RangeError('every one of these pairs is a true edge: there is nothing to tell apart');
  }
}
