import { paddedBatch, type Offset } from '../kernels/kernel';
import { numberingPairs } from '../ode/solver-error';
import { Solver, type SolveStatistics, type Tolerances } from '../ode/solver';
import type { PhoenixField } from './field';

/** Pairs that one solve takes together: the worst of them controls the step, so more is not always faster. */
export const CHUNK = 16;

/** Pairs as `lib/studies/pairs.ts` lays them out: one pair after the other, its genes side by side. */
interface Columns {
  readonly count: number;
  readonly start: Float32Array;
  readonly target: Float32Array;
  readonly intervals: Float32Array;
}

/**
 * Solves pairs through a PHOENIX field in chunks of at most 16, one solver a batch size. Training drives it backwards as
 * well; everyone else predicts, by way of a `Model`.
 */
export class Predictor {
  private readonly solvers = new Map<number, { solver: Solver; target: Offset; weights: Offset }>();

  constructor(
    readonly field: PhoenixField,
    private readonly tolerances: Tolerances = {},
  ) {}

  /**
   * Predicted expression at the ends of the intervals; `start` and the result are count x n, one pair after the other.
   * @throws SolverError with the pair's number among those given
   */
  predict(start: Float32Array, intervals: ArrayLike<number>): Float32Array {
    const n = this.field.size;
    const count = intervals.length;
    const predicted = new Float32Array(count * n);
    this.restart();
    for (let from = 0; from < count; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      const batch = paddedBatch(size);
      const { solver } = this.solverFor(batch);
      const { kernel } = this.field;
      this.clear(solver.start, n * batch);
      this.clear(solver.intervals, batch);
      for (let b = 0; b < size; b++) {
        kernel.floats[solver.intervals + b] = intervals[from + b];
        this.putColumn(solver.start, start, from + b, b, batch);
      }
      numberingPairs(
        (column) => from + column,
        () => solver.solve(),
      );
      const { floats } = kernel; // read after the solve, which may have grown the memory
      for (let b = 0; b < size; b++) {
        for (let gene = 0; gene < n; gene++) {
          predicted[(from + b) * n + gene] = floats[solver.end + gene * batch + b];
        }
      }
    }
    this.restart();
    return predicted;
  }

  /** MSE over all genes of all pairs. */
  meanSquaredError(pairs: Columns): number {
    const predicted = this.predict(pairs.start, pairs.intervals);
    let sum = 0;
    for (let k = 0; k < predicted.length; k++) sum += (predicted[k] - pairs.target[k]) ** 2;
    return sum / predicted.length;
  }

  /**
   * Adds the gradient of MSE over the pairs named by `order` to the field's gradient, chunk by chunk, and returns that MSE
   * and the cost of the solves.
   */
  accumulateGradient(pairs: Columns, order: Int32Array): { loss: number; statistics: SolveStatistics } {
    const n = this.field.size;
    let squares = 0;
    const cost = { accepted: 0, rejected: 0, evaluations: 0 };
    for (let from = 0; from < order.length; from += CHUNK) {
      const size = Math.min(CHUNK, order.length - from);
      const batch = paddedBatch(size);
      const { solver, target, weights } = this.solverFor(batch);
      const { kernel } = this.field;
      for (const [offset, length] of [
        [solver.start, n * batch],
        [target, n * batch],
        [solver.intervals, batch],
        [weights, batch],
      ]) {
        this.clear(offset, length);
      }
      for (let b = 0; b < size; b++) {
        const pair = order[from + b];
        kernel.floats[solver.intervals + b] = pairs.intervals[pair];
        kernel.floats[weights + b] = 1;
        this.putColumn(solver.start, pairs.start, pair, b, batch);
        this.putColumn(target, pairs.target, pair, b, batch);
      }
      const { accepted, rejected, evaluations } = numberingPairs(
        (column) => order[from + column],
        () => solver.solveRecorded(),
      );
      cost.accepted += accepted;
      cost.rejected += rejected;
      cost.evaluations += evaluations;
      const factor = 2 / (n * order.length);
      squares += kernel.squaredResidual(solver.end, target, weights, solver.adjoint, n, batch, factor);
      solver.pullBack();
    }
    return { loss: squares / (n * order.length), statistics: cost };
  }

  /** A prediction depends on nothing before it, and nothing after depends on it: an epoch begins as after a resume. */
  private restart(): void {
    for (const { solver } of this.solvers.values()) solver.restart();
  }

  private solverFor(batch: number): { solver: Solver; target: Offset; weights: Offset } {
    let held = this.solvers.get(batch);
    if (held === undefined) {
      const { kernel, size } = this.field;
      held = {
        solver: new Solver(kernel, this.field, batch, this.tolerances),
        target: kernel.allocateFloats(size * batch),
        weights: kernel.allocateFloats(batch),
      };
      this.solvers.set(batch, held);
    }
    return held;
  }

  private clear(offset: Offset, length: number): void {
    this.field.kernel.floats.fill(0, offset, offset + length);
  }

  private putColumn(offset: Offset, values: Float32Array, pair: number, column: number, batch: number): void {
    const n = this.field.size;
    const { floats } = this.field.kernel;
    for (let gene = 0; gene < n; gene++) floats[offset + gene * batch + column] = values[pair * n + gene];
  }
}
