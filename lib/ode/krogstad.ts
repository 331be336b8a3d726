import type { Kernel, Offset } from '../kernels/kernel';
import type { ErrorNorms } from './error-norms';
import type { DecayingField } from './field';
import type { Derive, Scheme } from './scheme';

/*
 * Exponential time differencing of order 4(3) for y' = L (joint(y) - y) with L = (t1 - t0) relu(decay), diagonal:
 *
 * - The scheme is ETDRK4-B of S. Krogstad, "Generalized integrating factor methods for stiff PDEs", J. Comp. Phys. 203
 *   (2005) 72-88, equation (51): the decay is solved exactly, the joint term by four stages.
 * - The estimate gives the fourth stage's weight to the derivative at the end of the step instead, which is the first of the
 *   next (FSAL): without a decay that is the classical scheme with the third-order weights 1/6, 1/3, 1/3, 0, 1/6.
 *
 * With F_i = f(U_i) the derivatives, z = h L and D_i = h (F_i - F_1) + z (U_i - y), the change of h L joint since the start:
 *
 *   U_2 = y + h/2 phi_1(-z/2) F_1
 *   U_3 = U_2 + phi_2(-z/2) D_2
 *   U_4 = y + h phi_1(-z) F_1 + 2 phi_2(-z) D_3
 *   y'  = y + h phi_1(-z) F_1 + (2 phi_2 - 4 phi_3)(-z) (D_2 + D_3) + (4 phi_3 - phi_2)(-z) D_4
 *   e   = (4 phi_3 - phi_2)(-z) (D_4 - D_5),   D_5 of y'.
 */

/** Stages that enter the step's result. */
const STAGES = 4;

/** What the adjoint needs of an accepted step: F_1, D_2, D_3, D_4. */
const KEPT = 4;

/** Blocks of phi functions (see the kernel's `phiFunctions`) and of adjoints (see `krogstadBackward`). */
const PHI_BLOCKS = 8;
const ADJOINT_BLOCKS = 7;

/** The exponential scheme for fields with a decay. */
export class Krogstad implements Scheme {
  readonly stages = STAGES;
  readonly errorOrder = 4;
  private readonly length: number;
  private readonly trial: Offset;
  /** F_1, D_2, D_3, D_4, F_5 of the present attempt. */
  private readonly blocks: Offset;
  private readonly phi: Offset;
  /** The length of step whose functions are at `phi`; null where decay or intervals may have changed since. */
  private phiStep: number | null = null;
  private readonly errorBlock: Offset;
  private readonly adjoints: Offset;
  /** The first four blocks of every accepted step. */
  private readonly kept: Offset[] = [];

  constructor(
    private readonly kernel: Kernel,
    private readonly field: DecayingField,
    private readonly batch: number,
    private readonly intervals: Offset,
    private readonly norms: ErrorNorms,
  ) {
    this.length = field.size * batch;
    const blocks = (count: number): Offset => kernel.allocateFloats(count * this.length);
    this.trial = blocks(1);
    this.blocks = blocks(KEPT + 1);
    this.phi = blocks(PHI_BLOCKS);
    this.errorBlock = blocks(1);
    this.adjoints = blocks(ADJOINT_BLOCKS);
  }

  begin(state: Offset, derive: Derive): void {
    this.phiStep = null;
    derive(state, this.blocks, 0);
  }

  firstStep(): { h: null; evaluations: number } {
    return { h: null, evaluations: 0 };
  }

  attempt(state: Offset, next: Offset, h: number, firstSlot: number, derive: Derive): void {
    const { kernel, field, batch, blocks, length, trial, phi, intervals } = this;
    this.makeFunctions(h);
    for (let stage = 2; stage <= STAGES + 1; stage++) {
      const out = stage <= STAGES ? trial : next;
      kernel.krogstadStage(stage, trial, out, state, blocks, phi, intervals, h, field.size, batch);
      derive(out, blocks + (stage - 1) * length, firstSlot + stage - 1);
    }
  }

  error(place: number): number {
    return this.kernel.floats[this.errorBlock + place];
  }

  errors(state: Offset, next: Offset, h: number): Float64Array {
    const { kernel, field, batch, blocks, phi, intervals } = this;
    kernel.krogstadStage(6, next, this.errorBlock, state, blocks, phi, intervals, h, field.size, batch);
    return this.norms.of(this.errorBlock, [1], 1, state, next);
  }

  accept(step: number | null): void {
    const { kernel, blocks, length } = this;
    if (step !== null) {
      while (this.kept.length <= step) this.kept.push(kernel.allocateFloats(KEPT * length));
      kernel.floats.copyWithin(this.kept[step], blocks, blocks + KEPT * length);
    }
    kernel.floats.copyWithin(blocks, blocks + KEPT * length, blocks + (KEPT + 1) * length);
  }

  speed(place: number): number {
    const { floats } = this.kernel;
    return floats[this.blocks + place] * floats[this.intervals + (place % this.batch)];
  }

  pullBack(step: number, h: number, adjoint: Offset): void {
    const { kernel, field, batch, adjoints, length, phi, intervals } = this;
    const [ofDerivative, ofState, ofZ] = [4, 5, 6].map((block) => adjoints + block * length);
    const backward = (stage: number): void =>
      kernel.krogstadBackward(
        stage,
        adjoint,
        adjoints,
        this.kept[step],
        phi,
        intervals,
        h,
        field.size,
        batch,
      );
    this.makeFunctions(h);
    for (let stage = STAGES; stage >= 2; stage--) {
      backward(stage);
      field.pullBack(ofDerivative, ofState, batch, step * STAGES + stage - 1);
    }
    backward(1);
    field.pullBack(ofDerivative, adjoint, batch, step * STAGES);
    kernel.addDecayGradient(field.decayGradient, field.decay, ofZ, intervals, h, field.size, batch);
  }
  /** The last steps of a solve are often of one length, and the way back begins where the way forward ended. */
  private makeFunctions(h: number): void {
    if (h === this.phiStep) return;
    const { kernel, field, batch, phi, intervals } = this;
    kernel.phiFunctions(phi, field.decay, intervals, h, field.size, batch);
    this.phiStep = h;
  }
}
