import { batchErrors, relativeErrors, type RelativeError } from '../../evaluation/batch-errors';
import { pairErrorsOf, type PairErrors } from '../../evaluation/pair-errors';
import { autoregression, persistence } from '../../evaluation/prediction-baselines';
import type { StoredResult } from '../../experiments/result-store';
import { signedText } from '../../math/mean-and-sd';
import type { MeanInterval } from '../../math/mean-interval';
import { Random } from '../../math/random';
import { strategyLabel } from '../../strategies/strategies';
import type { Study } from '../../studies/study';
import type { Table } from './tables';

/** One predictor on one batch of the test set. */
export interface OnBatch {
  readonly batch: string;
  readonly pairs: number;
  /** Mean squared error over the batch's pairs. */
  readonly mse: number;
  /** The batch's part of this predictor's pooled squared error. */
  readonly share: number;
  /** The error over that of "nothing changes", minus 1, with a 95 % interval over cells. */
  readonly difference: MeanInterval;
}

/** One predictor on a test set of batches. */
export interface BatchComparison {
  /** The strategy's label, or the name of a predictor that needs no training. */
  readonly who: string;
  readonly strategy: string | null;
  /** Models whose errors are averaged, pair by pair; 0 for a predictor without training. */
  readonly seeds: number;
  readonly mse: number;
  readonly difference: MeanInterval;
  readonly batches: readonly OnBatch[];
}

/**
 * The test errors of these results batch by batch, beside "nothing changes" and the autoregression of each gene: a pooled error
 * may be that of one small batch. Intervals are those of a bootstrap over the cells within each batch (`relativeErrors`, the
 * same cells for all), of the mean error of a strategy's models. They say nothing about batches that were not measured.
 *
 * @param results of one data set at one setting; those of other data, or from before pair errors were kept, are left out
 * @param names of the test series, in their order
 * @param block how many neighbouring pairs the bootstrap draws together
 * @throws RangeError unless every series has a name
 */
export function batchComparison(
  results: readonly StoredResult[],
  { training, test, hash }: Study,
  names: readonly string[],
  block = 1,
): BatchComparison[] {
  if (names.length !== test.length) {
    throw new RangeError(`${names.length} names for ${test.length} test series: name each`);
  }
  const still = pairErrorsOf(test, persistence('recorded'));
  const own = results.filter(({ study, testPairErrors }) => study.hash === hash && testPairErrors);
  const strategies = [...new Set(own.map(({ configuration }) => configuration.strategy))];
  const predictors = [
    { who: 'nothing changes', strategy: null, seeds: 0, errors: still },
    {
      who: 'AR(1) a gene',
      strategy: null,
      seeds: 0,
      errors: pairErrorsOf(test, autoregression(training, 'recorded')),
    },
    ...strategies.map((strategy) => {
      const models = own
        .filter(({ configuration }) => configuration.strategy === strategy)
        .map(({ testPairErrors }) => testPairErrors!);
      return {
        who: strategyLabel(strategy),
        strategy,
        seeds: models.length,
        errors: meanErrors(models),
      };
    }),
  ];
  const random = Random.fromSeed(1, 'bootstrap over cells');
  const relative = relativeErrors(
    predictors.map(({ errors }) => errors),
    still,
    { random, block },
  );
  return predictors.map(({ errors, ...predictor }, k) => ({
    ...predictor,
    ...comparisonOf(errors, names, relative[k]),
  }));
}

/**
 * A comparison as a table, errors in 1e-5 and distances from "nothing changes" in per cent with their 95 % intervals: pooled, and on
 * each batch.
 * @param bySingleCells the same comparison with a bootstrap over single cells, whose pooled intervals then stand beside
 */
export function batchTable(
  rows: readonly BatchComparison[],
  bySingleCells: readonly BatchComparison[] = [],
): Table {
  const off = bySingleCells.length > 0 ? ['over single cells'] : [];
  return {
    columns: [
      ...['predictor', 'models', 'test MSE 1e-5', '% off "nothing changes"', ...off],
      ...(rows[0]?.batches ?? []).map(({ batch, pairs }) => `${batch}, ${pairs} pairs`),
    ],
    rows: rows.map(({ who, seeds, mse, difference, batches }, k) => [
      who,
      seeds === 0 ? null : seeds,
      (1e5 * mse).toFixed(2),
      percentInterval(difference),
      ...off.map(() => percentInterval(bySingleCells[k].difference)),
      ...batches.map((batch) => percentInterval(batch.difference)),
    ]),
  };
}

/** "-8.0 [-13.3, +8.1]" in per cent; nothing for "nothing changes" itself. */
function percentInterval({ mean, low, high }: MeanInterval): string {
  const [middle, ...ends] = [mean, low, high].map((end) => signedText(100 * end, 1));
  return low === high ? '' : `${middle} [${ends.join(', ')}]`;
}

function comparisonOf(
  errors: PairErrors,
  names: readonly string[],
  { pooled, byBatch }: RelativeError,
): Pick<BatchComparison, 'mse' | 'difference' | 'batches'> {
  const batches = batchErrors(errors);
  const pairs = batches.reduce((sum, one) => sum + one.pairs, 0);
  return {
    mse: batches.reduce((sum, one) => sum + (one.mse * one.pairs) / pairs, 0),
    difference: pooled,
    batches: batches.map((one, k) => ({ batch: names[k], ...one, difference: byBatch[k] })),
  };
}

/** The mean over models, pair by pair. */
function meanErrors(models: readonly PairErrors[]): number[][] {
  return models[0].map((batch, b) =>
    Array.from(batch, (_, pair) => models.reduce((sum, model) => sum + model[b][pair], 0) / models.length),
  );
}
