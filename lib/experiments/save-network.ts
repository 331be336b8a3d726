import { extname } from 'node:path';
import type { SparseMatrix } from '../math/sparse-matrix';
import { writeEdgeList, writeGraphMl } from '../network/export-network';
import { Network, type NetworkEdge } from '../network/network';

const WRITERS = {
  '.csv': (file: string, edges: Iterable<NetworkEdge>) => void writeEdgeList(file, edges),
  '.graphml': writeGraphMl,
} as const;

/** Edges between two words about how many are written. */
const TOLD_EVERY = 2 ** 16;

/** Checks before any training that a network can be written under this name. @throws RangeError for another ending */
export function requireNetworkFile(file: string): void {
  if (extname(file) in WRITERS) return;
  throw new RangeError(
    `a network is written as an edge list (FILE.csv) or a graph (FILE.graphml): it cannot tell from "${file}"`,
  );
}

/** How many edges at most (all where it is left out), and who hears, often, in words, how far it is. */
export interface SaveNetworkOptions {
  readonly strongest?: number;
  /** Of which model the network is. GraphML holds it; an edge list has no place for it that every program passes over. */
  readonly description?: string;
  readonly onProgress?: (text: string) => void;
}

/**
 * Writes the network of a model, strongest edges first, as its file's ending says: csv or GraphML.
 * @param prior what the study knew, by which edges are marked
 * @returns how many edges were written, and how many the model has
 * @throws Error that names the file when it cannot be written
 */
export function saveNetwork(
  file: string,
  model: Network['model'],
  prior: SparseMatrix,
  { strongest, description, onProgress = () => undefined }: SaveNetworkOptions = {},
): { readonly written: number; readonly edges: number } {
  const write = WRITERS[extname(file) as keyof typeof WRITERS];
  const network = new Network(model, prior);
  const genes = network.genes.length;
  const joined = network.joinedPairs();
  const total = Math.min(strongest ?? Infinity, joined);
  const strongestFirst = network.edges({
    strongest,
    onRow: (regulator) => onProgress(`${file}: effects of ${regulator + 1} of ${genes} regulators`),
  });
  const edges = {
    *[Symbol.iterator]() {
      let done = 0;
      for (const edge of strongestFirst) {
        yield edge;
        if (++done % TOLD_EVERY === 0) onProgress(`${file}: ${done} of ${total} edges`);
      }
    },
  };
  write(file, edges, description);
  return { written: total, edges: joined };
}
