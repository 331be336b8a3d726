import { at, VECTOR } from './memory';

/** Nearer to w = 1 than this the quotients lose digits, and power series take over. */
const NEAR: f32 = 0.05;
const LN2: f32 = 0.6931471805599453;

/** Vectors of factors between two logarithms: few enough that no lane's product overflows or vanishes. */
const FACTORS: i32 = 8;

/** up = M(w + 1) / M(w), down = M(w - 1) / M(w), logs_k = sum_j log M(W_kj). */
export function momentRatios(
  weights: i32,
  halvings: i32,
  rows: i32,
  cols: i32,
  logs: i32,
  up: i32,
  down: i32,
): void {
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  const stride = at(cols);
  for (let k = 0; k < rows; k++) {
    let p: usize = k * stride;
    const end = p + stride;
    let sum: f64 = 0;
    while (p < end) {
      let product = one;
      for (let factor = 0; factor < FACTORS && p < end; factor++) {
        const w = v128.load(at(weights) + p);
        const halving = v128.load(at(halvings) + p);
        const moment = moments(f32x4.sub(one, w), halving);
        product = f32x4.mul(product, moment);
        const higher = moments(f32x4.neg(w), f32x4.mul(halving, half));
        const lower = moments(f32x4.sub(f32x4.splat(2), w), f32x4.add(halving, halving));
        v128.store(at(up) + p, f32x4.div(higher, moment));
        v128.store(at(down) + p, f32x4.div(lower, moment));
        p += VECTOR;
      }
      sum += logOfLanes(product);
    }
    store<f32>(at(logs + k), <f32>sum);
  }
}

/** gradient (rows x cols) += the pull-back of ofLogs (rows), ofUp and ofDown (rows x cols) through momentRatios. */
export function momentRatiosBackward(
  weights: i32,
  halvings: i32,
  up: i32,
  down: i32,
  ofLogs: i32,
  ofUp: i32,
  ofDown: i32,
  rows: i32,
  cols: i32,
  gradient: i32,
): void {
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  const stride = at(cols);
  for (let k = 0; k < rows; k++) {
    const ofLog = v128.load32_splat(at(ofLogs + k));
    for (let p: usize = k * stride, end = p + stride; p < end; p += VECTOR) {
      const w = v128.load(at(weights) + p);
      const halving = v128.load(at(halvings) + p);
      const ofUpLog = f32x4.mul(v128.load(at(ofUp) + p), v128.load(at(up) + p));
      const ofDownLog = f32x4.mul(v128.load(at(ofDown) + p), v128.load(at(down) + p));
      const ofItself = f32x4.sub(f32x4.sub(ofLog, ofUpLog), ofDownLog);
      let sum = f32x4.mul(ofItself, logSlopes(f32x4.sub(one, w), halving));
      const higher = logSlopes(f32x4.neg(w), f32x4.mul(halving, half));
      const lower = logSlopes(f32x4.sub(f32x4.splat(2), w), f32x4.add(halving, halving));
      sum = f32x4.add(sum, f32x4.add(f32x4.mul(ofUpLog, higher), f32x4.mul(ofDownLog, lower)));
      v128.store(at(gradient) + p, f32x4.add(v128.load(at(gradient) + p), sum));
    }
  }
}

/** The logarithm of the product of the lanes. */
// @ts-ignore: decorator
@inline
function logOfLanes(product: v128): f64 {
  const lower = <f64>f32x4.extract_lane(product, 0) * <f64>f32x4.extract_lane(product, 1);
  const upper = <f64>f32x4.extract_lane(product, 2) * <f64>f32x4.extract_lane(product, 3);
  return Math.log(lower * upper);
}

/** out (rows x rows, symmetric): out_kl = sum_j log M(W_kj + W_lj). A column of padding has w = 0: M = 1. */
export function logPairMoments(weights: i32, halvings: i32, rows: i32, cols: i32, out: i32): void {
  const one = f32x4.splat(1);
  const stride = at(cols);
  for (let k = 0; k < rows; k++) {
    for (let l = 0; l <= k; l++) {
      let wK = at(weights) + k * stride;
      let wL = at(weights) + l * stride;
      let hK = at(halvings) + k * stride;
      let hL = at(halvings) + l * stride;
      const end = wK + stride;
      let sum: f64 = 0;
      while (wK < end) {
        let product = one;
        for (let factor = 0; factor < FACTORS && wK < end; factor++) {
          const rest = f32x4.sub(f32x4.sub(one, v128.load(wK)), v128.load(wL));
          const halving = f32x4.mul(v128.load(hK), v128.load(hL));
          product = f32x4.mul(product, moments(rest, halving));
          wK += VECTOR;
          wL += VECTOR;
          hK += VECTOR;
          hL += VECTOR;
        }
        sum += logOfLanes(product);
      }
      store<f32>(at(out + k * rows + l), <f32>sum);
      store<f32>(at(out + l * rows + k), <f32>sum);
    }
  }
}

