import type { SparseMatrix } from '../math/sparse-matrix';
import { agreementOf, type Agreement } from './balanced-accuracy';
import type { EffectRows } from '../network/effect-rows';
import { markRow, targetsOf, type Region } from './region';

/** How many edges a learned network has, and how they agree with the truth. */
export interface EdgeAgreement {
  /** Ordered pairs with an effect other than 0. */
  readonly edges: number;
  /** One a region; null where it holds no true edge, or no truth is known. */
  readonly agreements: readonly (Agreement | null)[];
}

/**
 * Agreement of [E != 0] with [truth != 0] over several regions, in one pass over the rows of effects and without the ranking:
 * the cheap part of `evaluateNetwork`, for measuring a model many times on its way.
 *
 * @param truth n x n, an entry other than 0 is a true edge; null: edges are counted, nothing more
 * @throws RangeError if a region with a true edge has no unjoined pair
 */
export function edgeAgreement(
  rows: EffectRows,
  truth: SparseMatrix | null,
  regions: readonly Region[],
): EdgeAgreement {
  const { genes } = rows.shape;
  const counts = regions.map(() => ({
    truePositives: 0,
    falsePositives: 0,
    trueNegatives: 0,
    falseNegatives: 0,
  }));
  const inside = new Uint8Array(genes);
  const joined = new Uint8Array(genes);
  let edges = 0;
  rows.forEach((regulator, effects) => {
    for (let target = 0; target < genes; target++) if (effects[target] !== 0) edges++;
    if (truth === null) return;
    joined.fill(0);
    for (const target of targetsOf(truth, regulator)) joined[target] = 1;
    regions.forEach((region, k) => {
      if (!markRow(region, regulator, inside)) return;
      for (let target = 0; target < genes; target++) {
        if (inside[target] === 0) continue;
        if (effects[target] !== 0) {
          if (joined[target] === 1) counts[k].truePositives++;
          else counts[k].falsePositives++;
        } else if (joined[target] === 1) counts[k].falseNegatives++;
        else counts[k].trueNegatives++;
      }
    });
  });
  const hasEdge = ({ truePositives, falseNegatives }: (typeof counts)[number]): boolean =>
    truePositives + falseNegatives > 0;
  return { edges, agreements: counts.map((count) => (hasEdge(count) ? agreementOf(count) : null)) };
}
