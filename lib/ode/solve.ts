import { paddedBatch, type Kernel } from '../kernels/kernel';
import type { VectorField } from './field';
import { Solver, type SolveStatistics, type Tolerances } from './solver';

/** How exactly to solve; see `Tolerances`. */
export interface SolveOptions {
  readonly relativeTolerance?: number;
  readonly absoluteTolerance?: number;
  readonly maxSteps?: number;
  readonly firstStep?: Tolerances['firstStep'];
  readonly scheme?: Tolerances['scheme'];
}

/** The states at the ends of the intervals, and what they cost. */
export interface Solution {
  /** size x pairs, row-major. */
  readonly end: Float32Array | Float64Array;
  readonly statistics: SolveStatistics;
}

/**
 * Solves a batch of initial value problems once. `start` is size x pairs (row-major, pairs innermost), `intervals` the
 * length t1 - t0 of each pair, of either sign.
 * @throws RangeError when sizes disagree or a number is not finite; SolverError when the field explodes.
 */
export function solve(
  kernel: Kernel,
  field: VectorField,
  start: ArrayLike<number>,
  intervals: ArrayLike<number>,
  options: SolveOptions = {},
): Solution {
  const pairs = intervals.length;
  if (start.length !== field.size * pairs) {
    throw new RangeError(`${start.length} start values do not fill ${field.size} rows of ${pairs} pairs`);
  }
  const batch = paddedBatch(pairs);
  const solver = new Solver(kernel, field, batch, {
    relative: options.relativeTolerance,
    absolute: options.absoluteTolerance,
    maxSteps: options.maxSteps,
    firstStep: options.firstStep,
    scheme: options.scheme,
  });
  loadColumns(kernel, solver.start, start, field.size, pairs, batch);
  repeatLastPair(kernel, solver.start, field.size, pairs, batch);
  loadColumns(kernel, solver.intervals, intervals, 1, pairs, batch);
  const statistics = solver.solve();
  return { end: readColumns(kernel, solver.end, field.size, pairs, batch), statistics };
}

/** Copies rows x pairs into a padded rows x batch block; padding columns become 0. @throws RangeError for NaN or infinity. */
export function loadColumns(
  kernel: Kernel,
  offset: number,
  values: ArrayLike<number>,
  rows: number,
  pairs: number,
  batch: number,
): void {
  const floats = kernel.floats;
  floats.fill(0, offset, offset + rows * batch);
  for (let i = 0; i < rows; i++) {
    for (let b = 0; b < pairs; b++) {
      const value = values[i * pairs + b];
      if (!Number.isFinite(value)) throw new RangeError(`row ${i}, pair ${b} of the solve is ${value}`);
      floats[offset + i * batch + b] = value;
    }
  }
}

/** Padding stands still (its interval is 0) where the last pair starts: at zeros the field may not be defined. */
function repeatLastPair(kernel: Kernel, offset: number, rows: number, pairs: number, batch: number): void {
  const { floats } = kernel;
  for (let i = 0; i < rows; i++) {
    const row = offset + i * batch;
    floats.fill(floats[row + pairs - 1], row + pairs, row + batch);
  }
}

/** The first `pairs` columns of a rows x batch block, as rows x pairs. */
export function readColumns(
  kernel: Kernel,
  offset: number,
  rows: number,
  pairs: number,
  batch: number,
): Float32Array | Float64Array {
  const floats = kernel.floats;
  const values = floats.slice(0, rows * pairs);
  for (let i = 0; i < rows; i++) {
    for (let b = 0; b < pairs; b++) values[i * pairs + b] = floats[offset + i * batch + b];
  }
  return values;
}
