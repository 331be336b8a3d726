import { gramSolveInPlace } from '../math/gram-solve';
import type { Random } from '../math/random';
import { denseTimesSparse, mapValues } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import type { WeightScores } from './normalised-weights';
import { requireKnowledge, type PriorKnowledge, type Lambdas } from './prior-knowledge';

/**
 * How weights and prior meet in a score. `as-published` mixes them as they are; but the guess of the second layer is then
 * 1e5 to 1e7 times the normalised weights, so that any lambda_2 > 0 ranks by the prior alone. `scale-matched` divides both
 * terms by their mean first: lambda is then the share of the prior that it claims to be.
 */
export type Mixing = (typeof MIXINGS)[number];
export const MIXINGS = ['as-published', 'scale-matched'] as const;

/** The state that the scores carry from event to event: the first-layer score of each branch, m x n. */
export interface FirstLayerScores {
  readonly wS: Float64Array;
  readonly wP: Float64Array;
}

/** The scores of one event, the state for the next one, and how well the two Gram matrices were conditioned. */
export interface DashScores {
  readonly scores: WeightScores;
  readonly state: FirstLayerScores;
  /** Condition numbers of S S^T in the order they were solved; empty where the prior has no share. */
  readonly conditions: readonly number[];
}

/** S before the first event: uniform random. (All ones, as the paper has it, makes S S^T singular.) */
export function initialScores({ genes, hidden }: PhoenixShape, random: Random): FirstLayerScores {
  const draw = (): Float64Array => {
    const scores = new Float64Array(genes * hidden);
    for (let k = 0; k < scores.length; k++) scores[k] = random.uniform();
    return scores;
  };
  return { wS: draw(), wP: draw() };
}

/**
 * DASH for the two layers of PHOENIX (Algorithm 1), each branch (sums, products) by itself:
 *
 *   Omega = (1 - l1) Wn + l1 |(S S^T)^-1 S C|,                S <- Omega,
 *   Psi   = (1 - l2) Un + l2 |A|^T S^T (S S^T)^-1,
 *
 * with Wn, Un the normalised weights and S the branch's first-layer score. The first solves S^T X ~ C: hidden neurons that
 * bring co-regulated genes together. The second solves Psi S ~ |A|^T: the two layers together should be the prior.
 * A layer whose lambda is 0 skips its solve: magnitude pruning (IMP) is (0, 0), BioPruning (1, 1). With `scale-matched`
 * mixing each of the two terms is divided by its mean first.
 * @throws RangeError where a share of the prior is asked for and there is none
 */
export function dashScores(
  weights: WeightScores,
  state: FirstLayerScores,
  knowledge: PriorKnowledge,
  lambdas: Lambdas,
  { genes, hidden }: PhoenixShape,
  mixing: Mixing = 'as-published',
): DashScores {
  requireKnowledge(knowledge, lambdas);
  const conditions: number[] = [];
  const absolutePrior = mapValues(knowledge.prior, Math.abs);

  const firstLayer = (normalised: Float64Array, previous: Float64Array): Float64Array => {
    if (lambdas.lambda1 === 0) return normalised;
    const guess = denseTimesSparse(previous, hidden, knowledge.coregulation);
    conditions.push(gramSolveInPlace(previous, hidden, guess));
    for (let k = 0; k < guess.length; k++) guess[k] = Math.abs(guess[k]);
    return mix(normalised, lambdas.lambda1, guess, mixing);
  };

  const secondLayer = (normalised: Float64Array, s: Float64Array): Float64Array => {
    if (lambdas.lambda2 === 0) return normalised;
    // |A|^T S^T (S S^T)^-1 is the transpose of (S S^T)^-1 S |A|.
    const transposed = denseTimesSparse(s, hidden, absolutePrior);
    conditions.push(gramSolveInPlace(s, hidden, transposed));
    const guess = new Float64Array(transposed.length);
    for (let k = 0; k < hidden; k++) {
      for (let gene = 0; gene < genes; gene++)
        guess[gene * hidden + k] = Math.abs(transposed[k * genes + gene]);
    }
    return mix(normalised, lambdas.lambda2, guess, mixing);
  };

  const wS = firstLayer(weights.wS, state.wS);
  const wP = firstLayer(weights.wP, state.wP);
  const uS = secondLayer(weights.uS, wS);
  const uP = secondLayer(weights.uP, wP);
  return { scores: { wS, wP, uS, uP }, state: { wS, wP }, conditions };
}

/** (1 - share) weights + share guess, both >= 0; `scale-matched` divides each by its mean first (all zeros stay zeros). */
export function mix(
  weights: Float64Array,
  share: number,
  guess: Float64Array,
  mixing: Mixing = 'as-published',
): Float64Array {
  const weightsScale = mixing === 'scale-matched' ? meanOrOne(weights) : 1;
  const guessScale = mixing === 'scale-matched' ? meanOrOne(guess) : 1;
  return weights.map((weight, k) => ((1 - share) * weight) / weightsScale + (share * guess[k]) / guessScale);
}

function meanOrOne(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean > 0 ? mean : 1;
}
