import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';

/**
 * A choice among the ordered pairs (regulator, target) that needs no n x n array: the pairs of some regulators with some
 * targets, less those that a network joins. What is absent restricts nothing: {} is every pair, a gene with itself included.
 */
export interface NetworkRegion {
  /** The rows whose pairs count, by gene number. */
  readonly regulators?: readonly number[];
  /** The columns whose pairs count, by gene number. */
  readonly targets?: readonly number[];
  /** Pairs that it joins (an entry other than 0) do not count. */
  readonly outside?: SparseMatrix;
}

/** What a pair of a region is: unjoined, or a true edge; 0 stands for a pair that does not count. */
export const GAP = 1;
export const EDGE = 2;

/** Marks the pairs of a region row by row, as the truth has them. */
export class RegionMarks {
  private readonly marks: Uint8Array;
  private readonly regulators?: Uint8Array;
  private readonly targets?: Uint8Array;

  /** @throws RangeError for a number that is no gene's */
  constructor(
    private readonly truth: SparseMatrix,
    private readonly region: NetworkRegion,
  ) {
    this.marks = new Uint8Array(truth.cols);
    this.regulators = region.regulators && genesMarked(region.regulators, truth.rows);
    this.targets = region.targets && genesMarked(region.targets, truth.cols);
  }

  /** What each pair of the row is: 0, GAP or EDGE; null if none counts. The array is used again for the next row. */
  row(regulator: number): Uint8Array | null {
    const { marks, regulators, targets, truth } = this;
    if (regulators?.[regulator] === 0) return null;
    if (targets) marks.set(targets);
    else marks.fill(GAP);
    const { outside } = this.region;
    if (outside) for (const target of targetsOf(outside, regulator)) marks[target] = 0;
    for (const target of targetsOf(truth, regulator)) if (marks[target] === GAP) marks[target] = EDGE;
    return marks;
  }
}

/** A 1 for every gene listed, in n entries. @throws RangeError for a number that is no gene's */
export function genesMarked(listed: Iterable<number>, genes: number): Uint8Array {
  const marks = new Uint8Array(genes);
  for (const gene of listed) {
    if (!(Number.isInteger(gene) && gene >= 0 && gene < genes)) {
      throw new RangeError(`regulator ${gene} is not one of the genes 0 .. ${genes - 1}`);
    }
    marks[gene] = 1;
  }
  return marks;
}

/** The targets of one regulator: where its row of the network is not 0. Ascending. */
function* targetsOf(network: SparseMatrix, regulator: number): Generator<number> {
  for (let e = network.rowStart[regulator]; e < network.rowStart[regulator + 1]; e++) {
    if (network.values[e] !== 0) yield network.columns[e];
  }
}

/** The genes with at least one target, ascending. */
export function regulatorsOf(network: SparseMatrix): number[] {
  const genes = Array.from({ length: network.rows }, (_, gene) => gene);
  return genes.filter((gene) => !targetsOf(network, gene).next().done);
}

/** @throws RangeError that names the reference, if it is not over the genes of the network */
export function requireSameGenes(network: MatrixRows, reference: SparseMatrix, name = 'truth'): void {
  if (reference.rows === network.rows && reference.cols === network.cols) return;
  throw new RangeError(
    `the ${name} is ${reference.rows} x ${reference.cols}, but the model has ${network.rows} genes`,
  );
}
