import { at, horizontalSum, horizontalSums, VECTOR } from './memory';

/** Numbers of x that one pass over a block of columns touches: 16 kB, half of a first-level cache. */
const BLOCK: i32 = 4096;

/**
 * out (rows x B) += W (rows x cols) x (cols x B).
 * Sixteen pairs go through two rows of W at a time, four pairs through eight rows: either way eight sums stay in
 * registers while x is read once.
 */
export function multiplyDense(w: i32, rows: i32, cols: i32, x: i32, out: i32, batch: i32): void {
  const block = BLOCK / batch > 16 ? BLOCK / batch : 16;
  for (let from = 0; from < cols; from += block) {
    const to = from + block < cols ? from + block : cols;
    let lane = 0;
    for (; lane + 16 <= batch; lane += 16) sixteenLanes(w, rows, cols, from, to, x + lane, out + lane, batch);
    for (; lane < batch; lane += 4) fourLanes(w, rows, cols, from, to, x + lane, out + lane, batch);
  }
}

function sixteenLanes(w: i32, rows: i32, cols: i32, from: i32, to: i32, x: i32, out: i32, batch: i32): void {
  const stride = at(batch);
  const row = at(cols);
  let i = 0;
  for (; i + 2 <= rows; i += 2) {
    let weight = at(w + i * cols + from);
    let column = at(x + from * batch);
    const sum = at(out + i * batch);
    let a0 = v128.load(sum);
    let a1 = v128.load(sum, 16);
    let a2 = v128.load(sum, 32);
    let a3 = v128.load(sum, 48);
    let b0 = v128.load(sum + stride);
    let b1 = v128.load(sum + stride, 16);
    let b2 = v128.load(sum + stride, 32);
    let b3 = v128.load(sum + stride, 48);
    for (let j = from; j < to; j++) {
      const wa = v128.load32_splat(weight);
      const wb = v128.load32_splat(weight + row);
      const x0 = v128.load(column);
      const x1 = v128.load(column, 16);
      const x2 = v128.load(column, 32);
      const x3 = v128.load(column, 48);
      a0 = f32x4.add(a0, f32x4.mul(wa, x0));
      b0 = f32x4.add(b0, f32x4.mul(wb, x0));
      a1 = f32x4.add(a1, f32x4.mul(wa, x1));
      b1 = f32x4.add(b1, f32x4.mul(wb, x1));
      a2 = f32x4.add(a2, f32x4.mul(wa, x2));
      b2 = f32x4.add(b2, f32x4.mul(wb, x2));
      a3 = f32x4.add(a3, f32x4.mul(wa, x3));
      b3 = f32x4.add(b3, f32x4.mul(wb, x3));
      weight += 4;
      column += stride;
    }
    v128.store(sum, a0);
    v128.store(sum, a1, 16);
    v128.store(sum, a2, 32);
    v128.store(sum, a3, 48);
    v128.store(sum + stride, b0);
    v128.store(sum + stride, b1, 16);
    v128.store(sum + stride, b2, 32);
    v128.store(sum + stride, b3, 48);
  }
  if (i < rows) {
    for (let lane = 0; lane < 16; lane += 4) oneRow(w, i, cols, from, to, x + lane, out + lane, batch);
  }
}

