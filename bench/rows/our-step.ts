import { completeExperiment } from '../../lib/experiments/experiment';
import { planOf } from '../../lib/experiments/plan-of';
import type { StrategyName } from '../../lib/strategies/strategies';
import { createKernel, type KernelChoice } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { Random } from '../../lib/math/random';
import { GatedParameters, initialGates } from '../../lib/pruning/gated-parameters';
import { penaltyOf } from '../../lib/pruning/penalty';
import { KernelStep } from '../../lib/training/kernel-step';
import { PenalisedStep } from '../../lib/training/penalised-step';
import type { TrainingStep } from '../../lib/training/step';
import { TensorStep } from '../../test/training/tensor-step';
import { readProblem, type Problem, type Sparsity } from '../problem';
import { measureEpochs, type StepCost } from './measure-epochs';

/** How the step is taken: all in the kernel, the solve as one op of tfjs, or the kernel's with a strategy's penalty by tfjs. */
export type StepChoice = 'kernel' | 'tensor' | StrategyName;

/** A step of lib/training on the problem's model, pruned to a sparsity; with a penalty nothing is pruned. */
export function ourStep(
  problem: Problem,
  choice: StepChoice,
  kernel: KernelChoice,
  sparsity: Sparsity,
): TrainingStep {
  const { shape, parameters } = problem;
  if (choice !== 'kernel' && choice !== 'tensor') return penalisedStep(problem, choice, createKernel(kernel));
  const step =
    choice === 'kernel'
      ? new KernelStep(createKernel(kernel), shape)
      : new TensorStep(createKernel(kernel), shape);
  startAt(step, parameters, problem.masks[sparsity]);
  return step;
}

/** The strategy at its tuned weight for simulated data, with its gates, if it has any, as they stand before training. */
function penalisedStep({ shape, parameters }: Problem, strategy: StrategyName, kernel: Kernel): TrainingStep {
  const { penalty: plan } = planOf(completeExperiment({ strategy }));
  if (plan === undefined) throw new RangeError(`${strategy} has no penalty to step with`);
  const gates = plan.gates && new GatedParameters(shape, plan.gates, Random.fromSeed(1, 'gates'));
  const step = new PenalisedStep(kernel, shape, {}, 1, penaltyOf(plan, shape, gates), gates ?? undefined);
  const logAlpha = gates ? initialGates(shape, Random.fromSeed(1, 'first gates')) : [];
  startAt(step, Float32Array.from([...parameters, ...logAlpha]), null);
  return step;
}

function startAt(step: TrainingStep, parameters: Float32Array, mask: Uint8Array | null): void {
  const zeros = new Float32Array(parameters.length);
  step.restore({ parameters, first: zeros, second: zeros, steps: 0 }, mask);
}

/** The k-th step of an epoch: one trajectory's pairs. */
export function stepOf(problem: Problem, training: TrainingStep): (k: number) => StepCost {
  const { pairs, pairsAStep, rates } = problem;
  return (k) => {
    const order = Int32Array.from({ length: pairsAStep }, (_, pair) => k * pairsAStep + pair);
    const { loss, statistics } = training.step(pairs, order, rates);
    return { loss, evaluations: statistics.evaluations };
  };
}

/** node our-step.ts FOLDER kernel|tensor|STRATEGY KERNEL SPARSITY EPOCHS */
function main([folder, choice, kernel, sparsity, epochs]: readonly string[]): void {
  const problem = readProblem(folder);
  const training = ourStep(
    problem,
    choice as StepChoice,
    kernel as KernelChoice,
    Number(sparsity) as Sparsity,
  );
  console.log(JSON.stringify(measureEpochs(stepOf(problem, training), problem.steps, Number(epochs))));
}

if (require.main === module) main(process.argv.slice(2));
