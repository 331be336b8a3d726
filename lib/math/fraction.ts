/** @throws RangeError that names the value where it is not from 0 to 1 (NaN is not) */
export function requireFraction(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is a fraction from 0 to 1, not ${value}`);
}