function fourLanes(w: i32, rows: i32, cols: i32, from: i32, to: i32, x: i32, out: i32, batch: i32): void {
  const stride = at(batch);
  const row = at(cols);
  let i = 0;
  for (; i + 8 <= rows; i += 8) {
    let weight = at(w + i * cols + from);
    let lower = weight + 4 * row;
    let column = at(x + from * batch);
    const sum = at(out + i * batch);
    let s0 = v128.load(sum);
    let s1 = v128.load(sum + stride);
    let s2 = v128.load(sum + 2 * stride);
    let s3 = v128.load(sum + 3 * stride);
    let s4 = v128.load(sum + 4 * stride);
    let s5 = v128.load(sum + 5 * stride);
    let s6 = v128.load(sum + 6 * stride);
    let s7 = v128.load(sum + 7 * stride);
    let j = from;
    for (; j + 2 <= to; j += 2) {
      const x = v128.load(column);
      const y = v128.load(column + stride);
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(weight), x));
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(weight, 4), y));
      s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(weight + row), x));
      s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(weight + row, 4), y));
      s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(weight + 2 * row), x));
      s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(weight + 2 * row, 4), y));
      s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(weight + 3 * row), x));
      s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(weight + 3 * row, 4), y));
      s4 = f32x4.add(s4, f32x4.mul(v128.load32_splat(lower), x));
      s4 = f32x4.add(s4, f32x4.mul(v128.load32_splat(lower, 4), y));
      s5 = f32x4.add(s5, f32x4.mul(v128.load32_splat(lower + row), x));
      s5 = f32x4.add(s5, f32x4.mul(v128.load32_splat(lower + row, 4), y));
      s6 = f32x4.add(s6, f32x4.mul(v128.load32_splat(lower + 2 * row), x));
      s6 = f32x4.add(s6, f32x4.mul(v128.load32_splat(lower + 2 * row, 4), y));
      s7 = f32x4.add(s7, f32x4.mul(v128.load32_splat(lower + 3 * row), x));
      s7 = f32x4.add(s7, f32x4.mul(v128.load32_splat(lower + 3 * row, 4), y));
      weight += 8;
      lower += 8;
      column += 2 * stride;
    }
    v128.store(sum, s0);
    v128.store(sum + stride, s1);
    v128.store(sum + 2 * stride, s2);
    v128.store(sum + 3 * stride, s3);
    v128.store(sum + 4 * stride, s4);
    v128.store(sum + 5 * stride, s5);
    v128.store(sum + 6 * stride, s6);
    v128.store(sum + 7 * stride, s7);
    if (j < to) addColumn(weight, row, 8, v128.load(column), sum, stride);
  }
  for (; i < rows; i++) oneRow(w, i, cols, from, to, x, out, batch);
}

/** out (rows x 4 lanes) += a column of W times x, the odd one at the end of a block. */
function addColumn(weight: usize, row: usize, rows: i32, x: v128, out: usize, stride: usize): void {
  for (let i = 0; i < rows; i++) {
    v128.store(out, f32x4.add(v128.load(out), f32x4.mul(v128.load32_splat(weight), x)));
    weight += row;
    out += stride;
  }
}

/** Four lanes of one row; two sums hide the latency of the addition. */
function oneRow(w: i32, i: i32, cols: i32, from: i32, to: i32, x: i32, out: i32, batch: i32): void {
  const stride = at(batch);
  let weight = at(w + i * cols + from);
  let column = at(x + from * batch);
  const sum = at(out + i * batch);
  let even = v128.load(sum);
  let odd = f32x4.splat(0);
  let j = from;
  for (; j + 2 <= to; j += 2) {
    even = f32x4.add(even, f32x4.mul(v128.load32_splat(weight), v128.load(column)));
    odd = f32x4.add(odd, f32x4.mul(v128.load32_splat(weight, 4), v128.load(column + stride)));
    weight += 8;
    column += 2 * stride;
  }
  if (j < to) even = f32x4.add(even, f32x4.mul(v128.load32_splat(weight), v128.load(column)));
  v128.store(sum, f32x4.add(even, odd));
}

/** out (cols x B) += W^T d, with d rows x B: eight rows at a time for four lanes, two for sixteen. */
export function multiplyDenseTransposed(w: i32, rows: i32, cols: i32, d: i32, out: i32, batch: i32): void {
  const block = BLOCK / batch > 16 ? BLOCK / batch : 16;
  for (let from = 0; from < cols; from += block) {
    const to = from + block < cols ? from + block : cols;
    let lane = 0;
    for (; lane + 16 <= batch; lane += 16) {
      sixteenLanesTransposed(w, rows, cols, from, to, d + lane, out + lane, batch);
    }
    for (; lane < batch; lane += 4) fourLanesTransposed(w, rows, cols, from, to, d + lane, out + lane, batch);
  }
}

