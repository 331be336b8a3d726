import type { SparseMatrix } from '../math/sparse-matrix';

/**
 * A choice among the n x n ordered pairs (regulator, target) that needs no n x n array: the pairs of some regulators with
 * some targets, less those that a network joins. What is absent restricts nothing.
 */
export interface Region {
  readonly genes: number;
  /** n entries, 1 = the gene's pairs as a regulator count. */
  readonly regulators?: Uint8Array;
  /** n entries, 1 = the gene's pairs as a target count. */
  readonly targets?: Uint8Array;
  /** n x n: pairs that it joins (an entry other than 0) do not count. */
  readonly outside?: SparseMatrix;
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

/** Writes one row of the region to `marks` (n entries): 1 where the pair counts. False if none can. */
export function markRow(region: Region, regulator: number, marks: Uint8Array): boolean {
  if (region.regulators && region.regulators[regulator] === 0) return false;
  if (region.targets) marks.set(region.targets);
  else marks.fill(1);
  if (region.outside) for (const target of targetsOf(region.outside, regulator)) marks[target] = 0;
  return true;
}

/** The targets of one regulator: where its row of the network is not 0. Ascending. */
export function* targetsOf(network: SparseMatrix, regulator: number): Generator<number> {
  for (let e = network.rowStart[regulator]; e < network.rowStart[regulator + 1]; e++) {
    if (network.values[e] !== 0) yield network.columns[e];
  }
}
