import { createKernel } from '../kernels/create-kernel';
import { entriesOf, fromEntries, type SparseMatrix, transpose } from '../math/sparse-matrix';
import { type Effects, effectsOf } from '../network/effects';
import type { VectorField } from '../ode/field';
import { solve } from '../ode/solve';
import { rolledOut } from '../studies/roll-out';
import type { Series } from '../studies/study';

/** Ten times tighter than training, as predictions of PHOENIX are. */
const TOLERANCES = { relativeTolerance: 1e-4, absoluteTolerance: 1e-6 } as const;

/**
 * A linear model of gene regulation: dg/dt = k (a + B' g - g). A gene's coefficient on itself corrects its rate of decay and is
 * no edge of the network.
 */
export class LinearModel {
  /** E = k B without the diagonal, row = regulator, in the unit of PHOENIX's effects. */
  readonly effects: Effects;
  private readonly byTarget: SparseMatrix;

  constructor(
    readonly genes: readonly string[],
    /** k, per unit of time. */
    readonly decay: number,
    /** B, n x n, row = regulator, column = target. */
    readonly coefficients: SparseMatrix,
    /** a, n. */
    readonly intercepts: Float64Array,
  ) {
    function* edges() {
      for (const [from, to, value] of entriesOf(coefficients)) {
        if (from !== to) yield [from, to, decay * value] as const;
      }
    }
    this.effects = effectsOf(fromEntries(genes.length, genes.length, edges()));
    this.byTarget = transpose(coefficients);
  }

  /**
   * Expression after an interval of time.
   * @param start genes x pairs, row-major
   * @param intervals of each pair
   * @returns genes x pairs
   */
  predict(start: ArrayLike<number>, intervals: ArrayLike<number>): Float32Array | Float64Array {
    return solve(createKernel('typed-array-float64'), this.field, start, intervals, TOLERANCES).end;
  }

  /** The trajectory from the recorded start of a series on (see `rolledOut`), genes x times. */
  rollOut(series: Pick<Series, 'times' | 'recorded'>, times: ArrayLike<number> = series.times): Float32Array {
    return rolledOut(series, times, this.genes.length, (levels, interval) =>
      this.predict(levels, [interval]),
    );
  }

  private get field(): VectorField {
    const { decay, intercepts, byTarget } = this;
    const { rowStart, columns, values } = byTarget;
    return {
      size: this.genes.length,
      evaluate: (memory, state, derivative, batch) => {
        for (let gene = 0; gene < intercepts.length; gene++) {
          for (let b = 0; b < batch; b++) {
            let production = intercepts[gene];
            for (let e = rowStart[gene]; e < rowStart[gene + 1]; e++) {
              production += values[e] * memory[state + columns[e] * batch + b];
            }
            memory[derivative + gene * batch + b] = decay * (production - memory[state + gene * batch + b]);
          }
        }
      },
    };
  }
}
