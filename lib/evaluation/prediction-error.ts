import { pairsOf } from '../studies/pairs';
import type { Series } from '../studies/study';
import type { Kernel } from '../kernels/kernel';
import type { Tolerances } from '../ode/solver';
import { PhoenixField } from '../phoenix/field';
import type { PhoenixShape } from '../phoenix/parameters';
import { Predictor } from '../phoenix/predictor';

/** Mean squared errors over all genes, (expression units)^2; three readings of "test MSE", which the paper leaves open. */
export interface PredictionError {
  /** From each recorded (noisy) value to the next recorded one: what training minimises. */
  readonly noisyPairs: number;
  /** From each clean value to the next clean one. */
  readonly cleanPairs: number;
  /** From the clean start through all later times, against the clean values: fits the paper's numbers best. */
  readonly rollOut: number;
}

/** Ten times tighter than training, so that the reading does not depend on the solver. */
const TOLERANCES: Tolerances = { relative: 1e-4, absolute: 1e-6 };

/**
 * How well a model predicts some series. `mask` (null: dense) only makes it faster: pruned weights are 0 either way.
 * @throws SolverError when the model explodes on the way; RangeError for a series of fewer than two times.
 */
export function predictionError(
  kernel: Kernel,
  shape: PhoenixShape,
  parameters: Float32Array,
  mask: Uint8Array | null,
  series: readonly Series[],
): PredictionError {
  const predictor = predictorOf(kernel, shape, parameters, mask);
  const noisyPairs = predictor.meanSquaredError(pairsOf(series, 'recorded'));
  const noiseless = series.every(({ recorded, clean }) => recorded === clean);
  return {
    noisyPairs,
    cleanPairs: noiseless ? noisyPairs : predictor.meanSquaredError(pairsOf(series, 'clean')),
    rollOut: rollOutError(predictor, series),
  };
}

/** The first of these errors alone: from each recorded value to the next, without the slow roll-out. */
export function pairsError(
  kernel: Kernel,
  shape: PhoenixShape,
  parameters: Float32Array,
  mask: Uint8Array | null,
  series: readonly Series[],
): number {
  return predictorOf(kernel, shape, parameters, mask).meanSquaredError(pairsOf(series, 'recorded'));
}

function predictorOf(
  kernel: Kernel,
  shape: PhoenixShape,
  parameters: Float32Array,
  mask: Uint8Array | null,
): Predictor {
  const field = new PhoenixField(kernel, shape);
  field.packing.setMask(mask);
  field.packing.pack(parameters, field.parameters);
  return new Predictor(field, TOLERANCES);
}

function rollOutError(predictor: Predictor, series: readonly Series[]): number {
  const genes = predictor.field.size;
  let squares = 0;
  let count = 0;
  for (const { times, clean } of series) {
    const column = (t: number): Float32Array =>
      Float32Array.from({ length: genes }, (_, gene) => clean[gene * times.length + t]);
    let state = column(0);
    for (let t = 1; t < times.length; t++) {
      state = predictor.predict(state, [times[t] - times[t - 1]]);
      const truth = column(t);
      for (let gene = 0; gene < genes; gene++) squares += (state[gene] - truth[gene]) ** 2;
      count += genes;
    }
  }
  return squares / count;
}
