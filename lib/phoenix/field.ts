import type { Kernel, Offset } from '../kernels/kernel';
import type { DecayingField } from '../ode/field';
import { Packing } from './packing';
import { parameterCount, type MatrixName, type PhoenixShape } from './parameters';

/** What one recorded evaluation leaves for its vector-Jacobian product; n x B or m x B each. */
interface Evaluation {
  /** phi_S(g), phi_P(g): n x B. */
  readonly phiS: Offset;
  readonly phiP: Offset;
  /** joint - g on the way forward, the adjoint of joint on the way back: n x B. */
  readonly gap: Offset;
  /** c_S, c_P, and on the way back the adjoints of W_S phi_S + b_S and W_P phi_P + b_P: m x B. */
  readonly cS: Offset;
  readonly cP: Offset;
  readonly zS: Offset;
  readonly zP: Offset;
}

/** Columns of one pass of the weight gradients: enough to amortise the gathering, small enough for the caches. */
const GRADIENT_DEPTH = 512;

/**
 * The PHOENIX vector field in the kernel (Hossain et al. 2023; section 3 of the paper):
 *
 *   c_S = W_S phi_S(g) + b_S,   c_P = exp(W_P phi_P(g) + b_P),   dg/dt = relu(v) (U_S c_S + U_P c_P - g),
 *
 * and its vector-Jacobian product. `tensor-field.ts` is the same field in plain tfjs. Pruned weights are not there at all:
 * once a mask is set the products run over the kept entries only. Nor are the neurons whose gate is closed.
 *
 * The weight gradients are sums of outer products over all evaluations of a solve. They are taken at the end, in one
 * product over the whole depth (evaluations x pairs), so each gradient entry is written once a solve.
 */
export class PhoenixField implements DecayingField {
  readonly size: number;
  readonly packing: Packing;
  /** The packed parameters and their gradient. */
  readonly parameters: Offset;
  readonly gradient: Offset;

  private readonly scratch: { record: Evaluation | null; batch: number } = { record: null, batch: 0 };
  private records: Evaluation[] = [];
  private recordBatch = 0;
  private barS: Offset = 0;
  private barP: Offset = 0;
  private barBatch = 0;
  private gathered: { n: Offset[]; m: Offset[]; sources: Offset; depth: number } | null = null;

  constructor(
    readonly kernel: Kernel,
    readonly shape: PhoenixShape,
  ) {
    this.size = shape.genes;
    this.packing = new Packing(kernel, shape);
    this.parameters = kernel.allocateFloats(parameterCount(shape));
    this.gradient = kernel.allocateFloats(parameterCount(shape));
  }

  /** v, the multipliers: how fast a gene decays towards its joint term. */
  get decay(): Offset {
    return this.parameters + this.packing.places.v;
  }

  get decayGradient(): Offset {
    return this.gradient + this.packing.places.v;
  }

  zeroGradient(): void {
    this.kernel.floats.fill(0, this.gradient, this.gradient + this.packing.length);
  }

  evaluate(_memory: Float32Array | Float64Array, state: Offset, derivative: Offset, batch: number): void {
    if (this.scratch.record === null || this.scratch.batch < batch) {
      this.scratch.record = this.allocateRecord(batch);
      this.scratch.batch = batch;
    }
    this.forward(this.scratch.record, state, derivative, batch);
  }

  record(state: Offset, derivative: Offset, batch: number, slot: number): void {
    if (this.recordBatch < batch) {
      this.records = [];
      this.recordBatch = batch;
    }
    while (this.records.length <= slot) this.records.push(this.allocateRecord(this.recordBatch));
    this.forward(this.records[slot], state, derivative, batch);
  }

  pullBack(derivativeAdjoint: Offset, stateAdjoint: Offset, batch: number, slot: number): void {
    const { kernel, packing, gradient } = this;
    const n = this.size;
    const { places, hidden } = packing;
    const { phiS, gap, cP, zS, zP } = this.records[slot];
    if (this.barBatch < batch) {
      this.barS = kernel.allocateFloats(n * batch);
      this.barP = kernel.allocateFloats(n * batch);
      this.barBatch = batch;
    }
    const { floats } = kernel;
    const v = this.parameters + places.v;
    kernel.closeBackward(derivativeAdjoint, gap, v, gradient + places.v, n, batch);
    floats.fill(0, zS, zS + hidden.S * batch);
    floats.fill(0, zP, zP + hidden.P * batch);
    this.multiplyTransposed('uS', gap, zS, batch);
    this.multiplyTransposed('uP', gap, zP, batch);
    kernel.multiplyElements(zP, zP, cP, hidden.P * batch);
    kernel.addRowSums(gradient + places.bS, zS, hidden.S, batch);
    kernel.addRowSums(gradient + places.bP, zP, hidden.P, batch);
    floats.fill(0, this.barS, this.barS + n * batch);
    floats.fill(0, this.barP, this.barP + n * batch);
    this.multiplyTransposed('wS', zS, this.barS, batch);
    this.multiplyTransposed('wP', zP, this.barP, batch);
    kernel.activateBackward(this.barS, this.barP, phiS, gap, stateAdjoint, n * batch);
  }

