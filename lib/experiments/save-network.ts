import { extname } from 'node:path';
import type { SparseMatrix } from '../math/sparse-matrix';
import { writeEdgeList, writeGraphMl } from '../network/export-network';
import { Network } from '../network/network';

const WRITERS = { '.csv': writeEdgeList, '.graphml': writeGraphMl } as const;

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
  readonly onProgress?: (text: string) => void;
}

/**
 * Writes the network of a model, strongest edges first, as its file's ending says: csv or GraphML.
 * @param prior what the study knew, by which edges are marked
 * @throws Error that names the file when it cannot be written
 */
export function saveNetwork(
  file: string,
  model: Network['model'],
  prior: SparseMatrix,
  { strongest, onProgress = () => undefined }: SaveNetworkOptions = {},
): void {
  const write = WRITERS[extname(file) as keyof typeof WRITERS];
  const network = new Network(model, prior);
  const genes = network.genes.length;
  const total = Math.min(strongest ?? Infinity, network.joinedPairs());
  const edges = network.edges({
    strongest,
    onRow: (regulator) => onProgress(`${file}: effects of ${regulator + 1} of ${genes} regulators`),
  });
  write(file, {
    *[Symbol.iterator]() {
      let done = 0;
      for (const edge of edges) {
        yield edge;
        if (++done % TOLD_EVERY === 0) onProgress(`${file}: ${done} of ${total} edges`);
      }
    },
  });
}
