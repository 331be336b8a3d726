/**
 * log and exp of four float32 at once, with the range reductions and minimax polynomials of the Cephes library
 * (S. Moshier, logf and expf; relative error about 1e-7).
 */

/**
 * Numbers that a loop needs as vectors stand in memory. V8 makes a constant vector anew each time round, in three
 * instructions; this is one.
 */
// @ts-ignore: decorator
@inline
export function constant(table: usize, index: i32): v128 {
  return v128.load32_splat(table + (<usize>index << 2));
}

/** log((1 + f)) - f + f^2 / 2 over f^3, highest power first. */
const LOG = memory.data<f32>([
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);

/** (exp(r) - 1 - r) / r^2, highest power first. */
const EXP = memory.data<f32>([
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
]);

/** log 2 in two parts: the first has few digits, so that its multiples are exact. */
const LOG2 = memory.data<f32>([0.693359375, -2.12194440e-4]);

/** 1/2, 1, sqrt(1/2), 1 / log 2, and the ends of exp. */
const SIMPLE = memory.data<f32>([0.5, 1, 0.70710678118654752, 1.44269504088896341, -87, 88]);

/** The bits of a mantissa, and what is taken from an exponent of log and added to one of exp. */
const BITS = memory.data<i32>([0x007fffff, 126, 127]);

/** One step down a polynomial. */
// @ts-ignore: decorator
@inline
function next(sum: v128, x: v128, table: usize, index: i32): v128 {
  return f32x4.add(f32x4.mul(sum, x), constant(table, index));
}

/** log(x) for normal x > 0. */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const half = constant(SIMPLE, 0);
  const one = constant(SIMPLE, 1);
  // x = 2^exponent * mantissa with mantissa in [0.5, 1), moved to [sqrt(1/2), sqrt(2)).
  let exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), constant(BITS, 1)));
  let mantissa = v128.or(v128.and(x, constant(BITS, 0)), half);
  const small = f32x4.lt(mantissa, constant(SIMPLE, 2));
  exponent = f32x4.sub(exponent, v128.and(one, small));
  mantissa = f32x4.add(mantissa, v128.and(mantissa, small));
  const f = f32x4.sub(mantissa, one);
  const square = f32x4.mul(f, f);
  let y = constant(LOG, 0);
  y = next(y, f, LOG, 1);
  y = next(y, f, LOG, 2);
  y = next(y, f, LOG, 3);
  y = next(y, f, LOG, 4);
  y = next(y, f, LOG, 5);
  y = next(y, f, LOG, 6);
  y = next(y, f, LOG, 7);
  y = next(y, f, LOG, 8);
  y = f32x4.mul(f32x4.mul(y, f), square);
  y = f32x4.add(y, f32x4.mul(exponent, constant(LOG2, 1)));
  y = f32x4.sub(y, f32x4.mul(square, half));
  return f32x4.add(f32x4.add(f, y), f32x4.mul(exponent, constant(LOG2, 0)));
}

/** exp(x); the argument is held within [-87, 88], the range of normal float32 results. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const held = f32x4.min(f32x4.max(x, constant(SIMPLE, 4)), constant(SIMPLE, 5));
  const count = f32x4.nearest(f32x4.mul(held, constant(SIMPLE, 3)));
  let r = f32x4.sub(held, f32x4.mul(count, constant(LOG2, 0)));
  r = f32x4.sub(r, f32x4.mul(count, constant(LOG2, 1)));
  let y = constant(EXP, 0);
  y = next(y, r, EXP, 1);
  y = next(y, r, EXP, 2);
  y = next(y, r, EXP, 3);
  y = next(y, r, EXP, 4);
  y = next(y, r, EXP, 5);
  y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, r), r), r), constant(SIMPLE, 1));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(count), constant(BITS, 2)), 23);
  return f32x4.mul(y, scale);
}