function sixteenLanesTransposed(
  w: i32,
  rows: i32,
  cols: i32,
  from: i32,
  to: i32,
  d: i32,
  out: i32,
  batch: i32,
): void {
  const stride = at(batch);
  const row = at(cols);
  let i = 0;
  for (; i + 2 <= rows; i += 2) {
    const delta = at(d + i * batch);
    const a0 = v128.load(delta);
    const a1 = v128.load(delta, 16);
    const a2 = v128.load(delta, 32);
    const a3 = v128.load(delta, 48);
    const b0 = v128.load(delta + stride);
    const b1 = v128.load(delta + stride, 16);
    const b2 = v128.load(delta + stride, 32);
    const b3 = v128.load(delta + stride, 48);
    let weight = at(w + i * cols + from);
    let sum = at(out + from * batch);
    for (let j = from; j < to; j++) {
      const wa = v128.load32_splat(weight);
      const wb = v128.load32_splat(weight + row);
      v128.store(sum, f32x4.add(f32x4.add(f32x4.mul(wa, a0), f32x4.mul(wb, b0)), v128.load(sum)));
      v128.store(sum, f32x4.add(f32x4.add(f32x4.mul(wa, a1), f32x4.mul(wb, b1)), v128.load(sum, 16)), 16);
      v128.store(sum, f32x4.add(f32x4.add(f32x4.mul(wa, a2), f32x4.mul(wb, b2)), v128.load(sum, 32)), 32);
      v128.store(sum, f32x4.add(f32x4.add(f32x4.mul(wa, a3), f32x4.mul(wb, b3)), v128.load(sum, 48)), 48);
      weight += 4;
      sum += stride;
    }
  }
  if (i < rows) {
    for (let lane = 0; lane < 16; lane += 4)
      oneRowTransposed(w, i, cols, from, to, d + lane, out + lane, batch);
  }
}

function fourLanesTransposed(
  w: i32,
  rows: i32,
  cols: i32,
  from: i32,
  to: i32,
  d: i32,
  out: i32,
  batch: i32,
): void {
  const stride = at(batch);
  const row = at(cols);
  let i = 0;
  for (; i + 8 <= rows; i += 8) {
    const delta = at(d + i * batch);
    const d0 = v128.load(delta);
    const d1 = v128.load(delta + stride);
    const d2 = v128.load(delta + 2 * stride);
    const d3 = v128.load(delta + 3 * stride);
    const d4 = v128.load(delta + 4 * stride);
    const d5 = v128.load(delta + 5 * stride);
    const d6 = v128.load(delta + 6 * stride);
    const d7 = v128.load(delta + 7 * stride);
    let weight = at(w + i * cols + from);
    let lower = weight + 4 * row;
    let sum = at(out + from * batch);
    for (let j = from; j < to; j++) {
      const p01 = f32x4.add(
        f32x4.mul(v128.load32_splat(weight), d0),
        f32x4.mul(v128.load32_splat(weight + row), d1),
      );
      const p23 = f32x4.add(
        f32x4.mul(v128.load32_splat(weight + 2 * row), d2),
        f32x4.mul(v128.load32_splat(weight + 3 * row), d3),
      );
      const p45 = f32x4.add(
        f32x4.mul(v128.load32_splat(lower), d4),
        f32x4.mul(v128.load32_splat(lower + row), d5),
      );
      const p67 = f32x4.add(
        f32x4.mul(v128.load32_splat(lower + 2 * row), d6),
        f32x4.mul(v128.load32_splat(lower + 3 * row), d7),
      );
      // The old sum is loaded last: V8 keeps the order of loads, and a first one would be spilled.
      v128.store(sum, f32x4.add(f32x4.add(f32x4.add(p01, p23), f32x4.add(p45, p67)), v128.load(sum)));
      weight += 4;
      lower += 4;
      sum += stride;
    }
  }
  for (; i < rows; i++) oneRowTransposed(w, i, cols, from, to, d, out, batch);
}

function oneRowTransposed(w: i32, i: i32, cols: i32, from: i32, to: i32, d: i32, out: i32, batch: i32): void {
  const stride = at(batch);
  const delta = v128.load(at(d + i * batch));
  let weight = at(w + i * cols + from);
  let sum = at(out + from * batch);
  for (let j = from; j < to; j++) {
    v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(v128.load32_splat(weight), delta)));
    weight += 4;
    sum += stride;
  }
}

