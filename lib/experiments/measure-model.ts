import type { Study } from '../studies/study';
import type { NetworkBaselines } from '../evaluation/baselines';
import { edgeQuality } from '../evaluation/edge-quality';
import { evaluateNetwork } from '../evaluation/evaluate-network';
import { predictionError, type PredictionError } from '../evaluation/prediction-error';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
import { Network } from '../network/network';
import { SolverError } from '../ode/solver-error';
import { Model } from '../phoenix/model';
import type { LinearModel } from '../evidence/linear-model';
import type { TrainedModel } from '../training/training-run';
import type { Measures } from './result';

/** A linear model and what it validates at; it has no epochs. */
export type FittedModel = Omit<TrainedModel, 'model'> & { readonly model: LinearModel };

/** All measures of a trained model, and the network baselines at its number of edges. */
export function measureModel(
  { model, epoch, validationLoss }: TrainedModel | FittedModel,
  study: Study,
  seed: number,
  kernel?: Kernel,
): { measures: Measures; network: NetworkBaselines | null } {
  const { prior, assayed, truth } = study;
  const random = Random.fromSeed(seed, 'random baseline');
  const learned = new Network(model, prior);
  const evaluation = evaluateNetwork(learned, study, random);
  const { network } = evaluation;
  const measures: Measures = {
    epoch,
    validationLoss,
    sparsity: evaluation.sparsity.overall,
    deadGenes: evaluation.sparsity.deadGenes,
    averageOutDegree: evaluation.averageOutDegree,
    balancedAccuracy: network?.balancedAccuracy ?? null,
    auroc: network?.auroc ?? null,
    auprc: network?.auprc ?? null,
    tpr: network?.tpr ?? null,
    tnr: network?.tnr ?? null,
    earlyPrecisionRatio: network?.earlyPrecisionRatio ?? null,
    balancedAccuracyAtYouden: network?.youden.balancedAccuracy ?? null,
    outsidePrior: evaluation.outsidePrior,
    ...(truth && edgeQuality(learned.effects, truth)),
    ...(assayed && { assayed: evaluation.assayed, assayedOutsidePrior: evaluation.assayedOutsidePrior }),
    testMse: predictionError(model, study.test, kernel),
    ...(model instanceof Model &&
      model.readings && {
        testMseOfReadings: errorsOfReadings(model, (read) => predictionError(read, study.test, kernel)),
      }),
    ...(study.heldOut && { heldOutMse: predictionError(model, study.heldOut, kernel) }),
  };
  return { measures, network: evaluation.baselines };
}

/** The error of each reading; null of one that explodes, which the model itself does not. */
function errorsOfReadings(
  { shape, mask, genes, readings = {} }: Model,
  errorOf: (read: Model) => PredictionError,
): NonNullable<Measures['testMseOfReadings']> {
  const orNull = (parameters: Float32Array): PredictionError | null => {
    try {
      return errorOf(new Model({ shape, parameters, mask, genes }));
    } catch (cause) {
      if (cause instanceof SolverError) return null;
      throw cause;
    }
  };
  return Object.fromEntries(Object.entries(readings).map(([use, flat]) => [use, orNull(flat)]));
}