  finish(batch: number, slots: number): void {
    const { kernel } = this;
    const { genes: n, hidden: m } = this.shape;
    const { hidden } = this.packing;
    const perPass = Math.max(1, Math.floor(GRADIENT_DEPTH / batch));
    const room = Math.max(GRADIENT_DEPTH, batch);
    if (this.gathered === null || this.gathered.depth < room) {
      this.gathered = {
        n: [0, 1, 2].map(() => kernel.allocateFloats(n * room)),
        m: [0, 1, 2, 3].map(() => kernel.allocateFloats(m * room)),
        sources: kernel.allocateInts(room),
        depth: room,
      };
    }
    const { sources } = this.gathered;
    const [phiS, phiP, gap] = this.gathered.n;
    const [cS, cP, zS, zP] = this.gathered.m;
    for (let from = 0; from < slots; from += perPass) {
      const count = Math.min(perPass, slots - from);
      const depth = count * batch;
      const gather = (block: keyof Evaluation, rows: number, out: Offset): void => {
        const { ints } = kernel;
        for (let slot = 0; slot < count; slot++) ints[sources + slot] = this.records[from + slot][block];
        kernel.gather(sources, count, rows, batch, out);
      };
      gather('phiS', n, phiS);
      gather('phiP', n, phiP);
      gather('gap', n, gap);
      gather('cS', hidden.S, cS);
      gather('cP', hidden.P, cP);
      gather('zS', hidden.S, zS);
      gather('zP', hidden.P, zP);
      this.addOuter('wS', zS, phiS, depth);
      this.addOuter('wP', zP, phiP, depth);
      this.addOuter('uS', gap, cS, depth);
      this.addOuter('uP', gap, cP, depth);
    }
  }

  private forward(record: Evaluation, state: Offset, derivative: Offset, batch: number): void {
    const { kernel, parameters } = this;
    const n = this.size;
    const { places, hidden } = this.packing;
    kernel.activate(state, record.phiS, record.phiP, n * batch);
    kernel.broadcastRows(record.cS, parameters + places.bS, hidden.S, batch);
    kernel.broadcastRows(record.cP, parameters + places.bP, hidden.P, batch);
    this.multiply('wS', record.phiS, record.cS, batch);
    this.multiply('wP', record.phiP, record.cP, batch);
    kernel.exponentiate(record.cP, hidden.P * batch);
    kernel.floats.fill(0, record.gap, record.gap + n * batch);
    this.multiply('uS', record.cS, record.gap, batch);
    this.multiply('uP', record.cP, record.gap, batch);
    kernel.close(record.gap, state, parameters + places.v, derivative, n, batch);
  }

  private multiply(name: MatrixName, x: Offset, out: Offset, batch: number): void {
    const { rows, cols, sparse } = this.packing.patterns[name];
    const weights = this.parameters + this.packing.places[name];
    if (sparse === null) this.kernel.multiplyDense(weights, rows, cols, x, out, batch);
    else this.kernel.multiplySparse(weights, sparse.rowStart, sparse.columns, rows, x, out, batch);
  }

  private multiplyTransposed(name: MatrixName, d: Offset, out: Offset, batch: number): void {
    const { rows, cols, sparse } = this.packing.patterns[name];
    const weights = this.parameters + this.packing.places[name];
    if (sparse === null) this.kernel.multiplyDenseTransposed(weights, rows, cols, d, out, batch);
    else this.kernel.multiplySparseTransposed(weights, sparse.rowStart, sparse.columns, rows, d, out, batch);
  }

  private addOuter(name: MatrixName, d: Offset, x: Offset, depth: number): void {
    const { rows, cols, sparse } = this.packing.patterns[name];
    const out = this.gradient + this.packing.places[name];
    if (sparse === null) this.kernel.outerDense(d, x, rows, cols, depth, out);
    else this.kernel.outerSparse(d, x, sparse.rowStart, sparse.columns, rows, depth, out);
  }

  private allocateRecord(batch: number): Evaluation {
    const { genes: n, hidden: m } = this.shape;
    const rows = (count: number): Offset => this.kernel.allocateFloats(count * batch);
    return { phiS: rows(n), phiP: rows(n), gap: rows(n), cS: rows(m), cP: rows(m), zS: rows(m), zP: rows(m) };
  }
}