/** gradient (rows x cols) += the pull-back of `adjoint` (rows x rows) through logPairMoments. */
export function logPairMomentsBackward(
  weights: i32,
  halvings: i32,
  adjoint: i32,
  rows: i32,
  cols: i32,
  gradient: i32,
): void {
  const one = f32x4.splat(1);
  const stride = at(cols);
  for (let k = 0; k < rows; k++) {
    for (let l = 0; l <= k; l++) {
      const both = load<f32>(at(adjoint + k * rows + l)) + load<f32>(at(adjoint + l * rows + k));
      if (both == 0) continue;
      const scale = f32x4.splat(both);
      const rowK = k * stride;
      const rowL = l * stride;
      for (let p: usize = 0; p < stride; p += VECTOR) {
        const rest = f32x4.sub(
          f32x4.sub(one, v128.load(at(weights) + rowK + p)),
          v128.load(at(weights) + rowL + p),
        );
        const halving = f32x4.mul(
          v128.load(at(halvings) + rowK + p),
          v128.load(at(halvings) + rowL + p),
        );
        const change = f32x4.mul(scale, logSlopes(rest, halving));
        const ofK = at(gradient) + rowK + p;
        v128.store(ofK, f32x4.add(v128.load(ofK), change));
        if (k != l) {
          const ofL = at(gradient) + rowL + p;
          v128.store(ofL, f32x4.add(v128.load(ofL), change));
        }
      }
    }
  }
}

/** M(w) = (2 2^-w - 1) / (1 - w), given 1 - w and 2^-w. */
// @ts-ignore: decorator
@inline
function moments(rest: v128, halving: v128): v128 {
  const one = f32x4.splat(1);
  const quotient = f32x4.div(f32x4.sub(f32x4.add(halving, halving), one), rest);
  const near = f32x4.lt(f32x4.abs(rest), f32x4.splat(NEAR));
  if (!v128.any_true(near)) return quotient;
  // ln 2 (1 + z/2 (1 + z/3 (1 + z/4 (1 + z/5)))), z = (1 - w) ln 2.
  const z = f32x4.mul(rest, f32x4.splat(LN2));
  let series = f32x4.add(one, f32x4.mul(z, f32x4.splat(1.0 / 5.0)));
  series = f32x4.add(one, f32x4.mul(f32x4.mul(z, f32x4.splat(1.0 / 4.0)), series));
  series = f32x4.add(one, f32x4.mul(f32x4.mul(z, f32x4.splat(1.0 / 3.0)), series));
  series = f32x4.add(one, f32x4.mul(f32x4.mul(z, f32x4.splat(1.0 / 2.0)), series));
  return v128.bitselect(f32x4.mul(series, f32x4.splat(LN2)), quotient, near);
}

/** d log M / dw = 1 / (1 - w) - 2 ln 2 2^-w / (2 2^-w - 1). */
// @ts-ignore: decorator
@inline
function logSlopes(rest: v128, halving: v128): v128 {
  const one = f32x4.splat(1);
  const twice = f32x4.add(halving, halving);
  const less = f32x4.sub(twice, one);
  // One division for both fractions.
  const numerator = f32x4.sub(less, f32x4.mul(f32x4.mul(f32x4.splat(LN2), twice), rest));
  const quotient = f32x4.div(numerator, f32x4.mul(rest, less));
  const near = f32x4.lt(f32x4.abs(rest), f32x4.splat(NEAR));
  if (!v128.any_true(near)) return quotient;
  // -ln 2 (1/2 + z/12 - z^3/720), z = (1 - w) ln 2.
  const z = f32x4.mul(rest, f32x4.splat(LN2));
  const cube = f32x4.mul(f32x4.mul(z, z), z);
  const series = f32x4.sub(
    f32x4.add(f32x4.splat(0.5), f32x4.mul(z, f32x4.splat(1.0 / 12.0))),
    f32x4.mul(cube, f32x4.splat(1.0 / 720.0)),
  );
  return v128.bitselect(f32x4.mul(series, f32x4.splat(-LN2)), quotient, near);
}
