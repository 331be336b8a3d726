import { strategyNamed } from '../strategies/strategies';
import type { Study } from '../studies/study';
import type { TrainingPlan } from '../training/plan';
import type { Experiment } from './experiment';
import { planOf } from './plan-of';
import { type WeighedPrior, weighPrior } from './weigh-prior';

/**
 * All that an experiment's training takes beside its data and seed: the plan, and of strategy evidence the weighed prior, whose
 * model it starts from and whose network says how many hidden neurons there are.
 * @throws RangeError what `planOf` and `weighPrior` refuse
 */
export function trainingOf(
  experiment: Experiment,
  study: Study,
): { plan: TrainingPlan; weighed: WeighedPrior | null } {
  const plan = planOf(experiment, study);
  if (!strategyNamed(experiment.strategy).evidence) return { plan, weighed: null };
  const weighed = weighPrior(study);
  return { plan: { ...plan, hidden: weighed.start.shape.hidden }, weighed };
}
