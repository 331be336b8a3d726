import { meanAndSd, meanAndSdText, signedText } from '../math/mean-and-sd';

type Known = number | null | undefined;

const written = (value: Known, unit: number, digits: number): string =>
  value === null || value === undefined ? '' : (unit * value).toFixed(digits);

/**
 * Numbers as a notebook's tables and sentences write them, without their unit; an empty text for what is not known. A notebook takes
 * the ones that it needs: `const { percent, spread } = dash.numberText`.
 */
export const numberText = {
  /** A share, 0 to 1, in per cent: 0.9512 is "95.1". */
  percent: (share: Known, digits = 1): string => written(share, 100, digits),
  /** An error in thousandths: 0.00241 is "2.41". */
  thousandths: (error: Known, digits = 2): string => written(error, 1000, digits),
  /** A difference with its sign, in the unit that it has: 2.34 is "+2.3". */
  signed: (difference: Known, digits = 1): string =>
    difference === null || difference === undefined ? '' : signedText(difference, digits),
  /** A spread that is worked out already, times `unit`. */
  meanAndSd: meanAndSdText,
  /** Mean and sample standard deviation of what is known, times `unit`: "95.1 ± 0.4"; the value alone where there is one. */
  spread(values: readonly Known[], unit = 1, digits = 1): string {
    const known = values.filter((value): value is number => value !== null && value !== undefined);
    return known.length === 0 ? '' : meanAndSdText(meanAndSd(known), unit, digits);
  },
};
