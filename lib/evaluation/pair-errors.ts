import type { Kernel } from '../kernels/kernel';
import { Model } from '../phoenix/model';
import { pairsOf } from '../studies/pairs';
import type { Series } from '../studies/study';
import type { PairPrediction } from './prediction-baselines';
import { TEST_TOLERANCES, type PredictingModel } from './prediction-error';

/**
 * The squared error of every pair of consecutive times, a mean over the genes: one array a series (a batch of cells, for
 * one), in its order. The mean over all of them is the error that `predictionError` calls noisyPairs.
 */
export type PairErrors = readonly ArrayLike<number>[];

/** The errors of a predictor that needs no model, against the recorded values if it says those. */
export function pairErrorsOf(series: readonly Series[], predict: PairPrediction): Float64Array[] {
  return series.map((one) => {
    const genes = one.recorded.length / one.times.length;
    return Float64Array.from({ length: one.times.length - 1 }, (_, pair) => {
      let squares = 0;
      for (let gene = 0; gene < genes; gene++) {
        const [prediction, target] = predict(one, gene, pair + 1);
        squares += (prediction - target) ** 2;
      }
      return squares / genes;
    });
  });
}

/**
 * The errors of a model, from each recorded value to the next.
 * @throws SolverError when the model explodes on the way; RangeError for a series of fewer than two times
 */
export function pairErrorsOfModel(
  model: Model | PredictingModel,
  series: readonly Series[],
  kernel?: Kernel,
): Float64Array[] {
  return series.map((one) => {
    const { genes, count, start, target, intervals } = pairsOf([one]);
    // pairsOf has a pair's genes side by side, predict a gene's pairs.
    const place = (k: number): number => (k % count) * genes + Math.floor(k / count);
    const columns = Float64Array.from(target, (_, k) => start[place(k)]);
    const predicted =
      model instanceof Model
        ? model.predict(columns, intervals, { ...TEST_TOLERANCES, kernel })
        : model.predict(columns, intervals);
    const errors = new Float64Array(count);
    for (let k = 0; k < predicted.length; k++) {
      errors[k % count] += (predicted[k] - target[place(k)]) ** 2 / genes;
    }
    return errors;
  });
}
