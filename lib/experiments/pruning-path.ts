import type { Study } from '../studies/study';
import { confusions } from '../evaluation/confusion';
import { pairsError } from '../evaluation/prediction-error';
import { sparsityOf } from '../evaluation/sparsity';
import type { Kernel } from '../kernels/kernel';
import { Network } from '../network/network';
import type { EpochReport, TrainedModel } from '../training/training-run';
import type { PathPoint } from './result';

/** A type alias, not the interface: only such a type passes as the record of numbers that a training keeps. */
type Point = { readonly [Field in keyof PathPoint]: PathPoint[Field] };

/** Measures one model on its way through pruning, leaving out what is slow: rankings, baselines and the roll-out. */
export function pathPoint(
  { model, epoch, validationLoss }: TrainedModel,
  { truth, assayed, test }: Study,
  kernel?: Kernel,
): Point {
  const network = new Network(model);
  const regions = assayed ? [{}, { regulators: assayed }] : [{}];
  const [all = null, within = null] = truth ? confusions(network.effects, truth, regions) : [];
  const edges = all ? all.truePositives + all.falsePositives : network.joinedPairs();
  const { overall, deadGenes } = sparsityOf(model);
  return {
    epoch,
    sparsity: overall,
    deadGenes,
    averageOutDegree: edges / model.genes.length,
    balancedAccuracy: all?.balancedAccuracy ?? null,
    assayedBalancedAccuracy: within?.balancedAccuracy ?? null,
    validationLoss,
    testMse: pairsError(model, test, kernel),
  };
}

/** The points of a finished training: those taken before its pruning events, and its last model. */
export function pathOf(history: readonly EpochReport[], last: PathPoint): PathPoint[] {
  const points = history.flatMap(({ beforePruning }) => (beforePruning ?? []) as PathPoint | []);
  return [...points, last];
}
