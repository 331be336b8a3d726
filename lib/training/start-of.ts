import * as tf from '@tensorflow/tfjs-node';
import type { Study } from '../studies/study';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
import { kaimingParameters } from '../phoenix/kaiming-parameters';
import { initialParameters, type PhoenixShape } from '../phoenix/parameters';
import { GatedParameters, initialGates } from '../pruning/gated-parameters';
import { penaltyOf, sumOf, type Penalty } from '../pruning/penalty';
import { KernelStep } from './kernel-step';
import type { TrainingPlan } from './plan';
import { PenalisedStep } from './penalised-step';
import { priorPenalty } from './prior-penalty';
import type { TrainingStep } from './step';
import { TensorStep } from './tensor-step';

/** Where a run starts: its step, the trainable vector, and what must be disposed beside the step. */
export interface Start {
  readonly step: TrainingStep;
  readonly parameters: Float32Array;
  readonly owned: readonly { readonly dispose: () => void }[];
}

/**
 * The step that a plan asks for and the vector it starts from. The kernel's step serves the bare data loss; the prior term,
 * penalties and gates are tfjs expressions beside it. With `tensor` all but the solve is tfjs.
 */
export function startOf(
  study: Study,
  plan: TrainingPlan,
  shape: PhoenixShape,
  seed: number,
  kernel: Kernel,
  choice: 'auto' | 'tensor',
): Start {
  const { tau, penalty, tolerances } = plan;
  const initialisation = Random.fromSeed(seed, 'initialisation');
  // Kaiming's weights belong to gates, which begin half closed: with nothing to damp them the field of simulated data
  // can grow past all bounds in the first epoch.
  const weights = penalty?.gates
    ? kaimingParameters(shape, initialisation)
    : initialParameters(shape, initialisation);
  if (tau === 1 && penalty === undefined && choice === 'auto') {
    return { step: new KernelStep(kernel, shape, tolerances), parameters: weights, owned: [] };
  }
  const owned: { readonly dispose: () => void }[] = [];
  const terms: Penalty[] = [];
  let gated: GatedParameters | undefined;
  if (penalty?.gates) {
    gated = new GatedParameters(shape, penalty.gates, Random.fromSeed(seed, 'gates'));
    owned.push(gated);
  }
  if (penalty !== undefined) {
    const term = penaltyOf(penalty, shape, gated ?? null);
    if (term !== null) terms.push(term);
  }
  if (tau < 1) {
    const prior = priorPenalty(kernel, shape, study.prior, tau);
    // The prior is compared with the network that the data see: with its gates.
    terms.push((flat, logAlpha) => prior(gated ? gated.forTraining(tf.concat([flat, logAlpha])) : flat));
  }
  const Step = choice === 'tensor' ? TensorStep : PenalisedStep;
  return {
    step: new Step(kernel, shape, tolerances, tau, sumOf(terms), gated),
    parameters: gated ? joined(weights, initialGates(shape, Random.fromSeed(seed, 'first gates'))) : weights,
    owned,
  };
}

function joined(weights: Float32Array, gates: Float32Array): Float32Array {
  const vector = new Float32Array(weights.length + gates.length);
  vector.set(weights);
  vector.set(gates, weights.length);
  return vector;
}
