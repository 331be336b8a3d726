import type { Random } from '../math/random';

/** How the levels at t = 0 are distributed, gene by gene; drawn once for a simulated data set. */
export interface StartDistribution {
  /** Mean and standard deviation of every input gene. */
  readonly inputMean: Float64Array;
  readonly inputSd: Float64Array;
  /** Shift of every other gene, in gene order. */
  readonly shift: Float64Array;
}

/**
 * Input genes: mean ~ Beta(10, 10), sd = max(0.01, Beta(15, 15) min(mean, 1 - mean) / 3). Other genes: shift ~
 * U(-0.25, 0.25).
 */
export function drawStartDistribution(genes: number, inputs: number, random: Random): StartDistribution {
  const inputMean = Float64Array.from({ length: inputs }, () => random.beta(10, 10));
  const inputSd = inputMean.map((mean) =>
    Math.max(0.01, (random.beta(15, 15) * Math.min(mean, 1 - mean)) / 3),
  );
  const shift = Float64Array.from({ length: genes - inputs }, () => random.uniform(-0.25, 0.25));
  return { inputMean, inputSd, shift };
}

/**
 * The start distribution behind some trajectories, gene by gene: mean and sd (at least 0.01) of an input gene; the shift of
 * another as its mean minus 1/2, the mean of Beta(2, 2), held to the [-0.25, 0.25] it is drawn from. With ten starts a mean
 * is known to about a third of the sd of one level.
 * @param starts one array a trajectory: the level of every gene at t = 0
 * @throws RangeError for fewer than two starts
 */
export function estimateStartDistribution(
  starts: readonly ArrayLike<number>[],
  inputs: number,
): StartDistribution {
  if (starts.length < 2)
    throw new RangeError(`a distribution cannot be estimated from ${starts.length} start`);
  const means = Float64Array.from(starts[0], (_, gene) => mean(starts.map((start) => start[gene])));
  const sds = means.map((center, gene) =>
    Math.sqrt(
      (mean(starts.map((start) => (start[gene] - center) ** 2)) * starts.length) / (starts.length - 1),
    ),
  );
  return {
    inputMean: means.slice(0, inputs),
    inputSd: sds.slice(0, inputs).map((sd) => Math.max(0.01, sd)),
    shift: means.slice(inputs).map((center) => Math.min(0.25, Math.max(-0.25, center - 0.5))),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The levels of one trajectory at t = 0, one a gene, in [0, 1]: N(mean, sd^2) for an input gene, redrawn until it lies in
 * [0, 1]; Beta(2, 2) plus the gene's shift, clipped to [0, 1], for another.
 */
export function drawStartLevels(
  { inputMean, inputSd, shift }: StartDistribution,
  random: Random,
): Float64Array {
  const levels = new Float64Array(inputMean.length + shift.length);
  for (let gene = 0; gene < inputMean.length; gene++) {
    do levels[gene] = random.normal(inputMean[gene], inputSd[gene]);
    while (levels[gene] < 0 || levels[gene] > 1);
  }
  for (let k = 0; k < shift.length; k++) {
    levels[inputMean.length + k] = Math.min(1, Math.max(0, random.beta(2, 2) + shift[k]));
  }
  return levels;
}
