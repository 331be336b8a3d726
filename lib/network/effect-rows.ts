import { type MatrixRows, toSingle } from '../math/matrix-rows';
import { packColumns, type PackedColumns, productRows } from '../math/panel-product';
import { type PhoenixShape, viewsOf } from '../phoenix/parameters';

/** By a name of this file: an imported one is looked up every time, which is slow over n x n effects. */
const rounded = toSingle;

/** Regulators whose rows are computed side by side: the second layer is then read from memory once for all of them. */
const BLOCK = 16;

/** Following paths costs this much more, path by path, than multiplying everything by everything: measured. */
const COST_OF_A_PATH = 4;

/** For each hidden neuron, the targets that it reaches through U and with what weight. */
interface NeuronTargets {
  readonly start: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The effects E of a model, row by row, without ever holding all n x n of them:
 *
 *   E_ij = (W_S^T U_S^T + W_P^T U_P^T)_ij * relu(v_j),   row = regulator i, column = target j
 *
 * (the definition behind the paper's sparsity and balanced accuracy). An entry is an edge of the learned network if
 * and only if it is not 0, so an entry that no path of surviving weights reaches is exactly 0, and one that is
 * reached is never rounded to 0. Each entry is summed in double precision, the S branch's neurons first, in their
 * order, then the P branch's. Only surviving weights are visited; where most survive, the zeros are multiplied along
 * because that is faster. Rows, columns, sparse and dense ways give the same bits.
 */
export class EffectRows implements MatrixRows {
  readonly rows: number;
  readonly cols: number;
  private readonly branches: readonly { w: Float32Array; u: Float32Array; byNeuron: NeuronTargets }[];
  private readonly v: Float32Array;
  /** diag(relu(v)) (U_S U_P) transposed, 2m x n, packed; null where following the paths costs less. */
  private readonly dense: PackedColumns | null;

  /**
   * @param parameters flat vector of a PHOENIX model (see `layoutOf`)
   * @throws RangeError if the vector does not fit the shape
   */
  constructor(
    parameters: Float32Array,
    private readonly shape: PhoenixShape,
  ) {
    this.rows = this.cols = shape.genes;
    const { wS, uS, wP, uP, v } = viewsOf(parameters, shape);
    this.v = v;
    this.branches = [
      { w: wS, u: uS, byNeuron: targetsByNeuron(uS, v, shape) },
      { w: wP, u: uP, byNeuron: targetsByNeuron(uP, v, shape) },
    ];
    this.dense = this.pathsPerPair() * COST_OF_A_PATH > 2 * shape.hidden ? this.packed() : null;
  }

  /** Hands over the effects of each listed regulator (by default of all genes, in order) on the n targets. */
  forEach(
    visit: (regulator: number, effects: Float32Array) => void,
    regulators: ArrayLike<number> = Int32Array.from({ length: this.shape.genes }, (_, gene) => gene),
  ): void {
    const n = this.shape.genes;
    const sums = Array.from({ length: Math.min(BLOCK, regulators.length) }, () => new Float64Array(n));
    const effects = new Float32Array(n);
    for (let from = 0; from < regulators.length; from += BLOCK) {
      const size = Math.min(BLOCK, regulators.length - from);
      if (this.dense) this.multiply(this.dense, regulators, from, sums.slice(0, size));
      else this.followPaths(regulators, from, sums.slice(0, size));
      for (let r = 0; r < size; r++) {
        for (let target = 0; target < n; target++) effects[target] = rounded(sums[r][target]);
        visit(regulators[from + r], effects);
      }
    }
  }

  /** The effects of one regulator on the n targets. */
  row(regulator: number): Float32Array {
    const kept = new Float32Array(this.shape.genes);
    this.forEach((_, effects) => kept.set(effects), [regulator]);
    return kept;
  }

  /** The effects of the n regulators on one target. */
  column(target: number): Float32Array {
    const { genes: n, hidden: m } = this.shape;
    const sums = new Float64Array(n);
    if (this.v[target] > 0) {
      for (const { w, u } of this.branches) {
        for (let neuron = 0; neuron < m; neuron++) {
          const weight = u[target * m + neuron] * this.v[target];
          if (weight === 0) continue;
          for (let regulator = 0; regulator < n; regulator++) {
            sums[regulator] += w[neuron * n + regulator] * weight;
          }
        }
      }
    }
    return Float32Array.from(sums, rounded);
  }

  private followPaths(regulators: ArrayLike<number>, from: number, sums: readonly Float64Array[]): void {
    const { genes: n, hidden: m } = this.shape;
    for (const row of sums) row.fill(0);
    for (const { w, byNeuron } of this.branches) {
      const { start, targets, weights } = byNeuron;
      for (let neuron = 0; neuron < m; neuron++) {
        for (let r = 0; r < sums.length; r++) {
          const weight = w[neuron * n + regulators[from + r]];
          if (weight === 0) continue;
          const row = sums[r];
          for (let e = start[neuron]; e < start[neuron + 1]; e++) row[targets[e]] += weight * weights[e];
        }
      }
    }
  }

  private multiply(
    second: PackedColumns,
    regulators: ArrayLike<number>,
    from: number,
    sums: readonly Float64Array[],
  ): void {
    const { genes: n, hidden: m } = this.shape;
    const [s, p] = this.branches;
    const firstLayer = (k: number, r: number): number => {
      const w = k < m ? s.w : p.w;
      return w[(k % m) * n + regulators[from + r]];
    };
    productRows(firstLayer, second, sums);
  }

  private packed(): PackedColumns {
    const { genes: n, hidden: m } = this.shape;
    const [s, p] = this.branches;
    return packColumns(2 * m, n, (k, target) =>
      this.v[target] > 0 ? (k < m ? s.u : p.u)[target * m + (k % m)] * this.v[target] : 0,
    );
  }

  /** Mean number of paths of surviving weights from a gene to a gene. */
  private pathsPerPair(): number {
    const { genes: n, hidden: m } = this.shape;
    let paths = 0;
    for (const { w, byNeuron } of this.branches) {
      for (let neuron = 0; neuron < m; neuron++) {
        let sources = 0;
        for (let k = neuron * n; k < (neuron + 1) * n; k++) if (w[k] !== 0) sources++;
        paths += sources * (byNeuron.start[neuron + 1] - byNeuron.start[neuron]);
      }
    }
    return paths / (n * n);
  }
}

/** diag(relu(v)) U by columns, zeros left out. */
function targetsByNeuron(
  u: Float32Array,
  v: Float32Array,
  { genes: n, hidden: m }: PhoenixShape,
): NeuronTargets {
  const start = new Int32Array(m + 1);
  for (let k = 0; k < u.length; k++) if (u[k] !== 0 && v[Math.floor(k / m)] > 0) start[(k % m) + 1]++;
  for (let neuron = 0; neuron < m; neuron++) start[neuron + 1] += start[neuron];
  const targets = new Int32Array(start[m]);
  const weights = new Float64Array(start[m]);
  const next = start.slice(0, m);
  for (let target = 0; target < n; target++) {
    if (!(v[target] > 0)) continue;
    for (let neuron = 0; neuron < m; neuron++) {
      const weight = u[target * m + neuron];
      if (weight === 0) continue;
      targets[next[neuron]] = target;
      weights[next[neuron]++] = weight * v[target];
    }
  }
  return { start, targets, weights };
}
