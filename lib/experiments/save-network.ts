import { extname } from 'node:path';
import type { Evidence } from '../evidence/evidence';
import { weighedEdges } from '../evidence/weighed-edges';
import { writeEdgeList, writeGraphMl } from '../network/export-network';
import { Network, type NetworkEdge } from '../network/network';
import type { SparseMatrix } from '../math/sparse-matrix';

const WRITERS = {
  '.csv': (file: string, edges: Iterable<NetworkEdge>) => void writeEdgeList(file, edges),
  '.graphml': writeGraphMl,
} as const;

/** Edges between two words about how many are written. */
const TOLD_EVERY = 2 ** 16;

/** Which edges a network's file has: those that data and prior make plausible, with their probabilities, or all of the model. */
export const EDGE_CHOICES = ['plausible', 'model'] as const;

/** Checks before any training that a network can be written under this name. @throws RangeError for another ending */
export function requireNetworkFile(file: string): void {
  if (extname(file) in WRITERS) return;
  throw new RangeError(
    `a network is written as an edge list (FILE.csv) or a graph (FILE.graphml): it cannot tell from "${file}"`,
  );
}

/** Whose edges, how many at most, and who hears, often, in words, how far it is. */
export interface SaveNetworkOptions {
  /** What data and prior say: the plausible edges are written, most probable first. Without it the model's, strongest first. */
  readonly evidence?: Evidence;
  readonly strongest?: number;
  /** Of which model the network is. GraphML holds it; an edge list has no place for it that every program passes over. */
  readonly description?: string;
  readonly onProgress?: (text: string) => void;
}

/** What a file of a network has come to hold. */
export interface SavedNetwork {
  readonly written: number;
  /** How many edges the model has. */
  readonly edges: number;
}

/**
 * Writes the network of a model as its file's ending says, csv or GraphML.
 * @throws Error that names the file when it cannot be written
 */
export function saveNetwork(
  file: string,
  model: Network['model'],
  prior: SparseMatrix,
  { evidence, strongest, description, onProgress = () => undefined }: SaveNetworkOptions = {},
): SavedNetwork {
  const write = WRITERS[extname(file) as keyof typeof WRITERS];
  const network = new Network(model, prior);
  const genes = network.genes.length;
  const joined = network.joinedPairs();
  if (evidence) {
    const plausible = weighedEdges(network, evidence, strongest);
    write(file, plausible, description);
    return { written: plausible.length, edges: joined };
  }
  const total = Math.min(strongest ?? Infinity, joined);
  const strongestFirst = network.edges({
    strongest,
    onRow: (regulator) => onProgress(`${file}: effects of ${regulator + 1} of ${genes} regulators`),
  });
  const told = {
    *[Symbol.iterator]() {
      let done = 0;
      for (const edge of strongestFirst) {
        yield edge;
        if (++done % TOLD_EVERY === 0) onProgress(`${file}: ${done} of ${total} edges`);
      }
    },
  };
  write(file, told, description);
  return { written: total, edges: joined };
}
