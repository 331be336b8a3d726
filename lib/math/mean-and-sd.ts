/** Mean and spread over seeds. */
export interface MeanAndSd {
  readonly mean: number;
  /** The sample's standard deviation (n - 1 in the denominator); null for a single value. */
  readonly sd: number | null;
}

/** Mean and sample standard deviation of some values, in their unit. @throws RangeError if there is no value */
export function meanAndSd(values: readonly number[]): MeanAndSd {
  if (values.length === 0) throw new RangeError('there is no mean of no values');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/** "95.1 ± 0.4", a single value alone, nothing for null. */
export function meanAndSdText(spread: MeanAndSd | null, unit: number, digits: number): string {
  if (spread === null) return '';
  const text = (value: number): string => (unit * value).toFixed(digits);
  return spread.sd === null ? text(spread.mean) : `${text(spread.mean)} ± ${text(spread.sd)}`;
}

/** A difference with its sign: "+2.3", "-2.3", "0.0". */
export const signedText = (difference: number, digits: number): string =>
  `${difference > 0 ? '+' : ''}${difference.toFixed(digits)}`;

/** The spread of what is there; null where nothing is. */
export function meanAndSdOfKnown(values: readonly (number | null)[]): MeanAndSd | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length > 0 ? meanAndSd(known) : null;
}

/** A sample by its mean, its standard deviation and its size. */
export interface Sample extends MeanAndSd {
  readonly count: number;
}

/** Some values as a sample. @throws RangeError if there is no value */
export const sampleOf = (values: readonly number[]): Sample => ({
  ...meanAndSd(values),
  count: values.length,
});

/** What is there as a sample; null where nothing is. */
export function sampleOfKnown(values: readonly (number | null)[]): Sample | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length > 0 ? sampleOf(known) : null;
}
