import { Solver } from '../ode/solver';
import type { Model } from '../phoenix/model';
import { Breather } from './breather';
import {
  drawStart,
  fieldOf,
  intervalOf,
  movers,
  TIMES,
  TOLERANCES,
  type InfluenceOptions,
} from './perturbation';

/** Columns of one solve: wide enough to amortise a dense weight, narrow enough for the caches. */
const BATCH = 32;

/**
 * The influence of every gene (Appendix B.8), by perturbing it: from each of K random starting points two trajectories
 * are solved that differ in the start of gene j alone, and
 *
 *   influence_j = mean over starts, over t = 0.1, ..., 0.9 of the span, over genes i != j of |g_i(t) - g_i^j(t)|.
 *
 * That is K (n + 1) trajectories; genes that can move no other gene are left out, theirs is exactly 0. The unperturbed
 * trajectory is the first column of every solve, so it takes the very steps of those it is compared with: what a
 * perturbation does not reach differs by exactly 0, and what it reaches hardly suffers from the solver's error, which
 * both have in common.
 *
 * @returns n scores, in units of expression
 * @throws RangeError for no start, a span not above 0, one gene, a parameter that is not finite; SolverError when the field explodes; the signal's reason when it is aborted
 */
export async function influenceScores(model: Model, options: InfluenceOptions): Promise<Float64Array> {
  const { starts = 200, random } = options;
  if (!(Number.isInteger(starts) && starts >= 1)) throw new RangeError(`${starts} starts cannot be averaged`);
  const interval = intervalOf(options);
  const field = fieldOf(model);
  const { kernel, size: n } = field;
  const perturbed = movers(model);
  const solver = new Solver(kernel, field, BATCH, TOLERANCES);
  const scores = new Float64Array(n);
  const sums = new Float64Array(BATCH);
  const breather = new Breather(starts * perturbed.length, options);

  for (let k = 0; k < starts; k++) {
    const { base, redrawn } = drawStart(n, random);
    for (let from = 0; from < perturbed.length; from += BATCH - 1) {
      const genes = perturbed.subarray(from, from + BATCH - 1);
      for (let i = 0; i < n; i++) {
        const row = solver.start + i * BATCH;
        kernel.floats.fill(base[i], row, row + BATCH);
      }
      genes.forEach((gene, c) => (kernel.floats[solver.start + gene * BATCH + c + 1] = redrawn[gene]));
      kernel.floats.fill(interval, solver.intervals, solver.intervals + BATCH);
      sums.fill(0);
      for (let time = 1; time <= TIMES; time++) {
        if (time > 1) kernel.floats.copyWithin(solver.start, solver.end, solver.end + n * BATCH);
        solver.solve();
        addDifferences(sums, kernel.floats, solver.end, genes, n);
      }
      genes.forEach((gene, c) => (scores[gene] += sums[c + 1] / (TIMES * (n - 1) * starts)));
      await breather.at(k * perturbed.length + from + genes.length);
    }
  }
  return scores;
}

/** sums[c] += sum over i != the gene perturbed in column c of |g_i of column c - g_i of column 0|. */
function addDifferences(
  sums: Float64Array,
  floats: Float32Array | Float64Array,
  state: number,
  genes: Int32Array,
  n: number,
): void {
  for (let i = 0; i < n; i++) {
    const row = state + i * BATCH;
    const base = floats[row];
    for (let c = 1; c < BATCH; c++) sums[c] += Math.abs(floats[row + c] - base);
  }
  genes.forEach((gene, c) => {
    const row = state + gene * BATCH;
    sums[c + 1] -= Math.abs(floats[row + c + 1] - floats[row]);
  });
}
