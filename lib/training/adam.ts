import type { Kernel, Offset } from '../kernels/kernel';
import { power } from '../math/power';
import type { ParameterBlock, BlockPlace } from '../phoenix/parameters';
import type { Rates } from './step';

/** Adam's constants (Kingma and Ba 2015). */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** Adam in the kernel, on one vector of which one block trains faster. */
export class Adam {
  /** The first and second moments. */
  readonly first: Offset;
  readonly second: Offset;
  /** Steps taken. */
  steps = 0;

  constructor(
    private readonly kernel: Kernel,
    length: number,
  ) {
    this.first = kernel.allocateFloats(length);
    this.second = kernel.allocateFloats(length);
  }

  /**
   * One step on `length` numbers at `vector`; then no gene multiplier is left below its floor.
   * @param placeOf where a block of the parameters lies in the vector
   */
  step(
    vector: Offset,
    gradient: Offset,
    length: number,
    placeOf: (block: ParameterBlock) => Pick<BlockPlace, 'offset' | 'length'>,
    { rate, fastRate, fastBlock, multiplierFloor }: Rates,
  ): void {
    this.steps++;
    const { kernel, first, second, steps } = this;
    const { beta1, beta2, epsilon } = ADAM;
    const [correction1, correction2] = [1 - power(beta1, steps), 1 - power(beta2, steps)];
    const advance = (from: number, to: number, blockRate: number): void => {
      const [at, slope, m, v] = [vector, gradient, first, second].map((offset) => offset + from);
      kernel.adam(at, slope, m, v, to - from, blockRate, beta1, beta2, epsilon, correction1, correction2);
    };
    const fast = placeOf(fastBlock);
    advance(0, fast.offset, rate);
    advance(fast.offset, fast.offset + fast.length, fastRate);
    advance(fast.offset + fast.length, length, rate);
    if (multiplierFloor === undefined) return;
    const { offset, length: genes } = placeOf('v');
    const { floats } = kernel;
    for (let k = vector + offset; k < vector + offset + genes; k++) {
      if (floats[k] < multiplierFloor) floats[k] = multiplierFloor;
    }
  }
}
