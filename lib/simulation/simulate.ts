import { createTypedArrayKernel } from '../kernels/typed-array-kernel';
import type { Random } from '../math/random';
import { loadColumns, readColumns } from '../ode/solve';
import { Solver } from '../ode/solver';
import { compileField } from './compiled-field';
import type { EquationSystem } from './equation-system';
import { drawStartDistribution, drawStartLevels, type StartDistribution } from './start-levels';

/** When the synthetic trajectories are recorded. */
export const RECORDED_TIMES: readonly number[] = [0, 2, 3, 7, 9];

/** Trajectories integrated side by side at most; a group of this many fits the processor's caches. */
const COLUMNS = 16;

/** Local error of the simulator's integration: far below the 1e-6 that the published trajectories carry. */
const TOLERANCES = { relative: 1e-7, absolute: 1e-9, maxSteps: 10000 };

/**
 * Simulates trajectories of a system: start levels from `random`, integrated to the recorded times.
 * @param distribution of the start levels; drawn from `random` as well where none is given
 * @returns one array a trajectory, genes x times, row-major.
 */
export function simulateTrajectories(
  system: EquationSystem,
  count: number,
  random: Random,
  distribution: StartDistribution = drawStartDistribution(system.genes.length, system.inputs, random),
  times: readonly number[] = RECORDED_TIMES,
): Float64Array[] {
  const starts = Array.from({ length: count }, () => drawStartLevels(distribution, random));
  return integrate(system, starts, times);
}

/**
 * Integrates a system from given levels at times[0] through all of `times` (ascending), in float64 with the project's
 * own adaptive Dormand-Prince.
 * @param starts one array a trajectory, one level a gene.
 * @returns one array a trajectory, genes x times, row-major; column 0 holds the start.
 * @throws RangeError when a start has the wrong length or the times do not ascend.
 */
export function integrate(
  system: EquationSystem,
  starts: readonly ArrayLike<number>[],
  times: readonly number[],
): Float64Array[] {
  const n = system.genes.length;
  starts.forEach((start, index) => {
    if (start.length !== n) throw new RangeError(`start ${index} has ${start.length} levels for ${n} genes`);
  });
  times.forEach((time, k) => {
    if (k > 0 && !(time > times[k - 1]))
      throw new RangeError(`times must ascend: ${times[k - 1]}, then ${time}`);
  });
  const kernel = createTypedArrayKernel('float64');
  const width = Math.max(1, Math.min(COLUMNS, starts.length));
  const solver = new Solver(kernel, compileField(system), width, TOLERANCES);
  const trajectories = starts.map(() => new Float64Array(n * times.length));
  for (let first = 0; first < starts.length; first += width) {
    const columns = Math.min(width, starts.length - first);
    let levels: ArrayLike<number> = Float64Array.from(
      { length: n * columns },
      (_, k) => starts[first + (k % columns)][Math.floor(k / columns)],
    );
    for (let t = 0; t < times.length; t++) {
      if (t > 0) {
        const interval = new Float64Array(columns).fill(times[t] - times[t - 1]);
        loadColumns(kernel, solver.start, levels, n, columns, width);
        loadColumns(kernel, solver.intervals, interval, 1, columns, width);
        solver.solve();
        levels = readColumns(kernel, solver.end, n, columns, width);
      }
      for (let gene = 0; gene < n; gene++) {
        for (let c = 0; c < columns; c++) {
          trajectories[first + c][gene * times.length + t] = levels[gene * columns + c];
        }
      }
    }
  }
  return trajectories;
}
