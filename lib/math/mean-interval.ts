import { meanAndSd } from './mean-and-sd';

/** A mean with its two-sided 95 % interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Student's t interval of the mean of some values; without width for a single one. @throws RangeError if there is no value */
export function meanInterval(values: readonly number[]): MeanInterval {
  const { mean, sd } = meanAndSd(values);
  const reach = sd === null ? 0 : (studentT975(values.length - 1) * sd) / Math.sqrt(values.length);
  return { mean, low: mean - reach, high: mean + reach };
}

/** 97.5 % quantiles of Student's t for one and two degrees of freedom, of which the expansion knows too little. */
const FEW = [12.7062, 4.3027] as const;
/** The normal quantile z, and the coefficients of 1, 2, 3, 4 over the degrees of freedom (Abramowitz and Stegun 1964, 26.7.5). */
const EXPANSION = [1.959964, 2.372271, 2.822499, 2.55585, 1.589534] as const;

/** The 97.5 % quantile of Student's t, within a thousandth. */
function studentT975(freedom: number): number {
  if (freedom <= FEW.length) return FEW[freedom - 1];
  return EXPANSION.reduceRight((sum, coefficient) => coefficient + sum / freedom, 0);
}
