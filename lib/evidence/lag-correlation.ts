import { type MatrixRows, matrixRows } from '../math/matrix-rows';
import type { Pairs } from '../studies/pairs';

/**
 * Partial correlation of every gene with every gene one time later, given what that gene was itself: what a regulator's level says
 * of a target's next level beyond the target's own. Knows no interval, and no gene but the two.
 *
 * @returns n x n, row = regulator; 0 on the diagonal and where a gene never varies
 */
export function lagCorrelation(pairs: Pairs): MatrixRows {
  const { genes: n, count } = pairs;
  const [before, after] = [standardised(pairs.start, n, count), standardised(pairs.target, n, count)];
  const own = Float64Array.from({ length: n }, (_, gene) => inner(before[gene], after[gene]));
  return matrixRows(n, n, (regulator, values) => {
    for (let target = 0; target < n; target++) {
      const shared = inner(before[regulator], before[target]);
      const spread = (1 - shared ** 2) * (1 - own[target] ** 2);
      const partial = inner(before[regulator], after[target]) - shared * own[target];
      values[target] = regulator === target || !(spread > 1e-12) ? 0 : partial / Math.sqrt(spread);
    }
  });
}

/** Each gene's values over the pairs, centred, of length 1; zeros for a gene that never varies. */
function standardised(values: Float32Array, n: number, count: number): Float64Array[] {
  return Array.from({ length: n }, (_, gene) => {
    const row = Float64Array.from({ length: count }, (_, p) => values[p * n + gene]);
    const mean = row.reduce((sum, value) => sum + value, 0) / count;
    const centred = row.map((value) => value - mean);
    const length = Math.sqrt(inner(centred, centred));
    return length > 1e-9 ? centred.map((value) => value / length) : new Float64Array(count);
  });
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < a.length; p++) sum += a[p] * b[p];
  return sum;
}
