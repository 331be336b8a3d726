import type { SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { largest, LearnedNetwork, type NetworkEdge } from './learned-network';

/** The learned network around one gene. */
export interface GeneNeighbourhood {
  readonly gene: string;
  /** How many other genes regulate it, and how many others it regulates. */
  readonly inDegree: number;
  readonly outDegree: number;
  /** Its strongest regulators and its strongest targets by |effect|, strongest first, itself left out. */
  readonly regulators: readonly NetworkEdge[];
  readonly targets: readonly NetworkEdge[];
  /** Its effect on itself, or null. */
  readonly itself: NetworkEdge | null;
}

/**
 * The strongest regulators and targets of one gene. Reads only the rows and columns that it needs: quick for any network.
 *
 * @param strongest how many regulators, and how many targets, at most
 * @throws RangeError if there is no gene of that name, or parameters, names or prior do not fit the shape
 */
export function geneNeighbourhood(
  parameters: Float32Array,
  shape: PhoenixShape,
  genes: readonly string[],
  prior: SparseMatrix,
  gene: string,
  { strongest = 15 }: { strongest?: number } = {},
): GeneNeighbourhood {
  const network = new LearnedNetwork(parameters, shape, genes, prior);
  const self = genes.indexOf(gene);
  if (self < 0) throw new RangeError(`the network has no gene ${gene}; it has genes such as ${genes[0]}`);
  const onIt = network.rows.column(self);
  const ofIt = network.rows.row(self);
  const ownEffect = ofIt[self];
  onIt[self] = ofIt[self] = 0;
  const totalOnIt = sumOfMagnitudes(onIt) + Math.abs(ownEffect);
  return {
    gene,
    inDegree: onIt.filter((effect) => effect !== 0).length,
    outDegree: ofIt.filter((effect) => effect !== 0).length,
    regulators: largest(onIt, strongest).map((regulator) =>
      network.edge(regulator, self, onIt[regulator], totalOnIt),
    ),
    targets: largest(ofIt, strongest).map((target) =>
      network.edge(self, target, ofIt[target], sumOfMagnitudes(network.rows.column(target))),
    ),
    itself: ownEffect === 0 ? null : network.edge(self, self, ownEffect, totalOnIt),
  };
}

const sumOfMagnitudes = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0);
