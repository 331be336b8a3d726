import type { Dataset } from '../datasets/dataset';
import { pairErrorsOfModel } from '../evaluation/pair-errors';
import type { PredictingModel } from '../evaluation/prediction-error';
import type { Kernel } from '../kernels/kernel';
import type { Model } from '../phoenix/model';
import type { Study } from '../studies/study';

/** Whether a result keeps the error of every test pair: measured data whose test set is more than one series. */
export function keepsPairErrors(measured: Dataset['measured'], { test }: Study): boolean {
  return measured === 'batches' && test.length > 1;
}

/** The error of every test pair as a result keeps it: with 4 significant digits. */
export function keptPairErrors(model: Model | PredictingModel, { test }: Study, kernel?: Kernel): number[][] {
  return pairErrorsOfModel(model, test, kernel).map((errors) =>
    Array.from(errors, (error) => Number(error.toPrecision(4))),
  );
}
