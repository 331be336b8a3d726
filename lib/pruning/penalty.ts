import type * as tf from '@tensorflow/tfjs-node';
import type { PhoenixShape } from '../phoenix/parameters';
import { pathL1 } from './c-node';
import type { GatedParameters } from './gated-parameters';
import { expectedL0 } from './l0';
import { openPaths } from './path-reg';
import type { PenaltyPlan } from './penalty-plan';

export type { PenaltyPlan } from './penalty-plan';

/**
 * A term of the loss beside the data: any tfjs expression on the flat parameters and on log alpha of the gates (no entry
 * without gates).
 */
export type Penalty = (flat: tf.Tensor1D, logAlpha: tf.Tensor1D) => tf.Scalar;

/**
 * The penalty as one tfjs expression, differentiated by tfjs; null where all weights are 0.
 * @throws RangeError for a term that needs gates where there are none
 */
export function penaltyOf(
  plan: PenaltyPlan,
  shape: PhoenixShape,
  gated: GatedParameters | null,
): Penalty | null {
  const { l0, pathL1: ofPathL1, paths } = plan;
  const terms: Penalty[] = [];
  if (ofPathL1 !== 0) terms.push((flat) => pathL1(flat, shape).mul(ofPathL1));
  if (l0 !== 0 || paths !== null) {
    if (gated === null) throw new RangeError('the L0 and path penalties are of gates: give the plan gates');
    if (l0 !== 0) terms.push((_, logAlpha) => expectedL0(gated.openProbability(logAlpha), shape).mul(l0));
    if (paths !== null && paths.weight !== 0) {
      terms.push((_, logAlpha) =>
        openPaths(
          paths.gates === 'expected' ? gated.openProbability(logAlpha) : gated.stepGates(logAlpha),
          shape,
        ).mul(paths.weight),
      );
    }
  }
  if (terms.length === 0) return null;
  return (flat, logAlpha) => terms.map((term) => term(flat, logAlpha)).reduce((sum, term) => sum.add(term));
}
