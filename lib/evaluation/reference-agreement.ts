import type { SparseMatrix } from '../math/sparse-matrix';
import type { EffectRows } from '../network/effect-rows';
import { regulatorsOf } from './pairs';
import { genesMarked, type Region } from './region';
import { scoreRegions } from './region-score';

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
 * @param rows effects of the model
 * @param reference n x n, row = regulator; an entry other than 0 is an edge
 * @param regulators the regulators (gene numbers) that the reference looked at; by default those with an edge in it
 * @throws RangeError if the sizes differ, a number is no gene's, the reference has no edge, or joins every pair
 */
export function referenceAgreement(
  rows: EffectRows,
  reference: SparseMatrix,
  regulators: readonly number[] = regulatorsOf(reference),
): ReferenceAgreement {
  const { genes } = rows.shape;
  if (reference.rows !== genes || reference.cols !== genes) {
    throw new RangeError(
      `the reference is ${reference.rows} x ${reference.cols}, but the model has ${genes} genes`,
    );
  }
  const region: Required<Omit<Region, 'outside'>> = {
    genes,
    regulators: genesMarked(regulators, genes),
    targets: genesMarked(targetsIn(reference), genes),
  };
  const [score] = scoreRegions(rows, reference, [region]);
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
    regulators: count(region.regulators),
    targets: count(region.targets),
    pairs,
    referenceEdges,
    learnedEdges,
    shared: truePositives,
    sharedAtRandom,
    z: variance > 0 ? (truePositives - sharedAtRandom) / Math.sqrt(variance) : null,
    precision: learnedEdges > 0 ? truePositives / learnedEdges : null,
    recall: score.tpr,
    recallAtRandom: learnedEdges / pairs,
    oddsRatio: (half(truePositives) * half(trueNegatives)) / (half(falsePositives) * half(falseNegatives)),
    auroc: score.auroc,
    auprc: score.auprc,
    prevalence: score.prevalence,
  };
}

/** Genes that some edge of the network points to. */
function targetsIn(network: SparseMatrix): Set<number> {
  return new Set(network.columns.filter((_, e) => network.values[e] !== 0));
}

const count = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);
