import { at, VECTOR } from './memory';
import { constant, exp } from './transcendental';

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** 1 / k! for k = 13 down to 0: the powers of the series. */
const INVERSE_FACTORIALS = memory.data<f32>([
  1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
  1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1,
]);

/** 1 / k! - w sum: one step down a series, or from phi_(k+1) to phi_k. */
// @ts-ignore: decorator
@inline
function less(k: i32, w: v128, sum: v128): v128 {
  return f32x4.sub(constant(INVERSE_FACTORIALS, 13 - k), f32x4.mul(w, sum));
}

/** From phi_k of -w to phi_(k+1), away from 0. */
// @ts-ignore: decorator
@inline
function after(k: i32, phi: v128, inverse: v128): v128 {
  return f32x4.mul(f32x4.sub(constant(INVERSE_FACTORIALS, 13 - k), phi), inverse);
}

/**
 * The phi functions: of -w = -z/2 by a series near 0 and by their recurrence elsewhere, then of -z by doubling. The series of
 * phi_4 ends where |w| < 1 leaves less than 1e-8 of the sum.
 */
export function phiFunctions(out: i32, decay: i32, intervals: i32, h: f32, rows: i32, batch: i32): void {
  const width = at(batch);
  const length = at(rows * batch);
  const zero = splat(0);
  let p = at(out);
  for (let i = 0; i < rows; i++) {
    const rate = f32x4.mul(splat(h), f32x4.max(v128.load32_splat(at(decay + i)), zero));
    for (let lane: usize = 0; lane < width; lane += VECTOR) {
      const one = constant(INVERSE_FACTORIALS, 12);
      const half = constant(INVERSE_FACTORIALS, 11);
      const z = f32x4.mul(rate, v128.load(at(intervals) + lane));
      const w = f32x4.mul(half, z);
      const small = f32x4.lt(f32x4.abs(w), one);
      let a = zero;
      let b = zero;
      let c = zero;
      let d = zero;
      if (v128.any_true(small)) {
        d = less(12, w, constant(INVERSE_FACTORIALS, 0));
        d = less(11, w, d);
        d = less(10, w, d);
        d = less(9, w, d);
        d = less(8, w, d);
        d = less(7, w, d);
        d = less(6, w, d);
        d = less(5, w, d);
        d = less(4, w, d);
        c = less(3, w, d);
        b = less(2, w, c);
        a = less(1, w, b);
      }
      if (!i32x4.all_true(small)) {
        const inverse = f32x4.div(one, v128.bitselect(one, w, small));
        const far1 = after(0, exp(f32x4.neg(w)), inverse);
        const far2 = after(1, far1, inverse);
        const far3 = after(2, far2, inverse);
        a = v128.bitselect(a, far1, small);
        b = v128.bitselect(b, far2, small);
        c = v128.bitselect(c, far3, small);
        d = v128.bitselect(d, after(3, far3, inverse), small);
      }
      v128.store(p, z);
      v128.store(p + length, a);
      v128.store(p + 2 * length, b);
      v128.store(p + 3 * length, c);
      const whole1 = f32x4.mul(half, f32x4.mul(a, f32x4.sub(splat(2), f32x4.mul(w, a))));
      const whole2 = f32x4.mul(splat(0.25), f32x4.add(f32x4.add(b, b), f32x4.mul(a, a)));
      const whole3 = f32x4.mul(splat(0.125), f32x4.add(f32x4.add(c, c), f32x4.add(f32x4.mul(a, b), b)));
      const rest = f32x4.add(f32x4.mul(a, c), f32x4.add(f32x4.mul(half, b), c));
      const whole4 = f32x4.mul(splat(0.0625), f32x4.add(f32x4.add(d, d), rest));
      v128.store(p + 4 * length, whole1);
      v128.store(p + 5 * length, whole2);
      v128.store(p + 6 * length, whole3);
      v128.store(p + 7 * length, whole4);
      p += VECTOR;
    }
  }
}

