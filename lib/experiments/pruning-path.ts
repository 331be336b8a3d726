import type { Study } from '../studies/study';
import { edgeAgreement } from '../evaluation/edge-agreement';
import { EffectRows } from '../network/effect-rows';
import { pairsError } from '../evaluation/prediction-error';
import { genesMarked } from '../evaluation/region';
import { sparsityOf } from '../evaluation/sparsity';
import type { Kernel } from '../kernels/kernel';
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
  const { networkParameters, shape } = model;
  const { genes } = shape;
  const { edges, agreements } = edgeAgreement(new EffectRows(networkParameters, shape), truth, [
    { genes },
    ...(assayed ? [{ genes, regulators: genesMarked(assayed, genes) }] : []),
  ]);
  const [all, within] = agreements;
  const { overall, deadGenes } = sparsityOf(networkParameters, shape);
  return {
    epoch,
    sparsity: overall,
    deadGenes,
    averageOutDegree: edges / genes,
    balancedAccuracy: all?.balancedAccuracy ?? null,
    assayedBalancedAccuracy: (within as typeof within | undefined)?.balancedAccuracy ?? null,
    validationLoss,
    testMse: pairsError(model, test, kernel),
  };
}

/** The points of a finished training: those taken before its pruning events, and its last model. */
export function pathOf(history: readonly EpochReport[], last: PathPoint): PathPoint[] {
  const points = history.flatMap(({ beforePruning }) => (beforePruning ?? []) as PathPoint | []);
  return [...points, last];
}
