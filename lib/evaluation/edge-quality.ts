import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { scaledEffects } from '../network/scaled-effects';
import { scoreNetwork } from './network-score';
import { genesMarked, regulatorsOf } from './region';

/** What someone who takes the edges of a network at their word is told; shares in [0, 1]. */
export interface EdgeQuality {
  /** Ordered pairs with an effect other than 0. */
  readonly edges: number;
  /** Share of them that are true; null without an edge. */
  readonly precision: number | null;
  /** Of the wrong ones the share that leaves genes without a true target: 1 is a network that confuses cause and effect. */
  readonly wrongFromNonRegulators: number | null;
  /** Of the true ones the share with the right sign; null where the truth has one sign only. Blindly drawn signs: about 1/2. */
  readonly rightSigns: number | null;
  /** AUPRC by the effects as shares of all effects on their target (Appendix C.2): genes of unlike rates are compared fairly. */
  readonly auprcScaled: number;
}

/**
 * Measures a network edge by edge, row by row; no n x n array.
 * @param effects n x n, row = regulator
 * @param truth n x n, an entry other than 0 is a true edge, its sign what the regulator does
 */
export function edgeQuality(effects: MatrixRows, truth: SparseMatrix): EdgeQuality {
  const n = truth.rows;
  const isRegulator = genesMarked(regulatorsOf(truth), n);
  const signed = truth.values.some((value) => value > 0) && truth.values.some((value) => value < 0);
  let [edges, found, right, elsewhere] = [0, 0, 0, 0];
  effects.forEach((regulator, row) => {
    let joined = 0;
    for (let target = 0; target < n; target++) {
      if (row[target] !== 0) joined++;
    }
    edges += joined;
    if (!isRegulator[regulator]) elsewhere += joined;
    const { rowStart, columns, values } = truth;
    for (let e = rowStart[regulator]; e < rowStart[regulator + 1]; e++) {
      const effect = row[columns[e]];
      if (values[e] === 0 || effect === 0) continue;
      found++;
      if (Math.sign(effect) === Math.sign(values[e])) right++;
    }
  });
  return {
    edges,
    precision: edges > 0 ? found / edges : null,
    wrongFromNonRegulators: edges > found ? elsewhere / (edges - found) : null,
    rightSigns: signed && found > 0 ? right / found : null,
    auprcScaled: scoreNetwork(scaledEffects(effects), truth)[0]?.auprc ?? 0,
  };
}
