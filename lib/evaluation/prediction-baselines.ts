import type { Series } from '../studies/study';

/** Which values count as the truth: `recorded` (noise included) or `clean`. */
export type ExpressionValues = 'recorded' | 'clean';

/** What a predictor says of a gene at the time `time` (1 or later) of a series, knowing the time before, and the truth. */
export type PairPrediction = (one: Series, gene: number, time: number) => readonly [number, number];

/**
 * Mean squared error of "nothing changes" over all pairs of consecutive times: g(t_i) as the prediction of g(t_i+1),
 * both as `values` has them, squared errors pooled over pairs, genes and series. A model that does not beat it has
 * learned nothing about the dynamics.
 *
 * @throws RangeError if no series has two times
 */
export function persistenceError(series: readonly Series[], values: ExpressionValues): number {
  return meanSquaredError(series, persistence(values));
}

/** "Nothing changes", pair by pair. */
export function persistence(values: ExpressionValues): PairPrediction {
  return (one, gene, i) => [at(one, values, gene, i - 1), at(one, values, gene, i)];
}

/**
 * Mean squared error of "nothing ever changes": the clean start g(t_0) as the prediction of every later clean value,
 * the baseline for a roll-out.
 *
 * @throws RangeError if no series has two times
 */
export function persistenceRollOutError(series: readonly Series[]): number {
  return meanSquaredError(series, (one, gene, i) => [at(one, 'clean', gene, 0), at(one, 'clean', gene, i)]);
}

/**
 * Mean squared error of predicting each gene's mean over all recorded training values, over the later member of every
 * test pair (every time but a series' first).
 *
 * @throws RangeError if there is no training value, or no test series has two times
 */
export function trainingMeanError(
  training: readonly Series[],
  test: readonly Series[],
  values: ExpressionValues,
): number {
  const means = geneMeans(training);
  return meanSquaredError(test, (one, gene, i) => [means[gene], at(one, values, gene, i)]);
}

/**
 * Mean squared error of a first-order autoregression of each gene on itself alone, g(t_i+1) = a + b g(t_i): a and b by
 * least squares over the recorded training pairs (consecutive times within a series, so a gap between two segments is no
 * pair), the length of the interval left aside. A gene that never varies in training is predicted to stay at its mean.
 *
 * @param intercept false: a = 0, so each gene only decays or grows; fewer numbers to learn from a short series. A gene
 *   that is always 0 in training is then predicted to stay as it is.
 * @throws RangeError if there is no training pair, or no test series has two times
 */
export function ar1Error(
  training: readonly Series[],
  test: readonly Series[],
  values: ExpressionValues,
  intercept = true,
): number {
  return meanSquaredError(test, autoregression(training, values, intercept));
}

/** The autoregression of `ar1Error`, pair by pair. @throws RangeError if there is no training pair */
export function autoregression(
  training: readonly Series[],
  values: ExpressionValues,
  intercept = true,
): PairPrediction {
  const lines = geneLines(training, intercept);
  return (one, gene, i) => [
    lines.a[gene] + lines.b[gene] * at(one, values, gene, i - 1),
    at(one, values, gene, i),
  ];
}

/**
 * Mean squared error of going on as before: g(t_i+1) on the straight line through g(t_i-1) and g(t_i). It sees two times
 * where a model sees one. The first pair of a series takes the last earlier time of `before`; where there is none, it takes
 * "nothing changes".
 *
 * @param before series of the same sample, of which the tested ones are a part cut out (breast cancer: the training
 *   segments; batches that are samples of their own, as in bone marrow, have none)
 * @throws RangeError if no series has two times
 */
export function linearExtrapolationError(
  series: readonly Series[],
  values: ExpressionValues,
  before: readonly Series[] = [],
): number {
  const origins = new Map(series.map((one) => [one, lastBefore(one.times[0], before)]));
  return meanSquaredError(series, (one, gene, i) => {
    const { times } = one;
    const here = at(one, values, gene, i - 1);
    const origin = i > 1 ? { one, time: i - 2 } : origins.get(one);
    const target = at(one, values, gene, i);
    if (!origin) return [here, target];
    const rise = here - at(origin.one, values, gene, origin.time);
    const run = times[i - 1] - origin.one.times[origin.time];
    return [here + (rise / run) * (times[i] - times[i - 1]), target];
  });
}

/** The latest time of any series that lies before `time`, or null. */
function lastBefore(time: number, series: readonly Series[]): { one: Series; time: number } | null {
  let last: { one: Series; time: number } | null = null;
  for (const one of series) {
    one.times.forEach((earlier, k) => {
      if (earlier < time && !(last && last.one.times[last.time] >= earlier)) last = { one, time: k };
    });
  }
  return last;
}

/** Each gene's least-squares line from its recorded value to the next, over all consecutive times. */
function geneLines(training: readonly Series[], intercept: boolean): { a: Float64Array; b: Float64Array } {
  const pairs = training.reduce((sum, { times }) => sum + Math.max(0, times.length - 1), 0);
  if (pairs === 0) throw new RangeError('an autoregression needs at least one pair of consecutive times');
  const genes = genesOf(training[0]);
  const a = new Float64Array(genes);
  const b = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    const x = new Float64Array(pairs);
    const y = new Float64Array(pairs);
    let next = 0;
    for (const one of training) {
      for (let i = 1; i < one.times.length; i++, next++) {
        x[next] = at(one, 'recorded', gene, i - 1);
        y[next] = at(one, 'recorded', gene, i);
      }
    }
    const [centreX, centreY] = intercept ? [mean(x), mean(y)] : [0, 0];
    let xx = 0;
    let xy = 0;
    for (let k = 0; k < pairs; k++) {
      xx += (x[k] - centreX) ** 2;
      xy += (x[k] - centreX) * (y[k] - centreY);
    }
    b[gene] = xx > 0 ? xy / xx : intercept ? 0 : 1;
    a[gene] = centreY - b[gene] * centreX;
  }
  return { a, b };
}

/** Each gene's mean over every recorded time of every series. */
function geneMeans(series: readonly Series[]): Float64Array {
  const times = series.reduce((count, one) => count + one.times.length, 0);
  if (times === 0) throw new RangeError('a mean needs at least one recorded time');
  const means = new Float64Array(genesOf(series[0]));
  for (const one of series) {
    one.recorded.forEach((value, k) => (means[Math.floor(k / one.times.length)] += value / times));
  }
  return means;
}

/** Pools (prediction - target)^2 over genes, series and every time but the first. */
function meanSquaredError(series: readonly Series[], predictionAndTarget: PairPrediction): number {
  let sum = 0;
  let count = 0;
  for (const one of series) {
    const genes = genesOf(one);
    for (let gene = 0; gene < genes; gene++) {
      for (let i = 1; i < one.times.length; i++) {
        const [prediction, target] = predictionAndTarget(one, gene, i);
        sum += (prediction - target) ** 2;
        count++;
      }
    }
  }
  if (count === 0) throw new RangeError('there is no pair of consecutive times to predict');
  return sum / count;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const genesOf = ({ recorded, times }: Series): number => recorded.length / times.length;

const at = (one: Series, values: ExpressionValues, gene: number, time: number): number =>
  one[values][gene * one.times.length + time];
