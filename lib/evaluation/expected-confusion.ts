import type { SparseMatrix } from '../math/sparse-matrix';
import { type Confusion, ConfusionCounts } from './confusion';

/**
 * The confusion to be expected of a network that keeps only the number of targets of every regulator, the targets themselves
 * drawn blindly: what a balanced accuracy owes to knowing who regulates, not whom. A regulator with d of n targets finds d/n
 * of its true edges. Counts are expectations, so not whole.
 *
 * @param outDegrees n numbers of targets; n for "regulates everything", 0 for a gene that regulates nothing
 * @param truth n x n, row = regulator, an entry other than 0 is a true edge
 * @param regulators count the pairs of these rows only (all by default)
 * @throws RangeError if the sizes differ, a degree is not from 0 to n, or the rows hold no true edge or no unjoined pair
 */
export function expectedConfusion(
  outDegrees: ArrayLike<number>,
  truth: SparseMatrix,
  regulators?: Iterable<number>,
): Confusion {
  const genes = truth.rows;
  if (outDegrees.length !== genes) {
    throw new RangeError(`${outDegrees.length} out-degrees are not one for each of ${genes} genes`);
  }
  const counts = new ConfusionCounts();
  for (const regulator of new Set(regulators ?? Array(genes).keys())) {
    const degree = outDegrees[regulator];
    if (!(degree >= 0 && degree <= genes)) {
      throw new RangeError(`gene ${regulator} cannot have ${degree} targets among ${genes} genes`);
    }
    const edges = truth.values
      .subarray(truth.rowStart[regulator], truth.rowStart[regulator + 1])
      .filter(Boolean).length;
    const share = degree / genes;
    counts.truePositives += share * edges;
    counts.falseNegatives += (1 - share) * edges;
    counts.falsePositives += share * (genes - edges);
    counts.trueNegatives += (1 - share) * (genes - edges);
  }
  return counts.confusion();
}
