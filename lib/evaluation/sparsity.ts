import type { Model } from '../phoenix/model';
import { WEIGHT_MATRICES, type MatrixName, viewsOf } from '../phoenix/parameters';

/** How empty a model is. Shares lie in [0, 1]. */
export interface Sparsity {
  /** Share of exact zeros over the four weight matrices together. */
  readonly overall: number;
  /** The same within each matrix. */
  readonly byMatrix: Readonly<Record<MatrixName, number>>;
  /** Genes whose multiplier v is 0 or less: relu(v) switches their equation off and empties their rows of U. */
  readonly deadGenes: number;
}

/**
 * Model sparsity as the paper's tables count it: exact zeros among W_S, W_P, diag(relu(v)) U_S and diag(relu(v)) U_P.
 * A dead gene thus raises the sparsity without a weight having been pruned, which is why their number stands beside.
 * Where a model's gates have another reading for its network, that one is counted.
 */
export function sparsityOf({ networkParameters, shape }: Model): Sparsity {
  const { genes: n, hidden: m } = shape;
  const blocks = viewsOf(networkParameters, shape);
  const zeros: Record<MatrixName, number> = { wS: 0, wP: 0, uS: 0, uP: 0 };
  for (const name of ['wS', 'wP'] as const) {
    for (const weight of blocks[name]) if (weight === 0) zeros[name]++;
  }
  for (const name of ['uS', 'uP'] as const) {
    blocks[name].forEach((weight, k) => {
      if (weight === 0 || !(blocks.v[Math.floor(k / m)] > 0)) zeros[name]++;
    });
  }
  const byMatrix = {} as Record<MatrixName, number>;
  for (const name of WEIGHT_MATRICES) byMatrix[name] = zeros[name] / (n * m);
  return {
    overall: WEIGHT_MATRICES.reduce((sum, name) => sum + zeros[name], 0) / (4 * n * m),
    byMatrix,
    deadGenes: blocks.v.reduce((count, multiplier) => count + (multiplier > 0 ? 0 : 1), 0),
  };
}
