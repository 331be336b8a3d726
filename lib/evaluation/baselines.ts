import { BitSet } from '../math/bit-set';
import type { Random } from '../math/random';
import { entriesOf, type SparseMatrix } from '../math/sparse-matrix';
import { agreementOf, type Agreement } from './balanced-accuracy';
import { type PairSet, regulatorsOf } from './pairs';
import { genesMarked, markRow, type Region, targetsOf } from './region';

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
  /** Every gene listed as a transcription factor regulates every gene; absent without such a list. */
  readonly listedRegulators?: Agreement;
  /** Every assayed regulator regulates every gene: knows the assay's choice, nothing else; absent without an assay. */
  readonly assayedRegulators?: Agreement;
  /** The same predictions over the rows of the assayed regulators only; absent without an assay. */
  readonly withinAssayed?: {
    readonly prior: Agreement;
    readonly knownRegulators: Agreement;
    readonly listedRegulators?: Agreement;
  };
}

/** What is known of regulators beside truth and prior, by gene number. */
export interface KnownRegulators {
  /** Genes listed as transcription factors, whether or not the prior gives them targets. */
  readonly regulators?: readonly number[];
  /** Regulators whose targets were measured. */
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
  const everywhere: Region = { genes };
  const density = edges / (genes * genes);
  const known = genesMarked(regulatorsOf(prior), genes);
  const listed = regulators && genesMarked(regulators, genes);
  const measured = assayed && genesMarked(assayed, genes);
  const rows: Region | undefined = measured && { genes, regulators: measured };
  return {
    prior: agreementOfNetwork(prior, truth, everywhere),
    knownRegulators: agreementOfRegulators(known, truth, everywhere),
    trueRegulators: agreementOfRegulators(genesMarked(regulatorsOf(truth), genes), truth, everywhere),
    randomEdges: agreementAtRandom(truth, edges, random),
    randomExpected: { tpr: density, tnr: 1 - density, balancedAccuracy: 0.5 },
    ...(listed && { listedRegulators: agreementOfRegulators(listed, truth, everywhere) }),
    ...(measured && { assayedRegulators: agreementOfRegulators(measured, truth, everywhere) }),
    ...(rows && {
      withinAssayed: {
        prior: agreementOfNetwork(prior, truth, rows),
        knownRegulators: agreementOfRegulators(known, truth, rows),
        ...(listed && { listedRegulators: agreementOfRegulators(listed, truth, rows) }),
      },
    }),
  };
}

/** Agreement of [predicted != 0] with [truth != 0] over a region. @throws RangeError as `agreement` does */
export function agreementOfNetwork(predicted: SparseMatrix, truth: SparseMatrix, region: Region): Agreement {
  const row = new Uint8Array(region.genes);
  return agreementByRows(truth, region, (regulator) => {
    row.fill(0);
    for (const target of targetsOf(predicted, regulator)) row[target] = 1;
    return row;
  });
}

/** Agreement of "the marked regulators regulate every gene" with [truth != 0] over a region. */
function agreementOfRegulators(marked: Uint8Array, truth: SparseMatrix, region: Region): Agreement {
  const row = new Uint8Array(region.genes);
  return agreementByRows(truth, region, (regulator) => row.fill(marked[regulator]));
}

/** @param predictedRow which targets of this regulator are predicted: n entries, used at once */
function agreementByRows(
  truth: SparseMatrix,
  region: Region,
  predictedRow: (regulator: number) => Uint8Array,
): Agreement {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  const inside = new Uint8Array(region.genes);
  const joined = new Uint8Array(region.genes);
  for (let regulator = 0; regulator < region.genes; regulator++) {
    if (!markRow(region, regulator, inside)) continue;
    joined.fill(0);
    for (const target of targetsOf(truth, regulator)) joined[target] = 1;
    const predicted = predictedRow(regulator);
    for (let target = 0; target < region.genes; target++) {
      if (inside[target] === 0) continue;
      if (joined[target] === 1) {
        if (predicted[target] === 1) counts.truePositives++;
        else counts.falseNegatives++;
      } else {
        if (predicted[target] === 1) counts.falsePositives++;
        else counts.trueNegatives++;
      }
    }
  }
  return agreementOf(counts);
}

function agreementAtRandom(truth: SparseMatrix, edges: number, random: Random): Agreement {
  const genes = truth.rows;
  const drawn = drawEdges(genes, edges, random);
  let joined = 0;
  let truePositives = 0;
  for (const [regulator, target, value] of entriesOf(truth)) {
    if (value === 0) continue;
    joined++;
    if (drawn.has(regulator * genes + target)) truePositives++;
  }
  const falsePositives = edges - truePositives;
  return agreementOf({
    truePositives,
    falsePositives,
    trueNegatives: genes * genes - joined - falsePositives,
    falseNegatives: joined - truePositives,
  });
}

/**
 * Exactly `edges` of the n^2 ordered pairs, each set of that size equally likely.
 * @throws RangeError if there are fewer pairs than that
 */
export function randomEdges(genes: number, edges: number, random: Random): PairSet {
  const drawn = drawEdges(genes, edges, random);
  return Uint8Array.from({ length: drawn.size }, (_, k) => (drawn.has(k) ? 1 : 0));
}

/** Floyd's sampling, one bit a pair: 16 MB for 11165 genes. */
function drawEdges(genes: number, edges: number, random: Random): BitSet {
  const pairs = genes * genes;
  if (!(Number.isInteger(edges) && edges >= 0 && edges <= pairs)) {
    throw new RangeError(`${edges} edges cannot be placed on the ${pairs} ordered pairs of ${genes} genes`);
  }
  const drawn = new BitSet(pairs);
  for (let last = pairs - edges; last < pairs; last++) {
    const pick = random.below(last + 1);
    drawn.add(drawn.has(pick) ? last : pick);
  }
  return drawn;
}