/** out (rows x cols) += d x^T over a depth that is a multiple of four: tiles of two rows by four columns. */
export function outerDense(d: i32, x: i32, rows: i32, cols: i32, depth: i32, out: i32): void {
  const span = at(depth);
  for (let i = 0; i < rows; i += 2) {
    const left = at(d + i * depth);
    // An odd last row is paired with itself; its second result is not stored.
    const right = i + 1 < rows ? left + span : left;
    let j = 0;
    for (; j + 4 <= cols; j += 4) {
      const column = at(x + j * depth);
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      let k: usize = 0;
      for (; k + 2 * VECTOR <= span; k += 2 * VECTOR) {
        const da = v128.load(left + k);
        const db = v128.load(right + k);
        const x0 = v128.load(column + k);
        const x1 = v128.load(column + span + k);
        const x2 = v128.load(column + 2 * span + k);
        const x3 = v128.load(column + 3 * span + k);
        a0 = f32x4.add(a0, f32x4.mul(da, x0));
        a1 = f32x4.add(a1, f32x4.mul(da, x1));
        a2 = f32x4.add(a2, f32x4.mul(da, x2));
        a3 = f32x4.add(a3, f32x4.mul(da, x3));
        b0 = f32x4.add(b0, f32x4.mul(db, x0));
        b1 = f32x4.add(b1, f32x4.mul(db, x1));
        b2 = f32x4.add(b2, f32x4.mul(db, x2));
        b3 = f32x4.add(b3, f32x4.mul(db, x3));
        const daNext = v128.load(left + k, 16);
        const dbNext = v128.load(right + k, 16);
        const x0Next = v128.load(column + k, 16);
        const x1Next = v128.load(column + span + k, 16);
        const x2Next = v128.load(column + 2 * span + k, 16);
        const x3Next = v128.load(column + 3 * span + k, 16);
        a0 = f32x4.add(a0, f32x4.mul(daNext, x0Next));
        a1 = f32x4.add(a1, f32x4.mul(daNext, x1Next));
        a2 = f32x4.add(a2, f32x4.mul(daNext, x2Next));
        a3 = f32x4.add(a3, f32x4.mul(daNext, x3Next));
        b0 = f32x4.add(b0, f32x4.mul(dbNext, x0Next));
        b1 = f32x4.add(b1, f32x4.mul(dbNext, x1Next));
        b2 = f32x4.add(b2, f32x4.mul(dbNext, x2Next));
        b3 = f32x4.add(b3, f32x4.mul(dbNext, x3Next));
      }
      if (k < span) {
        const da = v128.load(left + k);
        const db = v128.load(right + k);
        const x0 = v128.load(column + k);
        const x1 = v128.load(column + span + k);
        const x2 = v128.load(column + 2 * span + k);
        const x3 = v128.load(column + 3 * span + k);
        a0 = f32x4.add(a0, f32x4.mul(da, x0));
        a1 = f32x4.add(a1, f32x4.mul(da, x1));
        a2 = f32x4.add(a2, f32x4.mul(da, x2));
        a3 = f32x4.add(a3, f32x4.mul(da, x3));
        b0 = f32x4.add(b0, f32x4.mul(db, x0));
        b1 = f32x4.add(b1, f32x4.mul(db, x1));
        b2 = f32x4.add(b2, f32x4.mul(db, x2));
        b3 = f32x4.add(b3, f32x4.mul(db, x3));
      }
      const upper = at(out + i * cols + j);
      v128.store(upper, f32x4.add(v128.load(upper), horizontalSums(a0, a1, a2, a3)));
      if (right != left) {
        const lower = upper + at(cols);
        v128.store(lower, f32x4.add(v128.load(lower), horizontalSums(b0, b1, b2, b3)));
      }
    }
    for (; j < cols; j++) {
      addDot(left, at(x + j * depth), span, at(out + i * cols + j));
      if (right != left) addDot(right, at(x + j * depth), span, at(out + (i + 1) * cols + j));
    }
  }
}

function addDot(left: usize, right: usize, span: usize, out: usize): void {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < span; k += VECTOR) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(left + k), v128.load(right + k)));
  }
  store<f32>(out, load<f32>(out) + horizontalSum(sum));
}
