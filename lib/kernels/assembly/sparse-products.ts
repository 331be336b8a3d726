import { at, horizontalSum, horizontalSums, VECTOR } from './memory';

/** out (rows x B) += W x for W as compressed sparse rows: a network of 5 % density costs 5 % of the loads. */
export function multiplySparse(
  values: i32,
  rowStart: i32,
  columns: i32,
  rows: i32,
  x: i32,
  out: i32,
  batch: i32,
): void {
  const stride = at(batch);
  const base = at(x);
  let from = load<i32>(at(rowStart));
  for (let i = 0; i < rows; i++) {
    const to = load<i32>(at(rowStart + i + 1));
    if (to == from) continue;
    const sum = at(out + i * batch);
    let lane: usize = 0;
    for (; lane + 64 <= stride; lane += 64) {
      let s0 = v128.load(sum + lane);
      let s1 = v128.load(sum + lane, 16);
      let s2 = v128.load(sum + lane, 32);
      let s3 = v128.load(sum + lane, 48);
      for (let k = from; k < to; k++) {
        const weight = v128.load32_splat(at(values + k));
        const column = base + <usize>load<i32>(at(columns + k)) * stride + lane;
        s0 = f32x4.add(s0, f32x4.mul(weight, v128.load(column)));
        s1 = f32x4.add(s1, f32x4.mul(weight, v128.load(column, 16)));
        s2 = f32x4.add(s2, f32x4.mul(weight, v128.load(column, 32)));
        s3 = f32x4.add(s3, f32x4.mul(weight, v128.load(column, 48)));
      }
      v128.store(sum + lane, s0);
      v128.store(sum + lane, s1, 16);
      v128.store(sum + lane, s2, 32);
      v128.store(sum + lane, s3, 48);
    }
    for (; lane < stride; lane += VECTOR) {
      let even = v128.load(sum + lane);
      let odd = f32x4.splat(0);
      let k = from;
      for (; k + 2 <= to; k += 2) {
        const weight = at(values + k);
        const index = at(columns + k);
        const first = v128.load(base + <usize>load<i32>(index) * stride + lane);
        const second = v128.load(base + <usize>load<i32>(index, 4) * stride + lane);
        even = f32x4.add(even, f32x4.mul(v128.load32_splat(weight), first));
        odd = f32x4.add(odd, f32x4.mul(v128.load32_splat(weight, 4), second));
      }
      if (k < to) {
        const last = v128.load(base + <usize>load<i32>(at(columns + k)) * stride + lane);
        even = f32x4.add(even, f32x4.mul(v128.load32_splat(at(values + k)), last));
      }
      v128.store(sum + lane, f32x4.add(even, odd));
    }
    from = to;
  }
}

/** out (cols x B) += W^T d for W as compressed sparse rows: each row scatters its delta. */
export function multiplySparseTransposed(
  values: i32,
  rowStart: i32,
  columns: i32,
  rows: i32,
  d: i32,
  out: i32,
  batch: i32,
): void {
  const stride = at(batch);
  const base = at(out);
  let from = load<i32>(at(rowStart));
  for (let i = 0; i < rows; i++) {
    const to = load<i32>(at(rowStart + i + 1));
    if (to == from) continue;
    const delta = at(d + i * batch);
    let lane: usize = 0;
    for (; lane + 64 <= stride; lane += 64) {
      const d0 = v128.load(delta + lane);
      const d1 = v128.load(delta + lane, 16);
      const d2 = v128.load(delta + lane, 32);
      const d3 = v128.load(delta + lane, 48);
      for (let k = from; k < to; k++) {
        const weight = v128.load32_splat(at(values + k));
        const sum = base + <usize>load<i32>(at(columns + k)) * stride + lane;
        v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(weight, d0)));
        v128.store(sum, f32x4.add(v128.load(sum, 16), f32x4.mul(weight, d1)), 16);
        v128.store(sum, f32x4.add(v128.load(sum, 32), f32x4.mul(weight, d2)), 32);
        v128.store(sum, f32x4.add(v128.load(sum, 48), f32x4.mul(weight, d3)), 48);
      }
    }
    for (; lane < stride; lane += VECTOR) {
      const d0 = v128.load(delta + lane);
      for (let k = from; k < to; k++) {
        const sum = base + <usize>load<i32>(at(columns + k)) * stride + lane;
        v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(v128.load32_splat(at(values + k)), d0)));
      }
    }
    from = to;
  }
}

/** out[k] += d_i . x_j over the depth, for each stored entry k = (i, j): four entries of a row at a time. */
export function outerSparse(
  d: i32,
  x: i32,
  rowStart: i32,
  columns: i32,
  rows: i32,
  depth: i32,
  out: i32,
): void {
  const span = at(depth);
  const base = at(x);
  let from = load<i32>(at(rowStart));
  for (let i = 0; i < rows; i++) {
    const to = load<i32>(at(rowStart + i + 1));
    const left = at(d + i * depth);
    let k = from;
    for (; k + 4 <= to; k += 4) {
      const index = at(columns + k);
      const x0 = base + <usize>load<i32>(index) * span;
      const x1 = base + <usize>load<i32>(index, 4) * span;
      const x2 = base + <usize>load<i32>(index, 8) * span;
      const x3 = base + <usize>load<i32>(index, 12) * span;
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let p: usize = 0; p < span; p += VECTOR) {
        const delta = v128.load(left + p);
        s0 = f32x4.add(s0, f32x4.mul(delta, v128.load(x0 + p)));
        s1 = f32x4.add(s1, f32x4.mul(delta, v128.load(x1 + p)));
        s2 = f32x4.add(s2, f32x4.mul(delta, v128.load(x2 + p)));
        s3 = f32x4.add(s3, f32x4.mul(delta, v128.load(x3 + p)));
      }
      const sum = at(out + k);
      v128.store(sum, f32x4.add(v128.load(sum), horizontalSums(s0, s1, s2, s3)));
    }
    for (; k < to; k++) {
      const right = base + <usize>load<i32>(at(columns + k)) * span;
      let sum = f32x4.splat(0);
      for (let p: usize = 0; p < span; p += VECTOR) {
        sum = f32x4.add(sum, f32x4.mul(v128.load(left + p), v128.load(right + p)));
      }
      store<f32>(at(out + k), load<f32>(at(out + k)) + horizontalSum(sum));
    }
    from = to;
  }
}

/** Writes `count` blocks (rows x B) side by side to out (rows x count B): reads jump, writes follow one another. */
export function gather(sources: i32, count: i32, rows: i32, batch: i32, out: i32): void {
  const width = at(batch);
  const last = at(sources + count);
  let write = at(out);
  for (let row: usize = 0; row < <usize>rows * width; row += width) {
    for (let source = at(sources); source < last; source += 4) {
      const read = at(load<i32>(source)) + row;
      let lane: usize = 0;
      do {
        v128.store(write + lane, v128.load(read + lane));
        lane += VECTOR;
      } while (lane < width);
      write += width;
    }
  }
}
