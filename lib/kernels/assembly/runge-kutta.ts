import { at, VECTOR } from './memory';

/** sum_t coefficients[t] k_t at byte p of blocks that lie `span` bytes apart, added to `start`. */
// @ts-ignore: decorator
@inline
function weightedSum(start: v128, k: usize, p: usize, span: usize, coefficients: usize, terms: i32): v128 {
  let sum = start;
  let block = k + p;
  for (let t = 0; t < terms; t++) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(coefficients + (<usize>t << 2)), v128.load(block)));
    block += span;
  }
  return sum;
}

/** out = y + sum_t coefficients[t] k_t. */
export function combine(out: i32, y: i32, k: i32, length: i32, coefficients: i32, terms: i32): void {
  const span = at(length);
  for (let p: usize = 0; p < span; p += VECTOR) {
    v128.store(at(out) + p, weightedSum(v128.load(at(y) + p), at(k), p, span, at(coefficients), terms));
  }
}

/** out += factor x. */
export function axpy(out: i32, x: i32, length: i32, factor: f32): void {
  const span = at(length);
  const scale = f32x4.splat(factor);
  for (let p: usize = 0; p < span; p += VECTOR) {
    const sum = at(out) + p;
    v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(scale, v128.load(at(x) + p))));
  }
}

/** out (rows x B) = x with column b multiplied by factors[b]. */
export function scaleColumns(out: i32, x: i32, factors: i32, rows: i32, batch: i32): void {
  const width = at(batch);
  const length = at(rows * batch);
  for (let lane: usize = 0; lane < width; lane += VECTOR) {
    const factor = v128.load(at(factors) + lane);
    for (let p: usize = lane; p < length; p += width) {
      v128.store(at(out) + p, f32x4.mul(factor, v128.load(at(x) + p)));
    }
  }
}

/** norms[b] = sqrt(mean_i (e_ib / (absolute + relative max(|y_ib|, |z_ib|)))^2), e = sum_t coefficients[t] k_t. */
export function errorNorms(
  norms: i32,
  k: i32,
  coefficients: i32,
  terms: i32,
  y: i32,
  z: i32,
  rows: i32,
  batch: i32,
  relative: f32,
  absolute: f32,
): void {
  const width = at(batch);
  const length = at(rows * batch);
  const rtol = f32x4.splat(relative);
  const atol = f32x4.splat(absolute);
  const zero = f32x4.splat(0);
  for (let lane: usize = 0; lane < width; lane += VECTOR) {
    let sum = zero;
    for (let p: usize = lane; p < length; p += width) {
      const error = weightedSum(zero, at(k), p, length, at(coefficients), terms);
      const size = f32x4.max(f32x4.abs(v128.load(at(y) + p)), f32x4.abs(v128.load(at(z) + p)));
      const share = f32x4.div(error, f32x4.add(atol, f32x4.mul(rtol, size)));
      sum = f32x4.add(sum, f32x4.mul(share, share));
    }
    v128.store(at(norms) + lane, f32x4.sqrt(f32x4.div(sum, f32x4.splat(<f32>rows))));
  }
}
