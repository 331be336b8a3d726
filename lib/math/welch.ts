import type { Sample } from './mean-and-sd';
import { twoSidedP } from './student-t';

/** A difference of two means, tested. */
export interface MeanTest {
  readonly t: number;
  readonly freedom: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Welch's t test of two samples of unlike spread (Welch 1947). A sample of one value has no spread of its own: it is taken to spread
 * as the other one does, so that t is that of a single further value. Null where neither has a spread.
 */
export function welch(one: Sample, other: Sample): MeanTest | null {
  const difference = one.mean - other.mean;
  if (one.sd === null || other.sd === null) {
    const known = one.sd === null ? other : one;
    return known.sd === null
      ? null
      : tested(difference, known.sd * Math.sqrt(1 / one.count + 1 / other.count), known.count - 1);
  }
  const [first, second] = [one.sd ** 2 / one.count, other.sd ** 2 / other.count];
  const freedom = (first + second) ** 2 / (first ** 2 / (one.count - 1) + second ** 2 / (other.count - 1));
  // Without any spread the number of degrees does not matter: what differs, differs.
  return tested(difference, Math.sqrt(first + second), first + second > 0 ? freedom : 1);
}

function tested(difference: number, error: number, freedom: number): MeanTest {
  const t = difference === 0 ? 0 : difference / error;
  return { t, freedom, p: twoSidedP(t, freedom) };
}

/** Student's paired t test: whether the mean of some differences is 0. Null for less than two. */
export function pairedTest({ mean, sd, count }: Sample): MeanTest | null {
  return sd === null ? null : tested(mean, sd / Math.sqrt(count), count - 1);
}

/** P values corrected for their number by Holm's step-down rule (1979), in the order given. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b]);
  const corrected = new Array<number>(values.length);
  let highest = 0;
  order.forEach((k, rank) => {
    highest = Math.max(highest, Math.min(1, (values.length - rank) * values[k]));
    corrected[k] = highest;
  });
  return corrected;
}
