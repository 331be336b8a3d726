import { extname } from 'node:path';
import type { SparseMatrix } from '../math/sparse-matrix';
import { writeEdgeList, writeGraphMl } from '../network/export-network';
import { Network } from '../network/network';

const WRITERS = { '.csv': writeEdgeList, '.graphml': writeGraphMl } as const;

/** Checks before any training that a network can be written under this name. @throws RangeError for another ending */
export function requireNetworkFile(file: string): void {
  if (extname(file) in WRITERS) return;
  throw new RangeError(
    `a network is written as an edge list (FILE.csv) or a graph (FILE.graphml): it cannot tell from "${file}"`,
  );
}

/**
 * Writes the network of a model, strongest edges first, as its file's ending says: csv or GraphML.
 * @param prior what the study knew, by which edges are marked
 * @param strongest how many edges at most; all where it is left out
 * @throws Error that names the file when it cannot be written
 */
export function saveNetwork(
  file: string,
  model: Network['model'],
  prior: SparseMatrix,
  strongest?: number,
): void {
  const write = WRITERS[extname(file) as keyof typeof WRITERS];
  write(file, new Network(model, prior).edges({ strongest }));
}
