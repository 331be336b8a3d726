import type { Pairs } from '../studies/pairs';
import type { Kernel, Offset } from '../kernels/kernel';
import type { SolveStatistics, Tolerances } from '../ode/solver';
import { PhoenixField } from '../phoenix/field';
import { BLOCKS, parameterCount, type PhoenixShape } from '../phoenix/parameters';
import { Predictor } from '../phoenix/predictor';
import { ADAM, type OptimiserState, type Rates, type TrainingStep } from './step';

/**
 * The step of the penalty-free loss (tau = 1) without leaving the kernel: solve, MSE, adjoint, Adam, all on the packed
 * parameters. tfjs would spend about as long on its own overhead as a pruned network needs for its solve; `npm run bench`
 * shows both. Equal to `TensorStep` by test.
 */
export class KernelStep implements TrainingStep {
  private readonly field: PhoenixField;
  private readonly predictor: Predictor;
  private readonly first: Offset;
  private readonly second: Offset;
  private steps = 0;

  constructor(
    private readonly kernel: Kernel,
    shape: PhoenixShape,
    tolerances: Tolerances = {},
  ) {
    this.field = new PhoenixField(kernel, shape);
    this.predictor = new Predictor(this.field, tolerances);
    this.first = kernel.allocateFloats(parameterCount(shape));
    this.second = kernel.allocateFloats(parameterCount(shape));
  }

  step(pairs: Pairs, order: Int32Array, rates: Rates): { loss: number; statistics: SolveStatistics } {
    const { field, kernel } = this;
    field.zeroGradient();
    const result = this.predictor.accumulateGradient(pairs, order);
    this.steps++;
    const correction1 = 1 - ADAM.beta1 ** this.steps;
    const correction2 = 1 - ADAM.beta2 ** this.steps;
    const { places, length } = field.packing;
    BLOCKS.forEach((block, index) => {
      const from = places[block];
      const to = index + 1 < BLOCKS.length ? places[BLOCKS[index + 1]] : length;
      kernel.adam(
        field.parameters + from,
        field.gradient + from,
        this.first + from,
        this.second + from,
        to - from,
        block === rates.fastBlock ? rates.fastRate : rates.rate,
        ADAM.beta1,
        ADAM.beta2,
        ADAM.epsilon,
        correction1,
        correction2,
      );
    });
    if (rates.multiplierFloor !== undefined) this.holdMultipliers(rates.multiplierFloor);
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
      first: packing.unpack(this.first),
      second: packing.unpack(this.second),
      steps: this.steps,
    };
  }

  restore(state: OptimiserState, mask: Uint8Array | null): void {
    const { packing, parameters } = this.field;
    packing.setMask(mask);
    packing.pack(state.parameters, parameters);
    packing.pack(state.first, this.first);
    packing.pack(state.second, this.second);
    this.steps = state.steps;
  }

  dispose(): void {
    // The kernel's memory goes with the kernel.
  }

  private holdMultipliers(floor: number): void {
    const { packing, parameters } = this.field;
    const { floats } = this.kernel;
    // v is the last block of the vector.
    for (let p = parameters + packing.places.v; p < parameters + packing.length; p++) {
      if (floats[p] < floor) floats[p] = floor;
    }
  }
}
