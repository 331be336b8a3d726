import type { Study } from '../studies/study';
import { confusions } from '../evaluation/confusion';
import { pairsError } from '../evaluation/prediction-error';
import { sparsityOf } from '../evaluation/sparsity';
import { createKernel, type KernelChoice } from '../kernels/create-kernel';
import { Network } from '../network/network';
import { edgeCount } from '../network/out-degree';
import { Model } from '../phoenix/model';
import type { PhoenixShape } from '../phoenix/parameters';
import type { EpochReport, Snapshot } from '../training/training-run';
import type { PathPoint } from './result';

/** A type alias, not the interface: only such a type passes as the record of numbers that a training keeps. */
type Point = { readonly [Field in keyof PathPoint]: PathPoint[Field] };

/** Measures one model on its way through pruning, leaving out what is slow: rankings, baselines and the roll-out. */
export function pathPoint(
  shape: PhoenixShape,
  { parameters, mask, epoch, validationLoss }: Snapshot,
  { genes, truth, assayed, test }: Study,
  choice: KernelChoice,
): Point {
  const model = new Model({ shape, parameters, mask, genes });
  const { effects } = new Network(model);
  const regions = assayed ? [{}, { regulators: assayed }] : [{}];
  const [all = null, within = null] = truth ? confusions(effects, truth, regions) : [];
  const edges = all ? all.truePositives + all.falsePositives : edgeCount(effects);
  const { overall, deadGenes } = sparsityOf(model);
  // A kernel of its own: what it allocates goes with it, while that of the training would grow with every point.
  const kernel = createKernel(choice);
  return {
    epoch,
    sparsity: overall,
    deadGenes,
    averageOutDegree: edges / genes.length,
    balancedAccuracy: all?.balancedAccuracy ?? null,
    assayedBalancedAccuracy: within?.balancedAccuracy ?? null,
    validationLoss,
    testMse: pairsError(kernel, shape, parameters, mask.includes(0) ? mask : null, test),
  };
}

/** The points of a finished training: those taken before its pruning events, and its last model. */
export function pathOf(history: readonly EpochReport[], last: PathPoint): PathPoint[] {
  const points = history.flatMap(({ beforePruning }) => (beforePruning ?? []) as PathPoint | []);
  return [...points, last];
}
