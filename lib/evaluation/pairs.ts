import { entriesOf, type SparseMatrix } from '../math/sparse-matrix';

/** A choice among the n x n ordered pairs (regulator, target), row-major: 1 = the pair counts, 0 = it does not. */
export type PairSet = Uint8Array;

/** The pairs that a network joins: 1 where an entry is not 0. n x n, row-major. */
export function edgesOf(network: SparseMatrix): PairSet {
  if (network.rows !== network.cols) {
    throw new RangeError(`a network is square, not ${network.rows} x ${network.cols}`);
  }
  const edges = new Uint8Array(network.rows * network.cols);
  for (const [regulator, target, value] of entriesOf(network)) {
    if (value !== 0) edges[regulator * network.cols + target] = 1;
  }
  return edges;
}

/** The pairs that are not in `pairs`. */
export function pairsOutside(pairs: PairSet): PairSet {
  return pairs.map((inside) => 1 - inside);
}

/** Every pair whose regulator is listed: whole rows of the n x n table. */
export function pairsOfRegulators(regulators: Iterable<number>, genes: number): PairSet {
  const pairs = new Uint8Array(genes * genes);
  for (const regulator of regulators) {
    if (!(Number.isInteger(regulator) && regulator >= 0 && regulator < genes)) {
      throw new RangeError(`regulator ${regulator} is not one of the genes 0 .. ${genes - 1}`);
    }
    pairs.fill(1, regulator * genes, (regulator + 1) * genes);
  }
  return pairs;
}

/** The genes with at least one target, ascending. */
export function regulatorsOf(network: SparseMatrix): number[] {
  const regulators = new Set<number>();
  for (const [regulator, , value] of entriesOf(network)) if (value !== 0) regulators.add(regulator);
  return [...regulators];
}
