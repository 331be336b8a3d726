import type { Study } from '../studies/study';
import type { NetworkBaselines } from '../evaluation/baselines';
import { evaluateNetwork } from '../evaluation/evaluate-network';
import { predictionError, type PredictionError } from '../evaluation/prediction-error';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
import { Network } from '../network/network';
import { SolverError } from '../ode/solver-error';
import { Model } from '../phoenix/model';
import type { PhoenixShape } from '../phoenix/parameters';
import type { Snapshot } from '../training/training-run';
import type { Measures } from './result';

/** All measures of a trained model, and the network baselines at its number of edges. */
export function measureModel(
  kernel: Kernel,
  shape: PhoenixShape,
  model: Snapshot,
  study: Study,
  seed: number,
): { measures: Measures; network: NetworkBaselines | null } {
  const { parameters, readings, epoch, validationLoss } = model;
  const mask = model.mask.includes(0) ? model.mask : null;
  const { genes, prior, assayed } = study;
  const held = new Network(new Model({ shape, parameters, mask, genes, readings }), prior);
  const evaluation = evaluateNetwork(held, study, Random.fromSeed(seed, 'random baseline'));
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
    ...(assayed && { assayed: evaluation.assayed, assayedOutsidePrior: evaluation.assayedOutsidePrior }),
    testMse: predictionError(kernel, shape, parameters, mask, study.test),
    ...(readings && {
      testMseOfReadings: errorsOf(readings, (flat) => predictionError(kernel, shape, flat, mask, study.test)),
    }),
    ...(study.heldOut && { heldOutMse: predictionError(kernel, shape, parameters, mask, study.heldOut) }),
  };
  return { measures, network: evaluation.baselines };
}

/** The error of each reading; null of one that explodes, which the model itself does not. */
function errorsOf(
  readings: NonNullable<Snapshot['readings']>,
  error: (flat: Float32Array) => PredictionError,
): NonNullable<Measures['testMseOfReadings']> {
  const orNull = (flat: Float32Array): PredictionError | null => {
    try {
      return error(flat);
    } catch (cause) {
      if (cause instanceof SolverError) return null;
      throw cause;
    }
  };
  return Object.fromEntries(Object.entries(readings).map(([use, flat]) => [use, orNull(flat)]));
}
