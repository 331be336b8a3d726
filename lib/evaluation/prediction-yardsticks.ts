import type { Series } from '../data/study';

/** Which values count as the truth: `recorded` (noise included) or `clean`. */
export type Values = 'recorded' | 'clean';

/**
 * Mean squared error of "nothing changes" over all pairs of consecutive times: g(t_i) as the prediction of g(t_i+1),
 * both as `values` has them, squared errors pooled over pairs, genes and series. A model that does not beat it has
 * learned nothing about the dynamics.
 *
 * @throws RangeError if no series has two times
 */
export function nothingChangesError(series: readonly Series[], values: Values): number {
  return meanSquaredError(series, (one, gene, i) => [at(one, values, gene, i - 1), at(one, values, gene, i)]);
}

/**
 * Mean squared error of "nothing ever changes": the clean start g(t_0) as the prediction of every later clean value,
 * the yardstick for a roll-out.
 *
 * @throws RangeError if no series has two times
 */
export function nothingChangesRollOutError(series: readonly Series[]): number {
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
  values: Values,
): number {
  const means = geneMeans(training);
  return meanSquaredError(test, (one, gene, i) => [means[gene], at(one, values, gene, i)]);
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
function meanSquaredError(
  series: readonly Series[],
  predictionAndTarget: (one: Series, gene: number, time: number) => readonly [number, number],
): number {
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

const genesOf = ({ recorded, times }: Series): number => recorded.length / times.length;

const at = (one: Series, values: Values, gene: number, time: number): number =>
  one[values][gene * one.times.length + time];
