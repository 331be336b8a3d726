import * as tf from '@tensorflow/tfjs-node';
import type { Pairs } from '../../lib/studies/pairs';
import type { Kernel } from '../../lib/kernels/kernel';
import type { SolveStatistics, Tolerances } from '../../lib/ode/solver';
import { OdeSolve } from '../../lib/phoenix/ode-solve';
import { layoutOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import type { ModelUse } from '../../lib/phoenix/parametrisation';
import { CHUNK, Predictor } from '../../lib/phoenix/predictor';
import { stepFor } from '../../lib/training/step-for';
import { ADAM } from '../../lib/training/adam';
import type { OptimiserState, Rates, TrainingStep } from '../../lib/training/step';
import { plainTensors, type TensorParametrisation, type TensorPenalty } from './tensor-gates';

/** As `stepFor`, for a plan without prior term and penalty. */
export const tensorStepFor: typeof stepFor = (study, plan, shape, seed, kernel, start) => {
  const step = new TensorStep(kernel, shape, plan.tolerances);
  step.restore(stepFor(study, plan, shape, seed, kernel, start).state(), null);
  return step;
};

/**
 * The peer of lib's steps, in tfjs: the trainable vector is one variable, the solve is one differentiable op on the flat
 * parameters made of it, loss and penalty are tfjs expressions, and Adam is a few ops on the vector.
 *
 *   L = tau MSE(prediction, noisy target) + penalty(trainable vector)
 */
export class TensorStep implements TrainingStep {
  private readonly solve: OdeSolve;
  private readonly predictor: Predictor;
  private readonly parameters: tf.Variable<tf.Rank.R1>;
  private readonly first: tf.Variable<tf.Rank.R1>;
  private readonly second: tf.Variable<tf.Rank.R1>;
  private mask: tf.Tensor1D | null = null;
  private steps = 0;

  constructor(
    kernel: Kernel,
    private readonly shape: PhoenixShape,
    tolerances: Tolerances = {},
    private readonly tau = 1,
    private readonly penalty: TensorPenalty | null = null,
    private readonly parametrisation: TensorParametrisation = plainTensors(shape),
  ) {
    this.solve = new OdeSolve(kernel, shape, tolerances);
    this.predictor = new Predictor(this.solve.field, tolerances);
    // A variable copies its first value; the tidy releases that, and keeps the variable.
    const zeros = (): tf.Variable<tf.Rank.R1> =>
      tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([parametrisation.length])));
    this.parameters = zeros();
    this.first = zeros();
    this.second = zeros();
  }

  step(pairs: Pairs, order: Int32Array, rates: Rates): { loss: number; statistics: SolveStatistics } {
    const cost = { accepted: 0, rejected: 0, evaluations: 0 };
    this.parametrisation.redraw();
    const loss = tf.tidy(() => {
      let gradient = null as tf.Tensor1D | null;
      let total = 0;
      for (let from = 0; from < order.length; from += CHUNK) {
        const chunk = order.subarray(from, from + CHUNK);
        const part = this.gradientOf(() => this.dataLoss(pairs, chunk, order.length));
        const { accepted, rejected, evaluations } = this.solve.statistics;
        cost.accepted += accepted;
        cost.rejected += rejected;
        cost.evaluations += evaluations;
        gradient = gradient === null ? part.gradient : gradient.add<tf.Tensor1D>(part.gradient);
        total += part.loss;
      }
      if (this.penalty !== null) {
        const { penalty } = this;
        const part = this.gradientOf(() => penalty(this.parameters));
        gradient = gradient === null ? part.gradient : gradient.add<tf.Tensor1D>(part.gradient);
        total += part.loss;
      }
      if (gradient !== null) this.adam(gradient, rates);
      return total;
    });
    return { loss, statistics: cost };
  }

  meanSquaredError(pairs: Pairs): number {
    const { packing, parameters } = this.solve.field;
    packing.pack(this.model('validation'), parameters);
    return this.predictor.meanSquaredError(pairs);
  }

  model(use: ModelUse = 'prediction'): Float32Array {
    // A tidy that returned the values would search them, number by number, for tensors to keep.
    const flat = tf.tidy(() => this.parametrisation.forReadOut(this.parameters, use).clone());
    const values = flat.dataSync<'float32'>();
    flat.dispose();
    return values;
  }

  state(): OptimiserState {
    const random = this.parametrisation.randomState();
    return {
      parameters: Float32Array.from(this.parameters.dataSync()),
      first: Float32Array.from(this.first.dataSync()),
      second: Float32Array.from(this.second.dataSync()),
      steps: this.steps,
      ...(random !== null && { random }),
    };
  }

  restore(state: OptimiserState, mask: Uint8Array | null): void {
    this.solve.setMask(mask);
    this.mask?.dispose();
    this.mask = mask === null ? null : tf.tensor1d(this.maskOfVector(mask));
    tf.tidy(() => {
      const assign = (variable: tf.Variable<tf.Rank.R1>, values: Float32Array): void => {
        const tensor = tf.tensor1d(values);
        variable.assign(this.mask === null ? tensor : tensor.mul(this.mask));
      };
      assign(this.parameters, state.parameters);
      assign(this.first, state.first);
      assign(this.second, state.second);
    });
    this.steps = state.steps;
    if (state.random !== undefined) this.parametrisation.restoreRandomState(state.random);
  }

  dispose(): void {
    for (const tensor of [this.parameters, this.first, this.second, this.mask]) tensor?.dispose();
  }

  /** tau times the chunk's share of the MSE over all `count` pairs of the step. */
  private dataLoss(pairs: Pairs, chunk: Int32Array, count: number): tf.Scalar {
    const n = pairs.genes;
    const columns = (values: Float32Array): tf.Tensor2D => {
      const rows = new Float32Array(chunk.length * n);
      chunk.forEach((pair, b) => rows.set(values.subarray(pair * n, (pair + 1) * n), b * n));
      return tf.tensor2d(rows, [chunk.length, n]).transpose();
    };
    const intervals = Float32Array.from(chunk, (pair) => pairs.intervals[pair]);
    const flat = this.parametrisation.forTraining(this.parameters);
    const predicted = this.solve.apply(flat, columns(pairs.start), intervals);
    return predicted
      .sub(columns(pairs.target))
      .square()
      .sum()
      .mul(this.tau / (n * count));
  }

  private gradientOf(loss: () => tf.Scalar): { gradient: tf.Tensor1D; loss: number } {
    const { value, grads } = tf.variableGrads(loss, [this.parameters]);
    const gradient = grads[this.parameters.name] as tf.Tensor1D;
    return {
      gradient: this.mask === null ? gradient : gradient.mul(this.mask),
      loss: value.dataSync()[0],
    };
  }

  /** What is trained beside the flat parameters is never pruned. */
  private maskOfVector(mask: Uint8Array): Float32Array {
    const whole = new Float32Array(this.parametrisation.length).fill(1);
    whole.set(mask);
    return whole;
  }

  /** Adam on the trainable vector; the one faster block is its own slice of the rates. */
  private adam(gradient: tf.Tensor1D, rates: Rates): void {
    this.steps++;
    const { beta1, beta2, epsilon } = ADAM;
    const first = this.first.mul(beta1).add(gradient.mul(1 - beta1));
    const second = this.second.mul(beta2).add(gradient.square().mul(1 - beta2));
    this.first.assign(first as tf.Tensor1D);
    this.second.assign(second as tf.Tensor1D);
    const corrected = first.div(1 - beta1 ** this.steps);
    const spread = second
      .div(1 - beta2 ** this.steps)
      .sqrt()
      .add(epsilon);
    const moved = this.parameters.sub<tf.Tensor1D>(corrected.div(spread).mul(this.rateVector(rates)));
    this.parameters.assign(
      rates.multiplierFloor === undefined ? moved : this.heldMultipliers(moved, rates.multiplierFloor),
    );
  }

  private heldMultipliers(vector: tf.Tensor1D, floor: number): tf.Tensor1D {
    const { offset, length } = layoutOf(this.shape).v;
    const [before, v, after] = vector.split<tf.Tensor1D>([
      offset,
      length,
      this.parametrisation.length - offset - length,
    ]);
    return tf.concat([before, v.maximum<tf.Tensor1D>(floor), after]);
  }

  private rateVector({ rate, fastRate, fastBlock }: Rates): tf.Tensor1D {
    const values = new Float32Array(this.parametrisation.length).fill(rate);
    const { offset, length } = layoutOf(this.shape)[fastBlock];
    values.fill(fastRate, offset, offset + length);
    return tf.tensor1d(values);
  }
}
