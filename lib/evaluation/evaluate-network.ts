import type { Random } from '../math/random';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { networkBaselines, type NetworkBaselines } from './baselines';
import { EffectRows } from '../network/effect-rows';
import { genesMarked, type Region } from './region';
import { scoreRegions, type NetworkScore } from './region-score';
import { sparsityOf, type Sparsity } from './sparsity';

export type { NetworkScore } from './region-score';

/** Everything that is said of a learned network; plain numbers, ready for JSON. */
export interface NetworkEvaluation {
  readonly sparsity: Sparsity;
  /** Ordered pairs with an effect other than 0. */
  readonly edges: number;
  readonly averageOutDegree: number;
  /** Over all n^2 ordered pairs; null where no truth is known. */
  readonly network: NetworkScore | null;
  /** Over the pairs that the prior does not join: what was found rather than given. Null where no such true edge exists. */
  readonly outsidePrior: NetworkScore | null;
  /** Over the rows of the regulators that were assayed; null where none were named. */
  readonly assayed: NetworkScore | null;
  /** Over the pairs in those rows that the prior does not join; null where none were named or no such true edge exists. */
  readonly assayedOutsidePrior: NetworkScore | null;
  readonly baselines: NetworkBaselines | null;
}

/** What a learned network is held against. */
export interface Reference {
  /** The true (or validation) network, n x n, row = regulator; null where none is known. */
  readonly truth: SparseMatrix | null;
  /** The prior that the strategy was given, n x n. */
  readonly prior: SparseMatrix;
  /** Regulators whose targets were measured (for ChIP data); elsewhere an absent edge is only an untested one. */
  readonly assayedRegulators?: readonly number[];
  /** Genes listed as transcription factors, for the baseline in which they regulate everything. */
  readonly regulators?: readonly number[];
  /** Draws the random baseline. */
  readonly random: Random;
}

/**
 * Scores the network that a trained PHOENIX model holds (Section 4 of the paper), with the measures and trivial
 * baselines that keep those scores honest. All scores are exact. The effects pass by rows, so that 11165 genes need no
 * n x n array beyond one bit a pair for the random baseline.
 *
 * @param parameters flat vector of the model
 * @throws RangeError if parameters, truth or prior do not fit the shape, the truth is empty or full, an effect
 *   is not a number, or no assayed regulator has a true edge
 */
export function evaluateNetwork(
  parameters: Float32Array,
  shape: PhoenixShape,
  { truth, prior, assayedRegulators, regulators, random }: Reference,
): NetworkEvaluation {
  for (const [name, network] of [['truth', truth] as const, ['prior', prior] as const]) {
    if (network && (network.rows !== shape.genes || network.cols !== shape.genes)) {
      throw new RangeError(
        `the ${name} is ${network.rows} x ${network.cols}, but the model has ${shape.genes} genes`,
      );
    }
  }
  const { genes } = shape;
  const rows = new EffectRows(parameters, shape);
  let edges = 0;
  const countEdges = (_: number, effects: Float32Array): void => {
    for (let target = 0; target < genes; target++) if (effects[target] !== 0) edges++;
  };
  const within: Region | null = assayedRegulators
    ? { genes, regulators: genesMarked(assayedRegulators, genes) }
    : null;
  const regions: Region[] = [{ genes }, { genes, outside: prior }];
  if (within) regions.push(within, { ...within, outside: prior });
  const [network, outsidePrior, assayed, assayedOutsidePrior] = truth
    ? scoreRegions(rows, truth, regions, countEdges)
    : [];
  if (!truth) rows.forEach(countEdges);
  return {
    sparsity: sparsityOf(parameters, shape),
    edges,
    averageOutDegree: edges / genes,
    network: network ?? null,
    outsidePrior: outsidePrior ?? null,
    assayed: assayed ?? null,
    assayedOutsidePrior: assayedOutsidePrior ?? null,
    baselines:
      truth && networkBaselines(truth, prior, edges, random, { regulators, assayed: assayedRegulators }),
  };
}
