import type { Pairs } from '../studies/pairs';
import type { Kernel, Offset } from '../kernels/kernel';
import type { SolveStatistics, Tolerances } from '../ode/solver';
import { PhoenixField } from '../phoenix/field';
import { layoutOf, parameterCount, type PhoenixShape } from '../phoenix/parameters';
import { plainParametrisation, type ModelUse, type Parametrisation } from '../phoenix/parametrisation';
import { Predictor } from '../phoenix/predictor';
import type { Penalty } from '../pruning/penalty';
import { Adam } from './adam';
import type { PriorTerm } from './prior-term';
import type { OptimiserState, Rates, TrainingStep } from './step';

/**
 * The step of a penalised loss:
 *
 *   L = tau MSE(prediction, noisy target) + prior term(flat parameters) + penalty(trainable vector).
 *
 * The kernel solves, takes the residual and pulls it back to the flat parameters, where the prior term adds its gradient: the
 * prior is compared with the network that the data see. The parametrisation pulls that back to the trainable vector (gates),
 * where the penalty adds its own, and the kernel takes the Adam step. A test holds it equal to the same step in tfjs.
 */
export class PenalisedStep implements TrainingStep {
  private readonly field: PhoenixField;
  private readonly layout: ReturnType<typeof layoutOf>;
  private readonly predictor: Predictor;
  private readonly vector: Offset;
  private readonly gradient: Offset;
  private readonly adam: Adam;
  private readonly flatGradient: Float32Array;
  /** 1 where the trainable vector is trained; null where all of it is. */
  private mask: Uint8Array | null = null;

  constructor(
    private readonly kernel: Kernel,
    shape: PhoenixShape,
    tolerances: Tolerances,
    private readonly tau: number,
    private readonly penalty: Penalty | null,
    private readonly parametrisation: Parametrisation = plainParametrisation(shape),
    private readonly prior: PriorTerm | null = null,
  ) {
    this.field = new PhoenixField(kernel, shape);
    this.layout = layoutOf(shape);
    this.predictor = new Predictor(this.field, tolerances);
    const { length } = parametrisation;
    this.vector = kernel.allocateFloats(length);
    this.gradient = kernel.allocateFloats(length);
    this.adam = new Adam(kernel, length);
    this.flatGradient = new Float32Array(parameterCount(shape));
  }

  step(pairs: Pairs, order: Int32Array, rates: Rates): { loss: number; statistics: SolveStatistics } {
    const { field, kernel, parametrisation, tau } = this;
    parametrisation.redraw();
    const vector = this.read(this.vector);
    const open = this.mask === null ? parametrisation.openNeurons(vector) : null;
    if (open !== null) field.packing.setNeurons(open);
    else if (this.mask === null) field.packing.setMask(null);
    const flat = parametrisation.flatOf(vector);
    field.packing.pack(flat, field.parameters);
    field.zeroGradient();
    const { loss, statistics } = this.predictor.accumulateGradient(pairs, order);
    const ofFlat = field.packing.unpack(field.gradient, this.flatGradient);
    for (let k = 0; k < ofFlat.length; k++) ofFlat[k] *= tau;
    const prior = this.prior?.addGradient(flat, ofFlat) ?? 0;
    const gradient = parametrisation.pullBack(vector, ofFlat);
    const penalty = this.penalty?.(vector, gradient) ?? 0;
    kernel.floats.set(gradient, this.gradient);
    this.clearPruned(this.gradient);
    this.adam.step(this.vector, this.gradient, parametrisation.length, (block) => this.layout[block], rates);
    return { loss: tau * loss + prior + penalty, statistics };
  }

  meanSquaredError(pairs: Pairs): number {
    const { packing, parameters } = this.field;
    if (this.mask === null) packing.setMask(null);
    packing.pack(this.model('validation'), parameters);
    return this.predictor.meanSquaredError(pairs);
  }

  model(use: ModelUse = 'prediction'): Float32Array {
    return this.parametrisation.forReadOut(this.read(this.vector), use);
  }

  state(): OptimiserState {
    const random = this.parametrisation.randomState();
    return {
      parameters: this.read(this.vector),
      first: this.read(this.adam.first),
      second: this.read(this.adam.second),
      steps: this.adam.steps,
      ...(random !== null && { random }),
    };
  }

  restore(state: OptimiserState, mask: Uint8Array | null): void {
    this.field.packing.setMask(mask);
    this.mask = mask;
    const { floats } = this.kernel;
    floats.set(state.parameters, this.vector);
    floats.set(state.first, this.adam.first);
    floats.set(state.second, this.adam.second);
    for (const offset of [this.vector, this.adam.first, this.adam.second]) this.clearPruned(offset);
    this.adam.steps = state.steps;
    if (state.random !== undefined) this.parametrisation.restoreRandomState(state.random);
  }

  private read(offset: Offset): Float32Array {
    return new Float32Array(this.kernel.floats.subarray(offset, offset + this.parametrisation.length));
  }

  /** What is trained beside the flat parameters is never pruned. */
  private clearPruned(offset: Offset): void {
    const { mask } = this;
    if (mask === null) return;
    const { floats } = this.kernel;
    for (let k = 0; k < mask.length; k++) if (mask[k] === 0) floats[offset + k] = 0;
  }
}
