import type { Study } from '../data/study';
import type { NetworkBaselines } from '../evaluation/baselines';
import { evaluateNetwork } from '../evaluation/evaluate-network';
import { predictionError } from '../evaluation/prediction-error';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
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
  const { parameters, network: edges = parameters, epoch, validationLoss } = model;
  const mask = model.mask.includes(0) ? model.mask : null;
  const { truth, prior, assayed, regulators } = study;
  const evaluation = evaluateNetwork(edges, shape, {
    truth,
    prior,
    assayedRegulators: assayed,
    regulators,
    random: Random.fromSeed(seed, 'random baseline'),
  });
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
    ...(study.heldOut && { heldOutMse: predictionError(kernel, shape, parameters, mask, study.heldOut) }),
  };
  return { measures, network: evaluation.baselines };
}
