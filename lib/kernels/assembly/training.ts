import { at, VECTOR } from './memory';

/** residual = factor weights[b] (y - target); returns sum of weights[b] (y - target)^2, summed in float64. */
export function squaredResidual(
  y: i32,
  target: i32,
  weights: i32,
  residual: i32,
  rows: i32,
  batch: i32,
  factor: f32,
): f64 {
  const width = at(batch);
  const scale = f32x4.splat(factor);
  let total: f64 = 0;
  let p: usize = 0;
  for (let i = 0; i < rows; i++) {
    for (let lane: usize = 0; lane < width; lane += VECTOR) {
      const difference = f32x4.sub(v128.load(at(y) + p), v128.load(at(target) + p));
      const weighted = f32x4.mul(difference, v128.load(at(weights) + lane));
      const square = f32x4.mul(weighted, difference);
      total += <f64>f32x4.extract_lane(square, 0) + <f64>f32x4.extract_lane(square, 1);
      total += <f64>f32x4.extract_lane(square, 2) + <f64>f32x4.extract_lane(square, 3);
      v128.store(at(residual) + p, f32x4.mul(scale, weighted));
      p += VECTOR;
    }
  }
  return total;
}

/**
 * Moments below this count as 0. A gene without gradient lets its moments decay into the subnormal numbers, where every
 * operation costs a hundred times more; against epsilon = 1e-8 they changed nothing long before.
 */
const TINY: f32 = 1e-30;

// @ts-ignore: decorator
@inline
function flush(moment: v128): v128 {
  return v128.and(moment, f32x4.ge(f32x4.abs(moment), f32x4.splat(TINY)));
}

/** One Adam step (Kingma and Ba 2015, Algorithm 1), four parameters at a time. */
export function adam(
  parameters: i32,
  gradient: i32,
  first: i32,
  second: i32,
  length: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  correction1: f32,
  correction2: f32,
): void {
  let p: usize = 0;
  const whole = at(length & ~3);
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const rest1 = f32x4.splat(<f32>1 - beta1);
  const rest2 = f32x4.splat(<f32>1 - beta2);
  const scale1 = f32x4.splat(<f32>1 / correction1);
  const scale2 = f32x4.splat(<f32>1 / correction2);
  const step = f32x4.splat(rate);
  const floor = f32x4.splat(epsilon);
  for (; p < whole; p += VECTOR) {
    const g = v128.load(at(gradient) + p);
    const m = flush(f32x4.add(f32x4.mul(b1, v128.load(at(first) + p)), f32x4.mul(rest1, g)));
    const v = flush(f32x4.add(f32x4.mul(b2, v128.load(at(second) + p)), f32x4.mul(rest2, f32x4.mul(g, g))));
    v128.store(at(first) + p, m);
    v128.store(at(second) + p, v);
    const spread = f32x4.add(f32x4.sqrt(f32x4.mul(v, scale2)), floor);
    const change = f32x4.div(f32x4.mul(step, f32x4.mul(m, scale1)), spread);
    v128.store(at(parameters) + p, f32x4.sub(v128.load(at(parameters) + p), change));
  }
  for (; p < at(length); p += 4) {
    const g = load<f32>(at(gradient) + p);
    let m = beta1 * load<f32>(at(first) + p) + (<f32>1 - beta1) * g;
    let v = beta2 * load<f32>(at(second) + p) + (<f32>1 - beta2) * (g * g);
    if (abs<f32>(m) < TINY) m = 0;
    if (v < TINY) v = 0;
    store<f32>(at(first) + p, m);
    store<f32>(at(second) + p, v);
    const spread = sqrt<f32>(v * (<f32>1 / correction2)) + epsilon;
    store<f32>(at(parameters) + p, load<f32>(at(parameters) + p) - (rate * (m * (<f32>1 / correction1))) / spread);
  }
}
