import * as tf from '@tensorflow/tfjs-node';
import { paddedBatch, type Kernel, type Offset } from '../kernels/kernel';
import { loadColumns, readColumns } from '../ode/solve';
import { Solver, type SolveStatistics, type Tolerances } from '../ode/solver';
import { PhoenixField } from './field';
import { parameterCount, type PhoenixShape } from './parameters';

/**
 * The solve of PHOENIX as ONE differentiable tfjs operation.
 *
 * `apply(parameters, start, intervals)` is a `tf.customGrad`: the forward solve and its exact discrete adjoint run in the
 * kernel, and tfjs sees a single op from the flat parameters and the start to the end state. Whatever is built around it
 * (a loss, a penalty on the parameters) is ordinary tfjs.
 */
export class OdeSolve {
  readonly field: PhoenixField;
  /** What the last solve cost. */
  statistics: SolveStatistics = { accepted: 0, rejected: 0, evaluations: 0 };
  private readonly solvers = new Map<number, Solver>();
  /** Which solve the kernel's records belong to. */
  private recorded = 0;

  constructor(
    private readonly kernel: Kernel,
    readonly shape: PhoenixShape,
    private readonly tolerances: Tolerances = {},
  ) {
    this.field = new PhoenixField(kernel, shape);
  }

  /** Weights whose mask is 0 are left out of the solve and get no gradient; null keeps all. */
  setMask(mask: Uint8Array | null): void {
    this.field.packing.setMask(mask);
  }

  /**
   * @param parameters flat, length 4nm + 2m + n
   * @param start n x pairs, expression at t_i
   * @param intervals t_{i+1} - t_i of each pair
   * @returns n x pairs, predicted expression at t_{i+1}; differentiable in `parameters` and `start`
   * @throws SolverError when the field explodes
   */
  apply(parameters: tf.Tensor1D, start: tf.Tensor2D, intervals: ArrayLike<number>): tf.Tensor2D {
    const { genes } = this.shape;
    const pairs = intervals.length;
    if (
      parameters.size !== parameterCount(this.shape) ||
      start.shape[0] !== genes ||
      start.shape[1] !== pairs
    ) {
      throw new RangeError(
        `the solve takes ${parameterCount(this.shape)} parameters and a ${genes} x ${pairs} start, ` +
          `not ${parameters.size} and ${start.shape.join(' x ')}`,
      );
    }
    const operation = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
      const [flat, from] = inputs as [tf.Tensor1D, tf.Tensor2D];
      const save = inputs[2] as tf.GradSaveFunc;
      const solver = this.solverFor(pairs);
      const batch = paddedBatch(pairs);
      const forward = (flatValues: Float32Array, startValues: Float32Array): void => {
        this.field.packing.pack(flatValues, this.field.parameters);
        loadColumns(this.kernel, solver.start, startValues, genes, pairs, batch);
        loadColumns(this.kernel, solver.intervals, intervals, 1, pairs, batch);
        this.statistics = solver.solveRecorded();
      };
      forward(flat.dataSync<'float32'>(), from.dataSync<'float32'>());
      const solve = ++this.recorded;
      save([flat, from]);
      const value = this.tensorAt(solver.end, pairs);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
        if (solve !== this.recorded) {
          // Another solve used the records since: run this one again.
          forward(saved[0].dataSync<'float32'>(), saved[1].dataSync<'float32'>());
          this.recorded++;
        }
        loadColumns(this.kernel, solver.adjoint, dy.dataSync<'float32'>(), genes, pairs, batch);
        this.field.zeroGradient();
        solver.pullBack();
        return [
          tf.tensor1d(this.field.packing.unpack(this.field.gradient)),
          this.tensorAt(solver.adjoint, pairs),
        ];
      };
      return { value, gradFunc };
    });
    return operation(parameters, start) as tf.Tensor2D;
  }

  private tensorAt(offset: Offset, pairs: number): tf.Tensor2D {
    const { genes } = this.shape;
    const values = readColumns(this.kernel, offset, genes, pairs, paddedBatch(pairs));
    return tf.tensor2d(Float32Array.from(values), [genes, pairs]);
  }

  private solverFor(pairs: number): Solver {
    const batch = paddedBatch(pairs);
    let solver = this.solvers.get(batch);
    if (solver === undefined) {
      solver = new Solver(this.kernel, this.field, batch, this.tolerances);
      this.solvers.set(batch, solver);
    }
    return solver;
  }
}
