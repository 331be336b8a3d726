/** The power of ten in which errors are written with one digit before the point: that of the smallest of them. */
export interface ErrorUnit {
  /** 1e-5, say. */
  readonly size: number;
  /** '1e-5' */
  readonly name: string;
}

/** @throws RangeError if no error is positive and finite */
export function errorUnit(errors: readonly number[]): ErrorUnit {
  const positive = errors.filter((error) => error > 0 && Number.isFinite(error));
  if (positive.length === 0) throw new RangeError('there is no positive error to draw');
  const exponent = Math.floor(Math.log10(Math.min(...positive)));
  return { size: 10 ** exponent, name: `1e${exponent}` };
}
