import { meanAndSd } from '../math/mean-and-sd';
import type { Model } from '../phoenix/model';
import type { Series, Study } from '../studies/study';
import { ar1Error, persistenceError } from './prediction-baselines';
import { pairsError, type PredictingModel } from './prediction-error';

/** Fewer test series cannot say who predicts better. */
const FEWEST = 5;

/**
 * Test errors of models beside the two predictors that know no network: from each recorded value to the next, in thousandths. Each is
 * compared with the lowest over the test series, one by one: a difference counts from two standard errors of its mean on.
 *
 * @param models by the names of their rows
 * @param study its test series judge, its training series fit the straight lines
 * @throws RangeError where there is no test series; SolverError when a model explodes on the way
 */
export function predictionTable(
  models: Readonly<Record<string, Model | PredictingModel>>,
  { training, test }: Pick<Study, 'training' | 'test'>,
): { columns: string[]; rows: string[][] } {
  if (test.length === 0) throw new RangeError('there is no test series to predict');
  const predictors: [string, (series: readonly Series[]) => number][] = [
    ...Object.entries(models).map(([name, model]): (typeof predictors)[number] => [
      name,
      (series) => pairsError(model, series),
    ]),
    ['nothing changes', (series) => persistenceError(series, 'recorded')],
    ['a line a gene', (series) => ar1Error(training, series, 'recorded')],
  ];
  const errors = predictors.map(([who, error]) => ({
    ...{ who, pooled: error(test), each: test.map((one) => error([one])) },
  }));
  const meanOf = ({ each }: { each: number[] }): number => meanAndSd(each).mean;
  const lowest = errors.reduce((best, one) => (meanOf(one) < meanOf(best) ? one : best));
  return {
    columns: ['predictor', 'test MSE (1e-3)', `above the lowest, over ${test.length} series`, ''],
    rows: errors.map((one) => [
      ...[one.who, (1000 * one.pooled).toFixed(3)],
      ...(one === lowest ? ['', 'lowest'] : difference(one.each, lowest.each)),
    ]),
  };
}

/** "1.20 ± 0.31" with its standard error, and whether it counts. */
function difference(errors: readonly number[], lowest: readonly number[]): [string, string] {
  const { mean, sd } = meanAndSd(errors.map((error, k) => error - lowest[k]));
  const thousandths = (value: number): string => (1000 * value).toFixed(3);
  if (sd === null) return [thousandths(mean), 'too few series to say'];
  const standardError = sd / Math.sqrt(errors.length);
  const clear = mean > 2 * standardError ? 'clearly' : 'not clearly';
  const said = errors.length < FEWEST ? 'too few series to say' : clear;
  return [`${thousandths(mean)} ± ${thousandths(standardError)}`, said];
}
