/**
 * The power of ten in which errors are written with one digit before the point, that of the smallest of them: 1e-5 and '1e-5', say.
 *
 * @throws RangeError if no error is positive and finite
 */
export function errorUnit(errors: readonly number[]): { size: number; name: string } {
  const positive = errors.filter((error) => error > 0 && Number.isFinite(error));
  if (positive.length === 0) throw new RangeError('there is no positive error to draw');
  const exponent = Math.floor(Math.log10(Math.min(...positive)));
  return { size: Number(`1e${exponent}`), name: `1e${exponent}` };
}
