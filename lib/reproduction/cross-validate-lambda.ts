import type { Lambdas } from '../pruning/prior-knowledge';
import { crossValidate, type CrossValidationOptions, type LambdaGrid } from '../training/cross-validation';
import { strategyNamed } from '../strategies/strategies';
import { completeExperiment, experimentName, type Experiment } from '../experiments/experiment';
import { reproduce, type GridProgress, type Reproduced } from './reproduce';

export interface CrossValidateLambdaOptions extends CrossValidationOptions {
  /** Trainings side by side, each in a process of its own; one a core by default. */
  readonly jobs?: number;
  readonly onProgress?: (progress: GridProgress) => void;
  /** Aborting stops every training after its epoch; called again, the cross-validation goes on from there. */
  readonly signal?: AbortSignal;
  /** Where finished trainings are kept (default data/results, as `npm run reproduce` does), and checkpoints (data/runs). */
  readonly results?: string;
  readonly runs?: string;
}

/**
 * Chooses the lambdas of a DASH experiment by cross-validation over its training trajectories (Appendix B.4): one training a
 * cell and fold, each in a worker process, each stored as it finishes and never repeated. A fold's loss is the validation MSE
 * of its best epoch, the model that would be reported. The experiment's own validation and test trajectories take no part.
 * @throws RangeError for another strategy than dash, and what `crossValidate` refuses; Error that names a failed training;
 *   TrainingAborted once everything has stopped after an abort
 */
export async function crossValidateLambda(
  experiment: Experiment,
  grid: readonly Lambdas[],
  options: CrossValidateLambdaOptions,
): Promise<LambdaGrid> {
  if (!strategyNamed(experiment.strategy).mixes) {
    throw new RangeError(`lambda is chosen for strategy dash; ${experiment.strategy} has none to choose`);
  }
  const { folds, prefer, results, ...running } = options;
  const trainingOf = (fold: number, { lambda1: first, lambda2: second }: Lambdas): Experiment =>
    completeExperiment({
      ...experiment,
      lambda1: first,
      lambda2: second,
      fold: { index: fold, of: folds },
    });
  // All are asked for at once and run together, in the order of the grid.
  let reproduced: Promise<Reproduced> | undefined;
  const runTogether = (): Promise<Reproduced> =>
    (reproduced ??= reproduce(
      grid.flatMap((lambdas) => Array.from({ length: folds }, (_, fold) => trainingOf(fold, lambdas))),
      { ...running, results },
    ));
  return crossValidate(
    grid,
    async (fold, lambdas) => {
      const { stored, failures } = await runTogether();
      const [failure] = failures;
      if (failure !== undefined) {
        throw new Error(`${experimentName(failure.experiment)} failed: ${failure.error.message}`);
      }
      const name = experimentName(trainingOf(fold, lambdas));
      const result = stored.get(name);
      if (result === undefined) throw new Error(`${name} has no result`);
      return result.validationLoss;
    },
    { folds, prefer },
  );
}