/** The stages of a step; the stage is asked once, outside the loops. */
export function krogstadStage(
  stage: i32,
  trial: i32,
  out: i32,
  y: i32,
  stages: i32,
  phi: i32,
  intervals: i32,
  h: f32,
  rows: i32,
  batch: i32,
): void {
  const width = at(batch);
  const length = at(rows * batch);
  const two = splat(2);
  const four = splat(4);
  const functions = at(phi);
  const first = at(stages);
  const present = first + <usize>(stage - 2) * length;
  for (let lane: usize = 0; lane < width; lane += VECTOR) {
    const step = f32x4.mul(splat(h), v128.load(at(intervals) + lane));
    for (let p: usize = lane; p < length; p += width) {
      const start = v128.load(at(y) + p);
      const f1 = v128.load(first + p);
      const stepF1 = f32x4.mul(step, f1);
      if (stage == 2) {
        const half1 = v128.load(functions + length + p);
        v128.store(at(out) + p, f32x4.add(start, f32x4.mul(f32x4.mul(splat(0.5), half1), stepF1)));
        continue;
      }
      const z = v128.load(functions + p);
      const state = v128.load(at(trial) + p);
      const steps = f32x4.mul(step, f32x4.sub(v128.load(present + p), f1));
      const change = f32x4.add(steps, f32x4.mul(z, f32x4.sub(state, start)));
      if (stage == 3) {
        const half2 = v128.load(functions + 2 * length + p);
        v128.store(at(out) + p, f32x4.add(state, f32x4.mul(half2, change)));
        v128.store(present + p, change);
        continue;
      }
      const phi2 = v128.load(functions + 5 * length + p);
      const moved = f32x4.mul(v128.load(functions + 4 * length + p), stepF1);
      if (stage == 4) {
        const sum = f32x4.add(moved, f32x4.mul(f32x4.mul(two, phi2), change));
        v128.store(at(out) + p, f32x4.add(start, sum));
        v128.store(present + p, change);
        continue;
      }
      const phi3 = v128.load(functions + 6 * length + p);
      const weight = f32x4.sub(f32x4.mul(four, phi3), phi2);
      if (stage == 5) {
        const middle = f32x4.sub(f32x4.mul(two, phi2), f32x4.mul(four, phi3));
        const both = f32x4.add(v128.load(first + length + p), v128.load(first + 2 * length + p));
        const sum = f32x4.add(moved, f32x4.add(f32x4.mul(middle, both), f32x4.mul(weight, change)));
        v128.store(at(out) + p, f32x4.add(start, sum));
        v128.store(present + p, change);
      } else {
        const fourth = v128.load(first + 3 * length + p);
        v128.store(at(out) + p, f32x4.mul(weight, f32x4.sub(fourth, change)));
      }
    }
  }
}

