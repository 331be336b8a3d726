import type { Random } from '../math/random';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { agreement, type Agreement } from './balanced-accuracy';
import { networkBaselines, type NetworkBaselines } from './baselines';
import { effectsOf } from './effects';
import { averageOutDegree } from './out-degree';
import { edgesOf, pairsOfRegulators, type PairSet, pairsOutside } from './pairs';
import { ranking, type Ranking } from './ranking';
import { sparsityOf, type Sparsity } from './sparsity';

/** The learned network against the truth, over one choice of pairs. */
export interface NetworkScore extends Agreement, Ranking {
  /** How many ordered pairs count. */
  readonly pairs: number;
}

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
  /** Draws the random baseline. */
  readonly random: Random;
}

/**
 * Scores the network that a trained PHOENIX model holds (Section 4 of the paper), with the measures and trivial
 * baselines that keep those scores honest.
 *
 * @param parameters flat vector of the model
 * @throws RangeError if parameters, truth or prior do not fit the shape, or the truth is empty or full
 */
export function evaluateNetwork(
  parameters: Float32Array,
  shape: PhoenixShape,
  { truth, prior, assayedRegulators, random }: Reference,
): NetworkEvaluation {
  for (const [name, network] of [['truth', truth] as const, ['prior', prior] as const]) {
    if (network && (network.rows !== shape.genes || network.cols !== shape.genes)) {
      throw new RangeError(
        `the ${name} is ${network.rows} x ${network.cols}, but the model has ${shape.genes} genes`,
      );
    }
  }
  const effects = effectsOf(parameters, shape);
  const edges = effects.reduce((count, effect) => count + (effect !== 0 ? 1 : 0), 0);
  const trueEdges = truth && edgesOf(truth);
  const score = (within?: PairSet): NetworkScore | null =>
    trueEdges && {
      pairs: within ? within.reduce((count, inside) => count + inside, 0) : trueEdges.length,
      ...agreement(effects, trueEdges, within),
      ...ranking(effects, trueEdges, within),
    };
  const outside = pairsOutside(edgesOf(prior));
  const somethingToFind = trueEdges !== null && trueEdges.some((edge, k) => edge === 1 && outside[k] === 1);
  return {
    sparsity: sparsityOf(parameters, shape),
    edges,
    averageOutDegree: averageOutDegree(effects, shape.genes),
    network: score(),
    outsidePrior: somethingToFind ? score(outside) : null,
    assayed: assayedRegulators ? score(pairsOfRegulators(assayedRegulators, shape.genes)) : null,
    baselines: truth && networkBaselines(truth, prior, edges, random),
  };
}
