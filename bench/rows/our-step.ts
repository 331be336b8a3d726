import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { planOf } from '../../lib/experiments/plan-of';
import { strategyNamed, type StrategyName } from '../../lib/strategies/strategies';
import { createKernel, type KernelChoice } from '../../lib/kernels/create-kernel';
import type { SchemeName } from '../../lib/ode/solver';
import { KernelStep } from '../../lib/training/kernel-step';
import type { TrainingStep } from '../../lib/training/step';
import { stepFor } from '../../lib/training/step-for';
import { TensorStep } from '../../test/training/tensor-step';
import { readProblem, type ModelName, type Problem } from '../problem';
import { asExactAsOurs, errorOf } from '../reference';
import { OURS, PAPER, textOf, type Solving } from '../solvers';
import { PART, takeEpochs, type StepCost } from './turns';

/** How the step is taken: all in the kernel, the solve as one op of tfjs, or the kernel's with a strategy's terms by tfjs. */
export type StepChoice = 'kernel' | 'tensor' | StrategyName;

/** How it solves: as ours, as the paper, or with a scheme at the tolerance at which it errs as ours. */
export type SolvingChoice = 'ours' | 'paper' | SchemeName;

export function solvingOf(choice: SolvingChoice, problem: Problem): Solving {
  if (choice === 'ours') return OURS;
  return choice === 'paper' ? PAPER : asExactAsOurs(problem, choice);
}

/** A step of lib/training on the problem's model. */
export async function ourStep(
  problem: Problem,
  choice: StepChoice,
  kernel: KernelChoice,
  solving: Solving,
): Promise<TrainingStep> {
  const { shape, parameters, mask } = problem;
  if (choice === 'kernel')
    return startAt(new KernelStep(createKernel(kernel), shape, solving), parameters, mask);
  if (choice === 'tensor')
    return startAt(new TensorStep(createKernel(kernel), shape, solving), parameters, mask);
  return strategyStep(problem, choice, kernel, solving);
}

/** The strategy at its settings for simulated data, with its gates, if it has any, as they stand before training. */
async function strategyStep(
  { shape, parameters }: Problem,
  strategy: StrategyName,
  kernel: KernelChoice,
  solving: Solving,
): Promise<TrainingStep> {
  const { tau } = strategyNamed(strategy);
  const experiment = completeExperiment({ dataset: 'sim350', strategy, seed: 1, generated: true, tau });
  const study = await loadStudyOf(experiment);
  const plan = { ...planOf(experiment), tolerances: solving };
  const step = stepFor(study, plan, shape, experiment.seed, createKernel(kernel));
  const drawn = step.state().parameters;
  return startAt(step, Float32Array.from([...parameters, ...drawn.subarray(parameters.length)]), null);
}

function startAt(step: TrainingStep, parameters: Float32Array, mask: Uint8Array | null): TrainingStep {
  const zeros = new Float32Array(parameters.length);
  step.restore({ ...step.state(), parameters, first: zeros, second: zeros, steps: 0 }, mask);
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

/** node our-step.ts FOLDER MODEL kernel|tensor|STRATEGY KERNEL SOLVING */
async function main([folder, model, choice, kernel, solvingChoice]: readonly string[]): Promise<void> {
  const problem = readProblem(folder, model as ModelName);
  const solving = solvingOf(solvingChoice as SolvingChoice, problem);
  const training = await ourStep(problem, choice as StepChoice, kernel as KernelChoice, solving);
  // Gates make another field of the same parameters.
  const gated = training.state().parameters.length > problem.parameters.length;
  const error = gated ? null : errorOf(problem, solving);
  const partOf = kernel.startsWith('typed-array') ? PART : problem.steps;
  await takeEpochs(stepOf(problem, training), problem.steps, { error, note: textOf(solving) }, partOf);
}

if (require.main === module) void main(process.argv.slice(2));
