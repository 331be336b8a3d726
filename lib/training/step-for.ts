import type { Study } from '../studies/study';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
import { kaimingParameters } from '../phoenix/kaiming-parameters';
import { initialParameters, type PhoenixShape } from '../phoenix/parameters';
import { GatedParameters, initialGates } from '../pruning/gated-parameters';
import { penaltyOf } from '../pruning/penalty';
import { KernelStep } from './kernel-step';
import type { TrainingPlan } from './plan';
import { PenalisedStep } from './penalised-step';
import { PriorTerm } from './prior-term';
import type { TrainingStep } from './step';

/**
 * The step that a plan asks for, at the vector that the seed draws or at `start`. The kernel's step serves the bare data loss, the penalised
 * one the prior term, penalties and gates.
 */
export function stepFor(
  study: Study,
  plan: TrainingPlan,
  shape: PhoenixShape,
  seed: number,
  kernel: Kernel,
  start?: Float32Array,
): TrainingStep {
  const { tau, penalty, tolerances } = plan;
  const initialisation = Random.fromSeed(seed, 'initialisation');
  // Kaiming's weights belong to gates, which begin half closed: with nothing to damp them the field of simulated data
  // can grow past all bounds in the first epoch.
  const weights =
    start ??
    (penalty?.gates ? kaimingParameters(shape, initialisation) : initialParameters(shape, initialisation));
  if (tau === 1 && penalty === undefined)
    return startedAt(weights, new KernelStep(kernel, shape, tolerances));
  const gates = penalty?.gates ?? null;
  const gated =
    gates === null ? undefined : new GatedParameters(shape, gates, Random.fromSeed(seed, 'gates'));
  const term = penalty === undefined ? null : penaltyOf(penalty, shape, gated ?? null);
  const prior = tau < 1 ? new PriorTerm(kernel, shape, study.prior, tau) : null;
  const vector = gated ? joined(weights, initialGates(shape, Random.fromSeed(seed, 'first gates'))) : weights;
  return startedAt(vector, new PenalisedStep(kernel, shape, tolerances, tau, term, gated, prior));
}

function startedAt<Step extends TrainingStep>(parameters: Float32Array, step: Step): Step {
  const zeros = new Float32Array(parameters.length);
  step.restore({ parameters, first: zeros, second: zeros, steps: 0 }, null);
  return step;
}

function joined(weights: Float32Array, gates: Float32Array): Float32Array {
  const vector = new Float32Array(weights.length + gates.length);
  vector.set(weights);
  vector.set(gates, weights.length);
  return vector;
}
