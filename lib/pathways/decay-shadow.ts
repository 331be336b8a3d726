import type { DifferentiableField } from '../ode/field';
import type { Kernel, Offset } from '../kernels/kernel';
import type { PhoenixField } from '../phoenix/field';

/**
 * A model's field with a shadow below every gene that decays at the gene's rate and is not regulated: rows 0 .. n - 1 are
 * dg/dt = relu(v) (joint(g) - g), rows n .. 2n - 1 are dh/dt = -relu(v) h. The shadows start at 0 and stay there; it is
 * their adjoint that matters. Given the same weights as the genes', it is the part of the genes' adjoint that has passed
 * through no regulation, discretised by the very same steps: the difference of the two is what the network did.
 *
 * The gradient of the parameters is not wanted and not taken.
 */
export class DecayShadow implements DifferentiableField {
  readonly size: number;
  private readonly kernel: Kernel;

  /** `multipliers` are the model's v. */
  constructor(
    private readonly field: PhoenixField,
    private readonly multipliers: Float32Array,
  ) {
    this.kernel = field.kernel;
    this.size = 2 * field.size;
  }

  evaluate(memory: Float32Array | Float64Array, state: Offset, derivative: Offset, batch: number): void {
    this.field.evaluate(memory, state, derivative, batch);
    this.rest(derivative, batch);
  }

  record(state: Offset, derivative: Offset, batch: number, slot: number): void {
    this.field.record(state, derivative, batch, slot);
    this.rest(derivative, batch);
  }

  pullBack(derivativeAdjoint: Offset, stateAdjoint: Offset, batch: number, slot: number): void {
    this.field.pullBack(derivativeAdjoint, stateAdjoint, batch, slot);
    const { floats } = this.kernel;
    const n = this.field.size;
    for (let gene = 0; gene < n; gene++) {
      const rate = Math.max(this.multipliers[gene], 0);
      const row = (n + gene) * batch;
      for (let p = row; p < row + batch; p++)
        floats[stateAdjoint + p] -= rate * floats[derivativeAdjoint + p];
    }
  }

  finish(): void {
    this.field.zeroGradient();
  }

  /** A shadow at 0 does not move. */
  private rest(derivative: Offset, batch: number): void {
    const shadows = derivative + this.field.size * batch;
    this.kernel.floats.fill(0, shadows, shadows + this.field.size * batch);
  }
}
