/**
 * x^y for x >= 0 as exp(y log x), with the same bits under every Node. `**` and Math.pow have other last digits from Node 24
 * on, where they call the C library of the system; exp and log are V8's own. The lint refuses them in lib/, but for squares
 * (`x ** 2`) and powers of two (`2 ** n`), which are alike everywhere.
 * The relative error is about (1 + |y log x|) 2^-53: it is for rates, steps and responses, not for counts.
 * @param x not below 0 (NaN); of 0 the powers are 0, 1 for y = 0 and Infinity for y < 0
 */
export function power(x: number, y: number): number {
  return y === 0 ? 1 : Math.exp(y * Math.log(x));
}
