import type { SparseMatrix } from '../math/sparse-matrix';
import type { PhoenixShape } from '../phoenix/parameters';
import { EffectRows } from './effect-rows';

/** An edge of a learned network, by the names of its genes. */
export interface NetworkEdge {
  readonly regulator: string;
  readonly target: string;
  /** E, the target's rate of change per unit of the regulator; its sign says whether it activates or represses. */
  readonly effect: number;
  /** The effect as a share of all effects on the target: E_ij / sum over i' of |E_i'j|. */
  readonly scaledEffect: number;
  /** Whether the prior joins the two. */
  readonly inPrior: boolean;
}

/** The network that a trained model holds, its genes by name, never as an n x n array. */
export class LearnedNetwork {
  readonly rows: EffectRows;

  /**
   * @param genes one name a gene, no two alike
   * @param prior n x n, row = regulator
   * @throws RangeError if they do not fit the shape, or two genes share a name
   */
  constructor(
    parameters: Float32Array,
    readonly shape: PhoenixShape,
    readonly genes: readonly string[],
    private readonly prior: SparseMatrix,
  ) {
    if (genes.length !== shape.genes || prior.rows !== shape.genes || prior.cols !== shape.genes) {
      throw new RangeError(
        `${genes.length} names and a ${prior.rows} x ${prior.cols} prior do not fit a model of ${shape.genes} genes`,
      );
    }
    if (new Set(genes).size < genes.length) {
      const twice = genes.find((name, gene) => genes.indexOf(name) < gene);
      throw new RangeError(`the gene name ${twice} stands twice: a network by name needs distinct names`);
    }
    this.rows = new EffectRows(parameters, shape);
  }

  /** An edge as it is told. @param total sum of all |effects| on the target */
  edge(regulator: number, target: number, effect: number, total: number): NetworkEdge {
    return {
      regulator: this.genes[regulator],
      target: this.genes[target],
      effect,
      scaledEffect: effect / total,
      inPrior: this.inPrior(regulator, target),
    };
  }

  inPrior(regulator: number, target: number): boolean {
    const { rowStart, columns, values } = this.prior;
    let low = rowStart[regulator];
    let high = rowStart[regulator + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (columns[middle] < target) low = middle + 1;
      else high = middle;
    }
    return low < rowStart[regulator + 1] && columns[low] === target && values[low] !== 0;
  }
}

/** The places of the largest |values| that are not 0, largest first, of equals the first. */
export function largest(values: Float32Array, count: number): number[] {
  const places: number[] = [];
  values.forEach((value, place) => {
    if (value !== 0) places.push(place);
  });
  return places.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b).slice(0, count);
}
