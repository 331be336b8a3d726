import type { SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { largest, LearnedNetwork, type NetworkEdge } from './learned-network';

/** A regulator of the learned network and what it does. */
export interface RegulatorSummary {
  readonly regulator: string;
  /** Number of its targets, itself included where it regulates itself. */
  readonly outDegree: number;
  readonly activated: number;
  readonly repressed: number;
  /** How many of its targets the prior gives it too. */
  readonly targetsInPrior: number;
  /** Sum of |effects| over its targets. */
  readonly totalEffect: number;
  /** Its strongest effects, strongest first. */
  readonly strongest: readonly NetworkEdge[];
}

/**
 * The regulators with the most targets, first the one with the most; of equals the one with the larger total effect, then the
 * first in the order of the genes. Genes without a target are left out.
 *
 * @param count how many regulators at most
 * @param strongest how many edges of each
 * @throws RangeError if parameters, names or prior do not fit the shape
 */
export function regulatorsByOutDegree(
  parameters: Float32Array,
  shape: PhoenixShape,
  genes: readonly string[],
  prior: SparseMatrix,
  { count = 20, strongest = 10 }: { count?: number; strongest?: number } = {},
): RegulatorSummary[] {
  const network = new LearnedNetwork(parameters, shape, genes, prior);
  const totals = new Float64Array(shape.genes); // of the effects on each gene
  const counts: { gene: number; activated: number; repressed: number; totalEffect: number }[] = [];
  network.rows.forEach((gene, effects) => {
    const own = { gene, activated: 0, repressed: 0, totalEffect: 0 };
    effects.forEach((effect, target) => {
      if (effect === 0) return;
      own[effect > 0 ? 'activated' : 'repressed']++;
      own.totalEffect += Math.abs(effect);
      totals[target] += Math.abs(effect);
    });
    counts.push(own);
  });
  const degree = ({ activated, repressed }: (typeof counts)[number]): number => activated + repressed;
  return counts
    .filter((own) => degree(own) > 0)
    .sort((a, b) => degree(b) - degree(a) || b.totalEffect - a.totalEffect || a.gene - b.gene)
    .slice(0, count)
    .map(({ gene, activated, repressed, totalEffect }) => {
      const effects = network.rows.row(gene);
      let targetsInPrior = 0;
      effects.forEach((effect, target) => {
        if (effect !== 0 && network.inPrior(gene, target)) targetsInPrior++;
      });
      return {
        regulator: genes[gene],
        outDegree: activated + repressed,
        activated,
        repressed,
        targetsInPrior,
        totalEffect,
        strongest: largest(effects, strongest).map((target) =>
          network.edge(gene, target, effects[target], totals[target]),
        ),
      };
    });
}
