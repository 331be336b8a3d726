import type { Random } from '../math/random';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { Network } from '../network/network';
import { Model } from '../phoenix/model';
import { type KnownRegulators, networkBaselines, type NetworkBaselines } from './baselines';
import { type NetworkScore, scoreNetwork } from './network-score';
import type { NetworkRegion } from './region';
import { sparsityOf, type Sparsity } from './sparsity';

/** Everything that is said of a learned network; plain numbers, ready for JSON. */
export interface NetworkEvaluation {
  /** Of the weights; of a linear model, whose weights are the network, of that, self-effects among the pairs that are absent. */
  readonly sparsity: Pick<Sparsity, 'overall' | 'deadGenes'> & Partial<Pick<Sparsity, 'byMatrix'>>;
  /** Ordered pairs with an effect other than 0; where no truth is known, pairs that surviving weights join. */
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

/** What a learned network is held against; a study is one. */
export interface NetworkReference extends KnownRegulators {
  /** The true (or validation) network, n x n, row = regulator; null where none is known. */
  readonly truth: SparseMatrix | null;
}

/**
 * Scores the network that a trained PHOENIX model holds (Section 4 of the paper), with the measures and trivial
 * baselines that keep those scores honest. All scores are exact. The effects pass by rows, so that 11165 genes need no
 * n x n array beyond one bit a pair for the random baseline.
 *
 * @param network with the prior that the strategy was given
 * @param random draws the random baseline
 * @throws RangeError if the truth does not fit the network, is empty or full, an effect is not a number, or no assayed
 *   regulator has a true edge
 */
export function evaluateNetwork(
  network: Network,
  { truth, assayed, regulators }: NetworkReference,
  random: Random,
): NetworkEvaluation {
  const { effects, prior } = network;
  const regions: NetworkRegion[] = [{}, { outside: prior }];
  if (assayed) regions.push({ regulators: assayed }, { regulators: assayed, outside: prior });
  const [all = null, outsidePrior = null, inRows = null, inRowsOutsidePrior = null] = truth
    ? scoreNetwork(effects, truth, regions)
    : [];
  const edges = all ? all.truePositives + all.falsePositives : network.joinedPairs();
  return {
    sparsity:
      network.model instanceof Model
        ? sparsityOf(network.model)
        : { overall: 1 - edges / network.genes.length ** 2, deadGenes: 0 },
    edges,
    averageOutDegree: edges / network.genes.length,
    network: all,
    outsidePrior,
    assayed: inRows,
    assayedOutsidePrior: inRowsOutsidePrior,
    baselines: truth && networkBaselines(truth, prior, edges, random, { regulators, assayed }),
  };
}
