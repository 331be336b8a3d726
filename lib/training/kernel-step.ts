import type { Pairs } from '../studies/pairs';
import type { Kernel } from '../kernels/kernel';
import type { SolveStatistics, Tolerances } from '../ode/solver';
import { PhoenixField } from '../phoenix/field';
import { parameterCount, type PhoenixShape } from '../phoenix/parameters';
import { Predictor } from '../phoenix/predictor';
import { Adam } from './adam';
import type { OptimiserState, Rates, TrainingStep } from './step';

/**
 * The step of the penalty-free loss (tau = 1) without leaving the kernel: solve, MSE, adjoint, Adam, all on the packed
 * parameters. tfjs would spend about as long on its own overhead as a pruned network needs for its solve; `npm run bench`
 * shows both, and a test holds them equal.
 */
export class KernelStep implements TrainingStep {
  private readonly field: PhoenixField;
  private readonly predictor: Predictor;
  private readonly adam: Adam;

  constructor(kernel: Kernel, shape: PhoenixShape, tolerances: Tolerances = {}) {
    this.field = new PhoenixField(kernel, shape);
    this.predictor = new Predictor(this.field, tolerances);
    this.adam = new Adam(kernel, parameterCount(shape));
  }

  step(pairs: Pairs, order: Int32Array, rates: Rates): { loss: number; statistics: SolveStatistics } {
    const { field } = this;
    field.zeroGradient();
    const result = this.predictor.accumulateGradient(pairs, order);
    const { packing } = field;
    this.adam.step(
      field.parameters,
      field.gradient,
      packing.length,
      (block) => packing.placeOf(block),
      rates,
    );
    return result;
  }

  meanSquaredError(pairs: Pairs): number {
    return this.predictor.meanSquaredError(pairs);
  }

  model(): Float32Array {
    const { packing, parameters } = this.field;
    return packing.unpack(parameters);
  }

  state(): OptimiserState {
    const { packing, parameters } = this.field;
    return {
      parameters: packing.unpack(parameters),
      first: packing.unpack(this.adam.first),
      second: packing.unpack(this.adam.second),
      steps: this.adam.steps,
    };
  }

  restore(state: OptimiserState, mask: Uint8Array | null): void {
    const { packing, parameters } = this.field;
    packing.setMask(mask);
    packing.pack(state.parameters, parameters);
    packing.pack(state.first, this.adam.first);
    packing.pack(state.second, this.adam.second);
    this.adam.steps = state.steps;
  }
}
