import { type MatrixRows, matrixRows } from '../math/matrix-rows';

/**
 * Effects as shares of all effects on their target, E_ij / sum over i' of |E_i'j| (Appendix C.2): genes of unlike rates are compared
 * fairly. Row by row, after one pass for the sums.
 * @param effects n x n, row = regulator
 */
export function scaledEffects(effects: MatrixRows): MatrixRows {
  const n = effects.cols;
  const totals = new Float64Array(n);
  effects.forEach((_, row) => {
    for (let target = 0; target < n; target++) totals[target] += Math.abs(row[target]);
  });
  return matrixRows(effects.rows, n, (regulator, shares) => {
    const scale = (_: number, row: Float32Array): void => {
      for (let target = 0; target < n; target++)
        shares[target] = row[target] === 0 ? 0 : row[target] / totals[target];
    };
    effects.forEach(scale, [regulator]);
  });
}
