import type { MeanInterval } from '../math/mean-interval';
import type { Random } from '../math/random';
import type { PairErrors } from './pair-errors';

/** How wrong a predictor is on one batch of a test set. */
export interface BatchError {
  readonly pairs: number;
  /** Mean squared error over the batch's pairs and genes. */
  readonly mse: number;
  /** Of the squared error pooled over all batches, the part that this batch holds. */
  readonly share: number;
}

/** The error of each batch, and its share of the pooled one. @throws RangeError for a batch without pairs */
export function batchErrors(errors: PairErrors): BatchError[] {
  const sums = errors.map(sumOf);
  const all = sums.reduce((total, sum) => total + sum, 0);
  return errors.map(({ length: pairs }, batch) => {
    if (pairs === 0) throw new RangeError(`batch ${batch + 1} has no pair of cells`);
    return { pairs, mse: sums[batch] / pairs, share: sums[batch] / all };
  });
}

/** A predictor's error over the reference's, minus 1: -0.1 is 10 % below. With 95 % intervals over cells. */
export interface RelativeError {
  readonly pooled: MeanInterval;
  readonly byBatch: readonly MeanInterval[];
}

export interface BootstrapOptions {
  readonly random: Random;
  /** 2000 unless told. */
  readonly resamples?: number;
  /** Pairs drawn together, neighbours in pseudotime: 1 unless told. */
  readonly block?: number;
}

/** The ends of a 95 % interval. */
const ENDS = [0.025, 0.975] as const;

/**
 * How far predictors are from a reference, with percentile intervals of a bootstrap over cells: every resample draws as many
 * pairs of each batch as it has, with replacement, the same ones for all predictors and the reference. So the interval says
 * what other cells of these batches could have given; of other batches, that is other donors, it knows nothing.
 *
 * Neighbouring pairs share a cell. `block` draws them in runs (a circular block bootstrap), which keeps what they share.
 *
 * @throws RangeError where predictors and reference are not of the same pairs
 */
export function relativeErrors(
  predictors: readonly PairErrors[],
  reference: PairErrors,
  { random, resamples = 2000, block = 1 }: BootstrapOptions,
): RelativeError[] {
  const lengths = reference.map(({ length }) => length);
  for (const errors of predictors) requireSamePairs(errors, lengths);
  const drawn = predictors.map(() => lengths.map(() => new Float64Array(resamples)));
  const pooled = predictors.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    const counts = lengths.map((length) => drawCounts(length, block, random));
    const of = (errors: PairErrors): number[] => errors.map((batch, b) => weightedSum(batch, counts[b]));
    const below = of(reference);
    predictors.forEach((errors, k) => {
      const above = of(errors);
      above.forEach((sum, batch) => (drawn[k][batch][resample] = sum / below[batch] - 1));
      pooled[k][resample] = total(above) / total(below) - 1;
    });
  }
  const base = reference.map(sumOf);
  return predictors.map((errors, k) => {
    const own = errors.map(sumOf);
    return {
      pooled: interval(total(own) / total(base) - 1, pooled[k]),
      byBatch: own.map((sum, batch) => interval(sum / base[batch] - 1, drawn[k][batch])),
    };
  });
}

function requireSamePairs(errors: PairErrors, lengths: readonly number[]): void {
  const own = errors.map(({ length }) => length);
  if (own.length === lengths.length && own.every((length, batch) => length === lengths[batch])) return;
  throw new RangeError(
    `errors of ${own.join(', ')} pairs a batch cannot be held against those of ${lengths.join(', ')}: they are of other data`,
  );
}

/** How often each of `length` pairs is drawn. */
function drawCounts(length: number, block: number, random: Random): Uint16Array {
  const counts = new Uint16Array(length);
  for (let left = length; left > 0; left -= block) {
    const start = random.below(length);
    for (let k = 0; k < Math.min(block, left); k++) counts[(start + k) % length]++;
  }
  return counts;
}

function weightedSum(values: ArrayLike<number>, counts: Uint16Array): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) sum += values[k] * counts[k];
  return sum;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function interval(mean: number, drawn: Float64Array): MeanInterval {
  const sorted = drawn.sort();
  const [low, high] = ENDS.map((end) => sorted[Math.round(end * (sorted.length - 1))]);
  return { mean, low, high };
}
