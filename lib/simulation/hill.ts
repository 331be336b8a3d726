import { power } from '../math/power';

/**
 * Hill kinetics with the normalisation of the simulator behind the synthetic data: the response is 0 without the
 * regulator, 1/2 at its half-maximal level E and 1 at level 1.
 */

/**
 * The two numbers a Hill term needs besides its exponent, chosen so that f = a x^h / (e + b x^h).
 * With e = E^h and B = (e - 1)/(2e - 1) the published form B x^h / ((B - 1) + x^h) is the same fraction, numerator and
 * denominator multiplied by 1 - 2e; written this way it has no singularity at e = 1/2.
 * @throws RangeError unless 0 < ec50 < 1 and exponent > 0.
 */
export function hillConstants(ec50: number, exponent: number): { a: number; b: number; e: number } {
  if (!(ec50 > 0 && ec50 < 1))
    throw new RangeError(`a half-maximal level lies between 0 and 1, not at ${ec50}`);
  if (!(exponent > 0 && Number.isFinite(exponent))) {
    throw new RangeError(`a Hill exponent is a positive number, not ${exponent}`);
  }
  const e = power(ec50, exponent);
  return { a: 1 - e, b: 1 - 2 * e, e };
}

/**
 * fAct(x; E, h) = B x^h / ((B - 1) + x^h), B = (E^h - 1)/(2 E^h - 1): how far a regulator at level x switches its
 * target on. A level below 0, which only the round-off of an integration produces, counts as 0.
 */
export function hillActivation(level: number, ec50: number, exponent: number): number {
  const { a, b, e } = hillConstants(ec50, exponent);
  const raised = power(Math.max(level, 0), exponent);
  return (a * raised) / (e + b * raised);
}

/** 1 - fAct(x; E, h). */
export function hillRepression(level: number, ec50: number, exponent: number): number {
  return 1 - hillActivation(level, ec50, exponent);
}
