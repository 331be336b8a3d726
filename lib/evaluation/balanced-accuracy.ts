import type { PairSet } from './pairs';

/** How well a set of predicted edges agrees with the true ones. Rates lie in [0, 1]. */
export interface Agreement {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  /** True positive rate: the share of the true edges that are predicted. */
  readonly tpr: number;
  /** True negative rate: the share of the unjoined pairs that are predicted to be unjoined. */
  readonly tnr: number;
  /** (TPR + TNR) / 2. */
  readonly balancedAccuracy: number;
}

/**
 * Balanced accuracy of [predicted != 0] against [truth != 0] over all n^2 ordered pairs, a gene with itself included
 * (Section 4 of the paper), or over the pairs of `within` only.
 *
 * @param predicted one number a pair: effects, a prior, or 0/1
 * @param truth one number a pair
 * @throws RangeError if the lengths differ, or if the pairs hold no true edge or no unjoined pair: a rate would be 0/0
 */
export function agreement(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  within?: PairSet,
): Agreement {
  requireSameLength(predicted, truth, within);
  let truePositives = 0;
  let falsePositives = 0;
  let trueNegatives = 0;
  let falseNegatives = 0;
  for (let k = 0; k < truth.length; k++) {
    if (within && within[k] === 0) continue;
    if (truth[k] !== 0) {
      if (predicted[k] !== 0) truePositives++;
      else falseNegatives++;
    } else {
      if (predicted[k] !== 0) falsePositives++;
      else trueNegatives++;
    }
  }
  return agreementOf({ truePositives, falsePositives, trueNegatives, falseNegatives });
}

/**
 * The rates that belong to the four counts.
 * @throws RangeError if there is no true edge or no unjoined pair
 */
export function agreementOf(
  counts: Pick<Agreement, 'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives'>,
): Agreement {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  requireBothKinds(truePositives + falseNegatives, trueNegatives + falsePositives);
  const tpr = truePositives / (truePositives + falseNegatives);
  const tnr = trueNegatives / (trueNegatives + falsePositives);
  return {
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    tpr,
    tnr,
    balancedAccuracy: (tpr + tnr) / 2,
  };
}

/** @throws RangeError if the three do not speak of the same pairs */
export function requireSameLength(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  within?: ArrayLike<number>,
): void {
  if (predicted.length !== truth.length || (within && within.length !== truth.length)) {
    const lengths = [predicted, truth, ...(within ? [within] : [])].map((pairs) => pairs.length).join(', ');
    throw new RangeError(
      `prediction, truth and choice of pairs must have one entry a pair each, not ${lengths}`,
    );
  }
}

/** @throws RangeError if there is no true edge or no unjoined pair */
export function requireBothKinds(positives: number, negatives: number): void {
  if (positives === 0) {
    throw new RangeError(
      'there is no true edge among these pairs: widen the choice of pairs, or skip this score',
    );
  }
  if (negatives === 0) {
    throw new RangeError('every one of these pairs is a true edge: there is nothing to tell apart');
  }
}
