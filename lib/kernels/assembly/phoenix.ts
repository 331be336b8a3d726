import { at, horizontalSum, VECTOR } from './memory';
import { exp, log } from './transcendental';

/** phi_S(g) = (g - 0.5) / (1 + |g - 0.5|) and phi_P(g) = log(1 + phi_S(g)). */
export function activate(g: i32, phiS: i32, phiP: i32, length: i32): void {
  const span = at(length);
  const half = f32x4.splat(0.5);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let p: usize = 0; p < span; p += VECTOR) {
    const centred = f32x4.sub(v128.load(at(g) + p), half);
    const shrink = f32x4.div(one, f32x4.add(one, f32x4.abs(centred)));
    const s = f32x4.mul(centred, shrink);
    v128.store(at(phiS) + p, s);
    // Below 0.5, 1 + phi_S is 1 / (1 + |g - 0.5|) exactly; the sum would lose digits for very negative values.
    const argument = v128.bitselect(shrink, f32x4.add(one, s), f32x4.lt(centred, zero));
    v128.store(at(phiP) + p, log(argument));
  }
}

/** stateAdjoint += barS phi_S' + barP phi_P' - gapAdjoint, with phi_S' = (1 - |phi_S|)^2, phi_P' = phi_S' / (1 + phi_S). */
export function activateBackward(
  barS: i32,
  barP: i32,
  phiS: i32,
  gapAdjoint: i32,
  stateAdjoint: i32,
  length: i32,
): void {
  const span = at(length);
  const one = f32x4.splat(1);
  // Far below 0, phi_S rounds to -1 and its slope to 0: the quotient must stay finite for their product to be 0.
  const least = f32x4.splat(1e-20);
  for (let p: usize = 0; p < span; p += VECTOR) {
    const s = v128.load(at(phiS) + p);
    const shrink = f32x4.sub(one, f32x4.abs(s));
    const slope = f32x4.mul(shrink, shrink);
    const bar = f32x4.add(v128.load(at(barS) + p), f32x4.div(v128.load(at(barP) + p), f32x4.max(f32x4.add(one, s), least)));
    const change = f32x4.sub(f32x4.mul(bar, slope), v128.load(at(gapAdjoint) + p));
    const state = at(stateAdjoint) + p;
    v128.store(state, f32x4.add(v128.load(state), change));
  }
}

/** out (rows x B): every column is `bias`. */
export function broadcastRows(out: i32, bias: i32, rows: i32, batch: i32): void {
  const width = at(batch);
  let write = at(out);
  for (let i = 0; i < rows; i++) {
    const value = v128.load32_splat(at(bias + i));
    for (let lane: usize = 0; lane < width; lane += VECTOR) v128.store(write + lane, value);
    write += width;
  }
}

/** sums[i] += sum_b x_ib. */
export function addRowSums(sums: i32, x: i32, rows: i32, batch: i32): void {
  const width = at(batch);
  let read = at(x);
  for (let i = 0; i < rows; i++) {
    let sum = f32x4.splat(0);
    for (let lane: usize = 0; lane < width; lane += VECTOR) sum = f32x4.add(sum, v128.load(read + lane));
    store<f32>(at(sums + i), load<f32>(at(sums + i)) + horizontalSum(sum));
    read += width;
  }
}

/** x = exp(x) in place. */
export function exponentiate(x: i32, length: i32): void {
  const span = at(length);
  for (let p: usize = 0; p < span; p += VECTOR) v128.store(at(x) + p, exp(v128.load(at(x) + p)));
}

/** out = x y, elementwise. */
export function multiplyElements(out: i32, x: i32, y: i32, length: i32): void {
  const span = at(length);
  for (let p: usize = 0; p < span; p += VECTOR) {
    v128.store(at(out) + p, f32x4.mul(v128.load(at(x) + p), v128.load(at(y) + p)));
  }
}

/** gap = joint - g in place of joint; derivative = relu(v) gap. */
export function close(joint: i32, g: i32, v: i32, derivative: i32, rows: i32, batch: i32): void {
  const width = at(batch);
  const zero = f32x4.splat(0);
  let p: usize = 0;
  for (let i = 0; i < rows; i++) {
    const rate = f32x4.max(v128.load32_splat(at(v + i)), zero);
    for (let lane: usize = 0; lane < width; lane += VECTOR) {
      const gap = f32x4.sub(v128.load(at(joint) + p), v128.load(at(g) + p));
      v128.store(at(joint) + p, gap);
      v128.store(at(derivative) + p, f32x4.mul(rate, gap));
      p += VECTOR;
    }
  }
}

/** vGradient_i += [v_i > 0] sum_b bar_ib gap_ib, then gap = relu(v) bar in place. */
export function closeBackward(bar: i32, gap: i32, v: i32, vGradient: i32, rows: i32, batch: i32): void {
  const width = at(batch);
  let p: usize = 0;
  for (let i = 0; i < rows; i++) {
    const multiplier = load<f32>(at(v + i));
    if (multiplier > 0) {
      const rate = f32x4.splat(multiplier);
      let sum = f32x4.splat(0);
      for (let lane: usize = 0; lane < width; lane += VECTOR) {
        const adjoint = v128.load(at(bar) + p);
        sum = f32x4.add(sum, f32x4.mul(adjoint, v128.load(at(gap) + p)));
        v128.store(at(gap) + p, f32x4.mul(rate, adjoint));
        p += VECTOR;
      }
      store<f32>(at(vGradient + i), load<f32>(at(vGradient + i)) + horizontalSum(sum));
    } else {
      for (let lane: usize = 0; lane < width; lane += VECTOR) {
        v128.store(at(gap) + p, f32x4.splat(0));
        p += VECTOR;
      }
    }
  }
}
