import type { Random } from '../math/random';
import type { SparseMatrix } from '../math/sparse-matrix';
import { agreement, type Agreement } from './balanced-accuracy';
import { edgesOf, pairsOfRegulators, type PairSet, regulatorsOf } from './pairs';

/** What needs no training. A network score means something only beside these. */
export interface NetworkBaselines {
  /** The prior handed to the strategies, taken as the answer. */
  readonly prior: Agreement;
  /** Every gene with an edge in the prior regulates every gene. */
  readonly knownRegulators: Agreement;
  /** Every gene with an edge in the truth regulates every gene: knows the regulators, and nothing of their targets. */
  readonly trueRegulators: Agreement;
  /** As many edges as the model has, placed at random: one draw. */
  readonly randomEdges: Agreement;
  /** The expectation of that draw: TPR = density, TNR = 1 - density, balanced accuracy 1/2. */
  readonly randomExpected: { readonly tpr: number; readonly tnr: number; readonly balancedAccuracy: number };
}

/**
 * The trivial predictions of a network of n genes, scored as the trained ones are.
 *
 * @param truth the true network, n x n
 * @param prior the prior network, n x n
 * @param edges how many edges the model has, for random edges at equal sparsity
 * @param within the pairs that count (all n^2 by default)
 * @throws RangeError if truth and prior differ in size, or the pairs hold no true edge or no unjoined pair
 */
export function networkBaselines(
  truth: SparseMatrix,
  prior: SparseMatrix,
  edges: number,
  random: Random,
  within?: PairSet,
): NetworkBaselines {
  const genes = truth.rows;
  const trueEdges = edgesOf(truth);
  const score = (predicted: PairSet): Agreement => agreement(predicted, trueEdges, within);
  const density = edges / (genes * genes);
  return {
    prior: score(edgesOf(prior)),
    knownRegulators: score(pairsOfRegulators(regulatorsOf(prior), genes)),
    trueRegulators: score(pairsOfRegulators(regulatorsOf(truth), genes)),
    randomEdges: score(randomEdges(genes, edges, random)),
    randomExpected: { tpr: density, tnr: 1 - density, balancedAccuracy: 0.5 },
  };
}

/**
 * Exactly `edges` of the n^2 ordered pairs, each set of that size equally likely (Floyd's sampling).
 * @throws RangeError if there are fewer pairs than that
 */
export function randomEdges(genes: number, edges: number, random: Random): PairSet {
  const pairs = genes * genes;
  if (!(Number.isInteger(edges) && edges >= 0 && edges <= pairs)) {
    throw new RangeError(`${edges} edges cannot be placed on the ${pairs} ordered pairs of ${genes} genes`);
  }
  const chosen = new Uint8Array(pairs);
  for (let last = pairs - edges; last < pairs; last++) {
    const pick = random.below(last + 1);
    chosen[chosen[pick] === 0 ? pick : last] = 1;
  }
  return chosen;
}
