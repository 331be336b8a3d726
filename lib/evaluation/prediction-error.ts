import { pairsOf } from '../studies/pairs';
import type { Pairs } from '../studies/pairs';
import type { Series } from '../studies/study';
import type { Kernel } from '../kernels/kernel';
import type { Tolerances } from '../ode/solver';
import { Model } from '../phoenix/model';

/** Mean squared errors over all genes, (expression units)^2; three readings of "test MSE", which the paper leaves open. */
export interface PredictionError {
  /** From each recorded (noisy) value to the next recorded one: what training minimises. */
  readonly noisyPairs: number;
  /** From each clean value to the next clean one. */
  readonly cleanPairs: number;
  /** From the clean start through all later times, against the clean values: fits the paper's numbers best. */
  readonly rollOut: number;
}

/** A model that is no PHOENIX and predicts, as a linear one. */
export interface PredictingModel {
  readonly genes: readonly string[];
  /** As PHOENIX's (`Model.predict`). */
  predict(start: ArrayLike<number>, intervals: ArrayLike<number>): ArrayLike<number>;
  rollOut(series: Pick<Series, 'times' | 'recorded'>): ArrayLike<number>;
}

/**
 * Ten times tighter than training, so that the reading does not depend on the solver. By Dormand-Prince, whichever solver trained:
 * stored results hold numbers read so. The exponential scheme would save nothing: the pairs of SIM350 take 0.13 s by either, in a
 * run of seven seconds, and the errors agree to five digits.
 */
export const TEST_TOLERANCES: Tolerances = { relative: 1e-4, absolute: 1e-6 };

/**
 * How well a model predicts some series.
 * @throws SolverError when the model explodes on the way; RangeError for a series of fewer than two times.
 */
export function predictionError(
  model: Model | PredictingModel,
  series: readonly Series[],
  kernel?: Kernel,
): PredictionError {
  const noisyPairs = pairsError(model, series, kernel);
  const noiseless = series.every(({ recorded, clean }) => recorded === clean);
  return {
    noisyPairs,
    cleanPairs: noiseless ? noisyPairs : pairsError(model, series, kernel, 'clean'),
    rollOut: rollOutError(model, series, kernel),
  };
}

/** The first of these errors alone (or the second): from each value to the next, without the slow roll-out. */
export function pairsError(
  model: Model | PredictingModel,
  series: readonly Series[],
  kernel?: Kernel,
  values: 'recorded' | 'clean' = 'recorded',
): number {
  const pairs = pairsOf(series, values);
  if (!(model instanceof Model)) return meanSquaredError(model, pairs);
  return model.predicting((predictor) => predictor.meanSquaredError(pairs), { ...TEST_TOLERANCES, kernel });
}

/** MSE over all genes of all pairs, whose genes lie side by side where the model has pairs side by side. */
function meanSquaredError(model: PredictingModel, { genes, count, start, target, intervals }: Pairs): number {
  const place = (k: number): number => (k % count) * genes + Math.floor(k / count);
  const columns = Float64Array.from({ length: genes * count }, (_, k) => start[place(k)]);
  const predicted = model.predict(columns, intervals);
  let squares = 0;
  for (let k = 0; k < predicted.length; k++) squares += (predicted[k] - target[place(k)]) ** 2;
  return squares / predicted.length;
}

function rollOutError(model: Model | PredictingModel, series: readonly Series[], kernel?: Kernel): number {
  const genes = model.genes.length;
  let squares = 0;
  let count = 0;
  for (const { times, clean } of series) {
    const start = { times, recorded: clean };
    const predicted =
      model instanceof Model
        ? model.rollOut(start, times, { ...TEST_TOLERANCES, kernel })
        : model.rollOut(start);
    for (let t = 1; t < times.length; t++) {
      for (let p = t; p < predicted.length; p += times.length) {
        squares += (predicted[p] - Math.fround(clean[p])) ** 2;
      }
    }
    count += genes * (times.length - 1);
  }
  return squares / count;
}
