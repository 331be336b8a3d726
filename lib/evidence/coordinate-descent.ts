/** A weighted lasso in covariance form: the least of 1/2 b' G b - c' b + sum of penalty_i |b_i|. */
export interface LassoProblem {
  /** G, n x n, symmetric: X' X / N of the centred predictors. A predictor whose diagonal is 0 never enters. */
  readonly gram: Float64Array;
  /** c, n: X' y / N. */
  readonly covariance: Float64Array;
  /** n; 0 leaves a coefficient free, Infinity keeps it at 0. */
  readonly penalties: Float64Array;
}

/**
 * How little a sweep may still lower the objective, as a share of the variance of y, when it is the last one: a coefficient's step
 * d lowers it by G_ii d^2 / 2.
 */
const GAIN = 1e-7;
/** Relative to the penalty: how far a correlation may lie above it without its coefficient being let in. */
const SLACK = 1e-3;
/** Enough for predictors that are all but equal. */
const SWEEPS = 2000;

/**
 * Solves it by coordinate descent over the coefficients that are in, until no other one is to be let in (Friedman, Hastie and
 * Tibshirani 2010, covariance updates): what has all N rows in it is summed once, in G and c.
 *
 * @param start coefficients to start from, such as those of a larger penalty; they are replaced by the solution
 * @param variance of y, to which the exactness is relative
 * @returns `start`
 */
export function solveLasso(
  problem: LassoProblem,
  start: Float64Array,
  variance: number,
  gain = GAIN,
): Float64Array {
  const { gram, covariance, penalties } = problem;
  const n = covariance.length;
  let inside: number[] = [];
  const isInside = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    if (!(gram[i * n + i] > 0)) start[i] = 0;
    else if (start[i] !== 0 || penalties[i] === 0) inside.push(i);
  }
  // Every round lets in at least one coefficient, or is the last.
  for (let round = 0; round < n + 2; round++) {
    descend(problem, start, inside, gain * variance);
    inside = inside.filter((i) => start[i] !== 0 || penalties[i] === 0);
    isInside.fill(0);
    for (const i of inside) isInside[i] = 1;
    const gradient = covariance.slice();
    for (const k of inside) subtractRow(gradient, gram, k * n, start[k]);
    const before = inside.length;
    for (let i = 0; i < n; i++) {
      if (!isInside[i] && gram[i * n + i] > 0 && Math.abs(gradient[i]) > penalties[i] * (1 + SLACK))
        inside.push(i);
    }
    if (inside.length === before) break;
  }
  return start;
}

function subtractRow(from: Float64Array, gram: Float64Array, row: number, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * gram[row + i];
}

/** Sweeps over the coefficients that are in until a sweep gains too little. */
function descend(
  { gram, covariance, penalties }: LassoProblem,
  b: Float64Array,
  inside: readonly number[],
  least: number,
): void {
  const n = covariance.length;
  const m = inside.length;
  // G, c and b of these alone, side by side in memory.
  const own = new Float64Array(m * m);
  const rest = new Float64Array(m);
  for (let p = 0; p < m; p++) {
    let sum = covariance[inside[p]];
    for (let q = 0; q < m; q++) {
      const g = gram[inside[p] * n + inside[q]];
      own[p * m + q] = g;
      sum -= g * b[inside[q]];
    }
    rest[p] = sum;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let largest = 0;
    for (let p = 0; p < m; p++) {
      const i = inside[p];
      const g = own[p * m + p];
      const pull = rest[p] + g * b[i];
      const shrunk = Math.max(0, Math.abs(pull) - penalties[i]) / g;
      const step = (pull > 0 ? shrunk : -shrunk) - b[i];
      if (step === 0) continue;
      b[i] += step;
      for (let q = 0, row = p * m; q < m; q++) rest[q] -= step * own[row + q];
      largest = Math.max(largest, g * step * step);
    }
    if (largest <= least) return;
  }
}
