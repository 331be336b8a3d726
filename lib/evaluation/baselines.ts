import { BitSet } from '../math/bit-set';
import { type MatrixRows, matrixRows, rowsOf } from '../math/matrix-rows';
import type { Random } from '../math/random';
import type { SparseMatrix } from '../math/sparse-matrix';
import { confusion, type Confusion } from './confusion';
import { genesMarked, regulatorsOf } from './region';

/** What needs no training. A network score means something only beside these. */
export interface NetworkBaselines {
  /** The prior handed to the strategies, taken as the answer. */
  readonly prior: Confusion;
  /** Every gene with an edge in the prior regulates every gene. */
  readonly knownRegulators: Confusion;
  /** Every gene with an edge in the truth regulates every gene: knows the regulators, and nothing of their targets. */
  readonly trueRegulators: Confusion;
  /** As many edges as the model has, placed at random: one draw. */
  readonly randomEdges: Confusion;
  /** The expectation of that draw: TPR = density, TNR = 1 - density, balanced accuracy 1/2. */
  readonly randomExpected: { readonly tpr: number; readonly tnr: number; readonly balancedAccuracy: number };
  /** Every gene listed as a transcription factor regulates every gene; absent without such a list. */
  readonly listedRegulators?: Confusion;
  /** Every assayed regulator regulates every gene: knows the assay's choice, nothing else; absent without an assay. */
  readonly assayedRegulators?: Confusion;
  /** The same predictions over the rows of the assayed regulators only; absent without an assay. */
  readonly withinAssayed?: {
    readonly prior: Confusion;
    readonly knownRegulators: Confusion;
    readonly listedRegulators?: Confusion;
  };
}

/** What is known of regulators beside truth and prior, by gene number. */
export interface KnownRegulators {
  /** Genes listed as transcription factors, whether or not the prior gives them targets: for a baseline. */
  readonly regulators?: readonly number[];
  /** Regulators whose targets were measured (for ChIP data); elsewhere an absent edge is only an untested one. */
  readonly assayed?: readonly number[];
}

/**
 * The trivial predictions of a network of n genes, scored as the trained ones are; no n x n array, but for one bit a pair.
 *
 * @param truth the true network, n x n
 * @param prior the prior network, n x n
 * @param edges how many edges the model has, for random edges at equal sparsity
 * @throws RangeError if a number is no gene's, the truth is empty or full, or no assayed regulator has a true edge
 */
export function networkBaselines(
  truth: SparseMatrix,
  prior: SparseMatrix,
  edges: number,
  random: Random,
  { regulators, assayed }: KnownRegulators = {},
): NetworkBaselines {
  const genes = truth.rows;
  const density = edges / (genes * genes);
  const ofPrior = rowsOf(prior);
  const known = regulateAll(regulatorsOf(prior), genes);
  const listed = regulators && regulateAll(regulators, genes);
  const rows = { regulators: assayed };
  return {
    prior: confusion(ofPrior, truth),
    knownRegulators: confusion(known, truth),
    trueRegulators: confusion(regulateAll(regulatorsOf(truth), genes), truth),
    randomEdges: confusion(randomEdges(genes, edges, random), truth),
    randomExpected: { tpr: density, tnr: 1 - density, balancedAccuracy: 0.5 },
    ...(listed && { listedRegulators: confusion(listed, truth) }),
    ...(assayed && { assayedRegulators: confusion(regulateAll(assayed, genes), truth) }),
    ...(assayed && {
      withinAssayed: {
        prior: confusion(ofPrior, truth, rows),
        knownRegulators: confusion(known, truth, rows),
        ...(listed && { listedRegulators: confusion(listed, truth, rows) }),
      },
    }),
  };
}

/** The network in which the listed genes regulate every gene, and no other any. @throws RangeError for a number that is no gene's */
export function regulateAll(regulators: Iterable<number>, genes: number): MatrixRows {
  const marks = genesMarked(regulators, genes);
  return matrixRows(genes, genes, (regulator, targets) => targets.fill(marks[regulator]));
}

/**
 * Exactly `edges` of the n^2 ordered pairs, each set of that size equally likely: Floyd's sampling, one bit a pair, 16 MB for
 * 11165 genes.
 *
 * @throws RangeError if there are fewer pairs than that
 */
export function randomEdges(genes: number, edges: number, random: Random): MatrixRows {
  const pairs = genes * genes;
  if (!(Number.isInteger(edges) && edges >= 0 && edges <= pairs)) {
    throw new RangeError(`${edges} edges cannot be placed on the ${pairs} ordered pairs of ${genes} genes`);
  }
  const drawn = new BitSet(pairs);
  for (let last = pairs - edges; last < pairs; last++) {
    const pick = random.below(last + 1);
    drawn.add(drawn.has(pick) ? last : pick);
  }
  return matrixRows(genes, genes, (regulator, targets) => {
    for (let target = 0; target < genes; target++) {
      targets[target] = drawn.has(regulator * genes + target) ? 1 : 0;
    }
  });
}
