import { entriesOf, type SparseMatrix } from '../math/sparse-matrix';
import type { EffectRows } from '../network/effect-rows';
import { regulatorsOf } from './pairs';

/** What a learned network shares with a reference, and what its degrees alone would make it share. */
export interface DegreeAgreement {
  /** Learned edges among the reference's regulators and targets, and how many of them the reference has. */
  readonly learnedEdges: number;
  readonly shared: number;
  /**
   * Shared edges to be expected of a network in which every regulator keeps its number of targets and every target its number
   * of regulators, and who meets whom is drawn.
   */
  readonly sharedByDegrees: number;
}

/**
 * Tells what a network knows of edges from what it knows of genes. If a reference has more edges from some regulators and to
 * some targets, and a learned network favours the same genes, the two share more edges than blind ones would, though no edge
 * was recognised. With out-degrees o_i, in-degrees d_j and E edges in the universe of `referenceAgreement`, a pair is joined
 * with probability min(1, o_i d_j / E) (Chung and Lu's random graph): the expectation is their sum over the reference's edges.
 *
 * @param rows effects of the model; an entry other than 0 is a learned edge
 * @param reference n x n, row = regulator; an entry other than 0 is an edge
 * @param regulators the regulators that the reference looked at; by default those with an edge in it
 * @throws RangeError if the sizes differ
 */
export function degreeAgreement(
  rows: EffectRows,
  reference: SparseMatrix,
  regulators: readonly number[] = regulatorsOf(reference),
): DegreeAgreement {
  const { genes } = rows.shape;
  if (reference.rows !== genes || reference.cols !== genes) {
    throw new RangeError(
      `the reference is ${reference.rows} x ${reference.cols}, but the model has ${genes} genes`,
    );
  }
  const known = [...entriesOf(reference)].filter(([, , value]) => value !== 0);
  const targets = new Set(known.map(([, target]) => target));
  const outDegree = new Int32Array(genes);
  const inDegree = new Int32Array(genes);
  const targetsOf = new Map<number, Set<number>>();
  rows.forEach((regulator, effects) => {
    const reached = [...targets].filter((target) => effects[target] !== 0);
    targetsOf.set(regulator, new Set(reached));
    outDegree[regulator] = reached.length;
    for (const target of reached) inDegree[target]++;
  }, regulators);
  const learnedEdges = outDegree.reduce((sum, degree) => sum + degree, 0);
  let shared = 0;
  let sharedByDegrees = 0;
  for (const [regulator, target] of known) {
    const reached = targetsOf.get(regulator);
    if (reached === undefined || learnedEdges === 0) continue;
    if (reached.has(target)) shared++;
    sharedByDegrees += Math.min(1, (outDegree[regulator] * inDegree[target]) / learnedEdges);
  }
  return { learnedEdges, shared, sharedByDegrees };
}
