import type { MatrixRows } from '../math/matrix-rows';
import { type SparseMatrix, valueAt } from '../math/sparse-matrix';
import { requireSameGenes } from './region';

/** What is left of a network of probabilities where it is cut. */
export interface CutPoint {
  /** Pairs of at least this probability are called edges. */
  readonly cut: number;
  readonly pairs: number;
  /** The precision that the probabilities promise: their mean over these pairs. Null where no pair is left, as is `precision`. */
  readonly expected: number | null;
  /** The share of these pairs that are true edges; null where no truth is known. */
  readonly precision: number | null;
  /** The share of the true edges that are among these pairs; null where no truth is known. */
  readonly recall: number | null;
}

/** The finest step between cuts; no edge is certain, so that 1 is none of them. */
const STEPS = 200;
/** 0.005 to 0.995, ascending. */
export const CUTS: readonly number[] = Array.from({ length: STEPS - 1 }, (_, k) => (k + 1) / STEPS);

/**
 * How large and how good a network is that is cut at a probability, for every cut from 0.005 to 0.995.
 * @param probability n x n, row = regulator, of every pair that it is an edge, 0 to 1
 * @param truth n x n, an entry other than 0 is a true edge; null where none is known
 * @throws RangeError if the sizes differ
 */
export function cutCurve(probability: MatrixRows, truth: SparseMatrix | null): CutPoint[] {
  if (truth) requireSameGenes(probability, truth);
  const [pairs, said, right] = [0, 1, 2].map(() => new Float64Array(CUTS.length));
  probability.forEach((regulator, values) => {
    values.forEach((value, target) => {
      const place = placeOf(value);
      if (place < 0) return;
      pairs[place]++;
      said[place] += value;
      if (truth && valueAt(truth, regulator, target) !== 0) right[place]++;
    });
  });
  const edges = truth && truth.values.filter(Boolean).length;
  for (const sums of [pairs, said, right]) {
    for (let place = CUTS.length - 2; place >= 0; place--) sums[place] += sums[place + 1];
  }
  return CUTS.map((cut, k) => ({
    cut,
    pairs: pairs[k],
    expected: pairs[k] > 0 ? said[k] / pairs[k] : null,
    precision: truth && pairs[k] > 0 ? right[k] / pairs[k] : null,
    recall: edges ? right[k] / edges : null,
  }));
}

/** The highest cut that a probability reaches, by its place; -1 for none. */
function placeOf(probability: number): number {
  let place = Math.min(Math.ceil(probability * STEPS), CUTS.length) - 1;
  while (place >= 0 && CUTS[place] > probability) place--;
  return place;
}