/** The adjoints of the stages; see the typed-array twin for the equations line by line. */
export function krogstadBackward(
  stage: i32,
  adjoint: i32,
  work: i32,
  stages: i32,
  phi: i32,
  intervals: i32,
  h: f32,
  rows: i32,
  batch: i32,
): void {
  const width = at(batch);
  const length = at(rows * batch);
  const two = splat(2);
  const three = splat(3);
  const four = splat(4);
  const half = splat(0.5);
  const ofY = at(work);
  const ofF1 = ofY + length;
  const ofD2 = ofF1 + length;
  const ofD3 = ofD2 + length;
  const ofF = ofD3 + length;
  const ofU = ofF + length;
  const ofZ = ofU + length;
  const f = at(phi);
  const s = at(stages);
  for (let lane: usize = 0; lane < width; lane += VECTOR) {
    const step = f32x4.mul(splat(h), v128.load(at(intervals) + lane));
    for (let p: usize = lane; p < length; p += width) {
      const stepF1 = f32x4.mul(step, v128.load(s + p));
      let ofD: v128;
      let moved: v128;
      if (stage >= 3) {
        const d3 = v128.load(s + 2 * length + p);
        const phi1 = v128.load(f + 4 * length + p);
        const phi2 = v128.load(f + 5 * length + p);
        const phi3 = v128.load(f + 6 * length + p);
        // d phi_k(-z) / dz = -(phi_k - k phi_(k+1))(-z).
        const slope1 = f32x4.mul(f32x4.sub(phi2, phi1), stepF1);
        const slope2 = f32x4.sub(f32x4.mul(two, phi3), phi2);
        if (stage == 4) {
          const end = v128.load(at(adjoint) + p);
          const d2 = v128.load(s + length + p);
          const d4 = v128.load(s + 3 * length + p);
          const phi4 = v128.load(f + 7 * length + p);
          const both = f32x4.add(d2, d3);
          const middle = f32x4.mul(f32x4.sub(f32x4.mul(two, phi2), f32x4.mul(four, phi3)), end);
          v128.store(ofD2 + p, middle);
          v128.store(ofD3 + p, middle);
          v128.store(ofF1 + p, f32x4.mul(f32x4.mul(phi1, step), end));
          v128.store(ofY + p, end);
          const slope3 = f32x4.sub(f32x4.mul(three, phi4), phi3);
          const second = f32x4.mul(slope2, f32x4.sub(f32x4.mul(two, both), d4));
          const third = f32x4.mul(f32x4.mul(slope3, four), f32x4.sub(d4, both));
          v128.store(ofZ + p, f32x4.mul(end, f32x4.add(slope1, f32x4.add(second, third))));
          ofD = f32x4.mul(f32x4.sub(f32x4.mul(four, phi3), phi2), end);
          moved = f32x4.add(f32x4.mul(phi1, stepF1), f32x4.mul(f32x4.mul(two, phi2), d3));
        } else {
          const u = v128.load(ofU + p);
          v128.store(ofY + p, f32x4.add(v128.load(ofY + p), u));
          v128.store(ofF1 + p, f32x4.add(v128.load(ofF1 + p), f32x4.mul(f32x4.mul(phi1, step), u)));
          const slope = f32x4.add(slope1, f32x4.mul(f32x4.mul(slope2, two), d3));
          v128.store(ofZ + p, f32x4.add(v128.load(ofZ + p), f32x4.mul(u, slope)));
          ofD = f32x4.add(v128.load(ofD3 + p), f32x4.mul(f32x4.mul(two, phi2), u));
          const half1 = v128.load(f + length + p);
          const half2 = v128.load(f + 2 * length + p);
          const d2 = v128.load(s + length + p);
          moved = f32x4.add(f32x4.mul(f32x4.mul(half, half1), stepF1), f32x4.mul(half2, d2));
        }
      } else {
        const u = v128.load(ofU + p);
        const half1 = v128.load(f + length + p);
        const half2 = v128.load(f + 2 * length + p);
        const y = f32x4.add(v128.load(ofY + p), u);
        const f1 = f32x4.add(v128.load(ofF1 + p), f32x4.mul(f32x4.mul(f32x4.mul(half, step), half1), u));
        v128.store(ofY + p, y);
        v128.store(ofF1 + p, f1);
        let slope = f32x4.mul(f32x4.mul(splat(0.25), f32x4.sub(half2, half1)), stepF1);
        if (stage == 1) {
          v128.store(ofZ + p, f32x4.add(v128.load(ofZ + p), f32x4.mul(u, slope)));
          v128.store(ofF + p, f1);
          v128.store(at(adjoint) + p, y);
          continue;
        }
        const half3 = v128.load(f + 3 * length + p);
        const d2 = v128.load(s + length + p);
        const second = f32x4.mul(f32x4.mul(half, f32x4.sub(f32x4.mul(two, half3), half2)), d2);
        slope = f32x4.add(slope, second);
        v128.store(ofZ + p, f32x4.add(v128.load(ofZ + p), f32x4.mul(u, slope)));
        ofD = f32x4.add(v128.load(ofD2 + p), f32x4.mul(half2, u));
        moved = f32x4.mul(f32x4.mul(half, half1), stepF1);
      }
      const ofStep = f32x4.mul(step, ofD);
      const ofDecay = f32x4.mul(v128.load(f + p), ofD);
      v128.store(ofF + p, ofStep);
      v128.store(ofF1 + p, f32x4.sub(v128.load(ofF1 + p), ofStep));
      v128.store(ofU + p, ofDecay);
      v128.store(ofY + p, f32x4.sub(v128.load(ofY + p), ofDecay));
      v128.store(ofZ + p, f32x4.add(v128.load(ofZ + p), f32x4.mul(moved, ofD)));
    }
  }
}

/** gradient_i += [decay_i > 0] sum_b h intervals_b zAdjoint_ib. */
export function addDecayGradient(
  gradient: i32,
  decay: i32,
  zAdjoint: i32,
  intervals: i32,
  h: f32,
  rows: i32,
  batch: i32,
): void {
  let p = at(zAdjoint);
  for (let i = 0; i < rows; i++) {
    let sum: f32 = 0;
    for (let b = 0; b < batch; b++) {
      sum += load<f32>(at(intervals + b)) * load<f32>(p);
      p += 4;
    }
    if (load<f32>(at(decay + i)) > 0) store<f32>(at(gradient + i), load<f32>(at(gradient + i)) + h * sum);
  }
}
