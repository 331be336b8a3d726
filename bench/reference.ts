import type { Pairs } from '../lib/studies/pairs';
import { createKernel } from '../lib/kernels/create-kernel';
import { solve } from '../lib/ode/solve';
import type { SchemeName } from '../lib/ode/solver';
import { Model } from '../lib/phoenix/model';
import { Predictor } from '../lib/phoenix/predictor';
import type { PhoenixShape } from '../lib/phoenix/parameters';
import { OURS, RELATIVE_TOLERANCES, solvingAt, type Solving } from './solvers';

/** Float64 holds this easily; no row comes near it. */
const EXACT = { relativeTolerance: 1e-9, absoluteTolerance: 1e-11, maxSteps: 100_000 };

/** What an error is measured on: a model, its first pairs, and where they truly end. */
interface Measured {
  readonly shape: PhoenixShape;
  readonly pairs: Pairs;
  readonly parameters: Float32Array;
  readonly mask: Uint8Array | null;
  readonly reference: Float64Array;
}

/**
 * Where the first pairs end, by Dormand-Prince in float64 at 1e-9, each pair with steps of its own.
 * @returns count x genes, one pair after the other
 */
export function referenceOf(model: Model, pairs: Pairs, count: number): Float64Array {
  const { genes } = pairs;
  const kernel = createKernel('typed-array-float64');
  const reference = new Float64Array(count * genes);
  for (let pair = 0; pair < count; pair++) {
    const start = pairs.start.subarray(pair * genes, (pair + 1) * genes);
    kernel.tidy(() => {
      const { end } = solve(kernel, model.fieldIn(kernel), start, [pairs.intervals[pair]], EXACT);
      reference.set(end, pair * genes);
    });
  }
  return reference;
}

/** Root mean square over genes and pairs of what a scheme in float32 makes of the first pairs, less their true ends. */
export function errorOf({ shape, pairs, parameters, mask, reference }: Measured, solving: Solving): number {
  const names = Array.from({ length: shape.genes }, (_, gene) => `G${gene}`);
  const kernel = createKernel();
  const field = new Model({ shape, parameters, mask, genes: names }).fieldIn(kernel);
  const predictor = new Predictor(field, solving);
  const count = reference.length / pairs.genes;
  const step = 4; // as training solves: the four pairs of a trajectory together
  let squares = 0;
  for (let from = 0; from < count; from += step) {
    const part = [from * pairs.genes, (from + step) * pairs.genes] as const;
    const predicted = predictor.predict(
      pairs.start.subarray(...part),
      pairs.intervals.subarray(from, from + step),
    );
    predicted.forEach((value, k) => (squares += (value - reference[part[0] + k]) ** 2));
  }
  return Math.sqrt(squares / reference.length);
}

/** What float32 makes of any solver: errors below are no merit, and no tolerance reaches them. */
const ROUNDING = 1e-6;

/** The error of ours, which whoever is compared with it has to reach. */
export const wantedError = (problem: Measured): number => Math.max(errorOf(problem, OURS), ROUNDING);

/** The loosest tolerance at which a scheme errs no more than ours. */
export function asExactAsOurs(problem: Measured, scheme: SchemeName): Solving {
  const wanted = wantedError(problem);
  const relative = RELATIVE_TOLERANCES.find((one) => errorOf(problem, solvingAt(scheme, one)) <= wanted);
  if (relative === undefined) throw new Error(`no tolerance brings ${scheme} to an error of ${wanted}`);
  return solvingAt(scheme, relative);
}
