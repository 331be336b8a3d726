import { parameterCount, type PhoenixShape } from '../phoenix/parameters';
import { addPathL1 } from './c-node';
import type { GatedParameters, OfGates } from './gated-parameters';
import { expectedL0 } from './l0';
import { openPaths } from './path-reg';
import type { PenaltyPlan } from './penalty-plan';

export type { PenaltyPlan } from './penalty-plan';

/** A term of the loss beside the data: adds its gradient at the trainable vector to `gradient` and returns its value. */
export type Penalty = (vector: Float32Array, gradient: Float32Array) => number;

/**
 * The sum of a plan's penalties; null where all weights are 0.
 * @throws RangeError for a term that needs gates where there are none
 */
export function penaltyOf(
  plan: PenaltyPlan,
  shape: PhoenixShape,
  gated: GatedParameters | null,
): Penalty | null {
  const { l0, pathL1, paths } = plan;
  const terms: Penalty[] = [];
  if (pathL1 !== 0) {
    const weights = parameterCount(shape);
    terms.push((vector, gradient) =>
      addPathL1(vector.subarray(0, weights), shape, pathL1, gradient.subarray(0, weights)),
    );
  }
  if (l0 !== 0 || paths !== null) {
    if (gated === null) throw new RangeError('the L0 and path penalties are of gates: give the plan gates');
    const ofGates =
      (
        weight: number,
        of: (gates: Float32Array, shape: PhoenixShape) => OfGates,
        which: 'expected' | 'sampled',
      ): Penalty =>
      (vector, gradient) => {
        const { values, slopes } =
          which === 'expected' ? gated.openProbability(vector) : gated.stepGates(vector);
        const { value, gradient: ofValues } = of(values, shape);
        const first = vector.length - values.length;
        slopes.forEach((slope, gate) => (gradient[first + gate] += weight * ofValues[gate] * slope));
        return weight * value;
      };
    if (l0 !== 0) terms.push(ofGates(l0, expectedL0, 'expected'));
    if (paths !== null && paths.weight !== 0) terms.push(ofGates(paths.weight, openPaths, paths.gates));
  }
  if (terms.length === 0) return null;
  return (vector, gradient) => terms.reduce((sum, term) => sum + term(vector, gradient), 0);
}
