import type { PathPoint } from '../../experiments/result';
import type { StoredResult } from '../../experiments/result-store';

/** A run along its pruning, as figures draw it. */
export interface PruningPath {
  readonly strategy: string;
  readonly seed: number;
  readonly dataset: string;
  /** The best validation epoch. */
  readonly bestEpoch: number;
  /** Just before each event, at the best validation epoch and at the last one, in the order of epochs. */
  readonly path: readonly (Omit<PathPoint, 'validationLoss' | 'assayedBalancedAccuracy'> & {
    readonly validationMse: number;
  })[];
}

/** The runs among these results that were measured along their pruning; measures as in `PathPoint`. */
export function pruningPaths(results: readonly StoredResult[]): PruningPath[] {
  return results.flatMap(({ path, configuration: { strategy, seed, dataset }, bestEpoch, ...best }) => {
    if (path === undefined) return [];
    const reported = { ...best, epoch: bestEpoch, testMse: best.testMse.noisyPairs };
    const points = [...path.filter(({ epoch }) => epoch !== bestEpoch), reported]
      .sort((a, b) => a.epoch - b.epoch)
      .map(({ epoch, sparsity, deadGenes, averageOutDegree, balancedAccuracy, validationLoss, testMse }) => ({
        ...{ epoch, sparsity, deadGenes, averageOutDegree, balancedAccuracy },
        ...{ validationMse: validationLoss, testMse },
      }));
    return [{ strategy, seed, dataset, bestEpoch, path: points }];
  });
}
