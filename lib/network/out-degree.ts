import type { MatrixRows } from '../math/matrix-rows';

/** For every regulator (row) of a network the number of its targets: the entries other than 0. */
export function outDegrees(network: MatrixRows): Int32Array {
  const degrees = new Int32Array(network.rows);
  network.forEach((regulator, effects) => {
    for (let target = 0; target < effects.length; target++) if (effects[target] !== 0) degrees[regulator]++;
  });
  return degrees;
}
