import type { MatrixRows } from '../math/matrix-rows';
import { entriesOf, type Entry, type SparseMatrix } from '../math/sparse-matrix';
import { scoreNetwork } from './network-score';
import { regulatorsOf, requireSameGenes } from './region';

/** How a learned network agrees with a list of reference edges, among the reference's own regulators and targets. */
export interface ReferenceAgreement {
  /** The universe: so many regulators, so many targets, all pairs of them. */
  readonly regulators: number;
  readonly targets: number;
  readonly pairs: number;
  /** Edges of the reference, of the learned network, and of both, in the universe. */
  readonly referenceEdges: number;
  readonly learnedEdges: number;
  readonly shared: number;
  /** Shared edges if the learned ones lay at random in the universe, and how many standard deviations `shared` is above. */
  readonly sharedAtRandom: number;
  readonly z: number | null;
  /**
   * Shared edges to be expected of a network in which every regulator keeps its number of targets and every target its number
   * of regulators, and who meets whom is drawn.
   */
  readonly sharedByDegrees: number;
  /** shared / learnedEdges (null without one); at random: `prevalence`. */
  readonly precision: number | null;
  /** shared / referenceEdges; at random: learnedEdges / pairs. */
  readonly recall: number;
  readonly recallAtRandom: number;
  /** Odds of a reference edge among learned edges over those among the other pairs, 1/2 added to every count; at random 1. */
  readonly oddsRatio: number;
  /** Of |E| as a ranking of the universe; at random 1/2, and `prevalence` for the AUPRC. */
  readonly auroc: number;
  readonly auprc: number;
  /** referenceEdges / pairs. */
  readonly prevalence: number;
}

/**
 * Agreement of a learned network with reference edges of a few regulators, such as those from open chromatin. Only pairs of a
 * regulator of the reference with a target of the reference count: of other genes it says nothing, and counting them as
 * absent edges would reward a network for having none there. The expectation at random is that of as many edges, placed
 * in the universe blindly (hypergeometric).
 *
 * The degrees tell what a network knows of edges from what it knows of genes. If a reference has more edges from some regulators
 * and to some targets, and a learned network favours the same genes, the two share more edges than blind ones would, though no
 * edge was recognised. With out-degrees o_i, in-degrees d_j and E learned edges in the universe, a pair is joined with
 * probability min(1, o_i d_j / E) (Chung and Lu's random graph): the expectation is their sum over the reference's edges.
 *
 * @param network rows of effects; an entry other than 0 is a learned edge
 * @param reference n x n, row = regulator; an entry other than 0 is an edge
 * @param regulators the regulators (gene numbers) that the reference looked at; by default those with an edge in it
 * @throws RangeError if the sizes differ, a number is no gene's, the reference has no edge, or joins every pair
 */
export function referenceAgreement(
  network: MatrixRows,
  reference: SparseMatrix,
  regulators: readonly number[] = regulatorsOf(reference),
): ReferenceAgreement {
  requireSameGenes(network, reference, 'reference');
  const known = [...entriesOf(reference)].filter(([, , value]) => value !== 0);
  const targets = [...new Set(known.map(([, target]) => target))];
  const [score] = scoreNetwork(network, reference, [{ regulators, targets }]);
  if (!score)
    throw new RangeError('the reference has no edge from these regulators: there is nothing to agree with');
  const { pairs, truePositives, falsePositives, falseNegatives, trueNegatives } = score;
  const learnedEdges = truePositives + falsePositives;
  const referenceEdges = truePositives + falseNegatives;
  const sharedAtRandom = (learnedEdges * referenceEdges) / pairs;
  const variance =
    (sharedAtRandom * (pairs - referenceEdges) * (pairs - learnedEdges)) / (pairs * Math.max(1, pairs - 1));
  const half = (count: number): number => count + 0.5;
  return {
    regulators: new Set(regulators).size,
    targets: targets.length,
    pairs,
    referenceEdges,
    learnedEdges,
    shared: truePositives,
    sharedAtRandom,
    z: variance > 0 ? (truePositives - sharedAtRandom) / Math.sqrt(variance) : null,
    sharedByDegrees: sharedByDegrees(network, known, regulators, targets),
    precision: learnedEdges > 0 ? truePositives / learnedEdges : null,
    recall: score.tpr,
    recallAtRandom: learnedEdges / pairs,
    oddsRatio: (half(truePositives) * half(trueNegatives)) / (half(falsePositives) * half(falseNegatives)),
    auroc: score.auroc,
    auprc: score.auprc,
    prevalence: score.prevalence,
  };
}

function sharedByDegrees(
  network: MatrixRows,
  known: readonly Entry[],
  regulators: readonly number[],
  targets: readonly number[],
): number {
  const outDegree = new Int32Array(network.rows);
  const inDegree = new Int32Array(network.cols);
  let edges = 0;
  network.forEach(
    (regulator, effects) => {
      for (const target of targets) {
        if (effects[target] === 0) continue;
        outDegree[regulator]++;
        inDegree[target]++;
        edges++;
      }
    },
    [...new Set(regulators)],
  );
  if (edges === 0) return 0;
  return known.reduce(
    (sum, [regulator, target]) => sum + Math.min(1, (outDegree[regulator] * inDegree[target]) / edges),
    0,
  );
}
