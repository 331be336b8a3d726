import { createKernel, type KernelChoice } from '../../lib/kernels/create-kernel';
import { KernelStep } from '../../lib/training/kernel-step';
import type { TrainingStep } from '../../lib/training/step';
import { TensorStep } from '../../lib/training/tensor-step';
import { readProblem, type Problem, type Sparsity } from '../problem';
import { measureEpochs, type StepCost } from './measure-epochs';

/** How the step is taken: all in the kernel, or the solve as one op of tfjs. */
export type StepChoice = 'kernel' | 'tensor';

/** A step of lib/training on the problem's model, pruned to a sparsity. */
export function ourStep(
  problem: Problem,
  choice: StepChoice,
  kernel: KernelChoice,
  sparsity: Sparsity,
): TrainingStep {
  const { shape, parameters } = problem;
  const step =
    choice === 'kernel'
      ? new KernelStep(createKernel(kernel), shape)
      : new TensorStep(createKernel(kernel), shape);
  const zeros = new Float32Array(parameters.length);
  step.restore({ parameters, first: zeros, second: zeros, steps: 0 }, problem.masks[sparsity]);
  return step;
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

/** node our-step.ts FOLDER kernel|tensor KERNEL SPARSITY EPOCHS */
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
