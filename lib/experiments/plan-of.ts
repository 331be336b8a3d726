import type { Study } from '../studies/study';
import { paperPace } from '../training/paper-pace';
import { MULTIPLIER_FLOOR, type TrainingPlan } from '../training/plan';
import { planFor } from '../training/plan-for';
import { FAMILIES, familyOf, HIDDEN, type FamilySettings } from '../datasets/datasets';
import type { Dataset, Experiment } from './experiment';
import { isPenaltyStrategy, penaltyPlan } from '../strategies/penalty-strategies';

/**
 * The training plan of an experiment: the paper's settings for its kind of data, with the experiment's own on top.
 * @param study needed for own data alone, whose pace, size and batches follow from it
 * @throws RangeError for own data without a study
 */
export function planOf(experiment: Experiment, study?: Study): TrainingPlan {
  const { dataset, strategy, lambda1, lambda2, mixing, tau, epochs, asPublishedCode, timeScale } = experiment;
  const { hidden, learningRate, plateau, patience, batches, tolerances, schedule } = settingsOf(
    dataset,
    study,
  );
  const penalty = isPenaltyStrategy(strategy)
    ? penaltyPlan(strategy, experiment.penaltyWeight, asPublishedCode)
    : undefined;
  return {
    hidden,
    epochs,
    learningRate,
    // The published code trains the multipliers of the penalty methods at the plain rate.
    multiplierFactor: penalty && asPublishedCode ? 1 : 5,
    ...(timeScale !== undefined && { timeScale }),
    ...((timeScale !== undefined || dataset === 'own') && { multiplierFloor: MULTIPLIER_FLOOR }),
    plateau,
    patience,
    batches,
    tolerances,
    tau,
    pruning:
      strategy === 'none' || strategy === 'post-hoc' || penalty
        ? null
        : { schedule, shares: { first: lambda1, second: lambda2 }, mixing },
    ...(penalty && { penalty }),
    asPublishedCode,
  };
}

/** What the kind of data decides; for own data, what suits the study. */
function settingsOf(dataset: Dataset, study: Study | undefined): FamilySettings & { hidden: number } {
  if (dataset !== 'own') return { ...FAMILIES[familyOf(dataset)], hidden: HIDDEN[dataset] };
  if (study === undefined) throw new RangeError('the plan of own data follows from their study: name it');
  return { ...FAMILIES.own, ...planFor(study, null), ...paperPace(study) };
}
