import { foldStudy } from '../studies/fold-study';
import type { Study } from '../studies/study';
import { createKernel } from '../kernels/create-kernel';
import type { Lambdas } from '../pruning/prior-knowledge';
import { crossValidate, type CrossValidationOptions, type LambdaGrid } from './cross-validation';
import { planFor, type PlanSettings } from './plan-for';
import { train, TrainingAborted } from './train';

export interface ChooseLambdaOptions extends Partial<CrossValidationOptions> {
  readonly seed?: number;
  /** Replace any part of `planFor`'s plan; fewer epochs, above all. */
  readonly settings?: PlanSettings;
  /** Told after every training. */
  readonly onTraining?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
  /** Ends it with what it has: the choice is among the pairs that were trained on every fold by then. */
  readonly finish?: AbortSignal;
}

/**
 * Chooses lambda for any study by cross-validation over its training set (Appendix B.4), one training after the other in
 * this process, as a study of one's own has no experiment that workers could load. A fold's loss is the validation MSE of its
 * best epoch. Three folds by default; the study's validation and test sets take no part.
 * @throws Error where `finish` came before any pair was trained on every fold; RangeError for a cell that asks for a prior the study does not have, and what `crossValidate` and `foldStudy`
 *   refuse; TrainingAborted when stopped by the signal
 */
export async function chooseLambda(
  study: Study,
  grid: readonly Lambdas[],
  options: ChooseLambdaOptions = {},
): Promise<LambdaGrid> {
  const { folds = 3, prefer, seed = 1, settings, onTraining, signal, finish } = options;
  let done = 0;
  const stops = [signal, finish].flatMap((one) => one ?? []);
  const trainOne = async (fold: number, lambdas: Lambdas): Promise<number | null> => {
    if (finish?.aborted) return null;
    const part = foldStudy(study, { index: fold, of: folds });
    // A kernel of its own: its memory goes when the training is over.
    try {
      const { best } = await train(part, planFor(part, lambdas, settings), {
        seed,
        kernel: createKernel(),
        signal: AbortSignal.any(stops),
      });
      onTraining?.(++done, grid.length * folds);
      return best.validationLoss;
    } catch (error) {
      if (error instanceof TrainingAborted && finish?.aborted && !signal?.aborted) return null;
      throw error;
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  return crossValidate(
    grid,
    (fold, lambdas) => {
      const mine = turn.then(() => trainOne(fold, lambdas));
      turn = mine;
      return mine;
    },
    { folds, prefer },
  );
}
