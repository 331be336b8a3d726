import { sampleOf, type Sample } from './mean-and-sd';
import { twoSidedQuantile } from './student-t';

/** A mean with its two-sided 95 % interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Student's t interval of the mean of some values; without width for a single one. @throws RangeError if there is no value */
export const meanInterval = (values: readonly number[]): MeanInterval => intervalOf(sampleOf(values));

/** The same of a sample. */
export function intervalOf({ mean, sd, count }: Sample): MeanInterval {
  const reach = sd === null ? 0 : (twoSidedQuantile(0.05, count - 1) * sd) / Math.sqrt(count);
  return { mean, low: mean - reach, high: mean + reach };
}

/** "[94.6, 95.6]"; nothing for null and for a single value. */
export function intervalText(sample: Sample | null, unit: number, digits: number): string {
  if (sample === null || sample.sd === null) return '';
  const { low, high } = intervalOf(sample);
  return `[${(unit * low).toFixed(digits)}, ${(unit * high).toFixed(digits)}]`;
}
