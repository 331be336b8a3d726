import { requireFraction } from '../math/fraction';
import type { SparseMatrix } from '../math/sparse-matrix';

/** How much of each layer's score is prior: 0 is the weights alone, 1 the prior alone. */
export interface Lambdas {
  /** lambda_1, for W_S and W_P. */
  readonly lambda1: number;
  /** lambda_2, for U_S and U_P. */
  readonly lambda2: number;
}

/** What is known beforehand, both n x n. */
export interface PriorKnowledge {
  /** A: row = regulator, column = target; the sign is not used. (The paper's P is A^T.) */
  readonly prior: SparseMatrix;
  /** C: co-regulation or protein interaction, entries summing to 1. */
  readonly coregulation: SparseMatrix;
}

/**
 * Checks that both lambdas are shares: the score is (1 - lambda) of the weight and lambda of the prior.
 * @throws RangeError that names the one that is not
 */
export function requireShares({ lambda1, lambda2 }: Lambdas): void {
  requireFraction('lambda1', lambda1);
  requireFraction('lambda2', lambda2);
}

/**
 * Checks that a study knows what a strategy wants to prune by: lambda_1 weighs the co-regulation, lambda_2 the prior.
 * @throws RangeError for a lambda that is no fraction, and one that says what is missing and which strategy does without
 */
export function requireKnowledge({ prior, coregulation }: PriorKnowledge, lambdas: Lambdas): void {
  requireShares(lambdas);
  const missing = [
    lambdas.lambda1 > 0 && coregulation.columns.length === 0 ? 'co-regulation (lambda 1)' : '',
    lambdas.lambda2 > 0 && prior.columns.length === 0 ? 'prior (lambda 2)' : '',
  ].filter((part) => part !== '');
  if (missing.length === 0) return;
  throw new RangeError(
    `lambda (${lambdas.lambda1}, ${lambdas.lambda2}) prunes by what is known, but this study has no ${missing.join(' and no ')}: ` +
      'give it a prior, or prune by weight alone with lambda (0, 0), the strategy imp',
  );
}
