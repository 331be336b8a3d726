import { spreadText, type Table } from './tables';
import { meanAndSd } from '../../math/mean-and-sd';
import { strategyLabel } from '../../strategies/strategies';
import type { StoredResult } from '../../experiments/result-store';

/** One model trained with a corrupted prior, at its best validation epoch; shares in [0, 1]. */
export interface CorruptionPoint {
  readonly strategy: string;
  readonly seed: number;
  /** Share of the prior's edges that were moved. */
  readonly corruption: number;
  readonly balancedAccuracy: number;
  /** Balanced accuracy over the pairs that the prior does not join; null where no true edge is among them. */
  readonly outsidePrior: number | null;
  /** Balanced accuracy of the prior itself, taken as the answer. */
  readonly prior: number;
}

/** The points of the corruption curve (Appendix B.3.1) out of results whose true network is known. */
export function corruptionPoints(results: readonly StoredResult[]): CorruptionPoint[] {
  return results.flatMap(({ configuration, balancedAccuracy, outsidePrior, baselines }) => {
    if (balancedAccuracy === null || baselines.network === null) return [];
    const { strategy, seed, priorCorruption } = configuration;
    return {
      strategy,
      seed,
      corruption: priorCorruption,
      balancedAccuracy,
      outsidePrior: outsidePrior?.balancedAccuracy ?? null,
      prior: baselines.network.prior.balancedAccuracy,
    };
  });
}

/** The curve as a table: one row a share of moved edges, balanced accuracies in per cent, mean ± sd over seeds. */
export function corruptionTable(points: readonly CorruptionPoint[]): Table {
  const shares = [...new Set(points.map(({ corruption }) => corruption))].sort((a, b) => a - b);
  const accuracy = (
    chosen: readonly CorruptionPoint[],
    of: (point: CorruptionPoint) => number | null,
  ): string => {
    const values = chosen.flatMap((point) => of(point) ?? []);
    return values.length === 0 ? '' : spreadText(meanAndSd(values), 100, 1);
  };
  const rows = shares.map((share) => {
    const at = points.filter(({ corruption }) => corruption === share);
    const [dash, bio] = ['dash', 'bio'].map((name) => at.filter(({ strategy }) => strategy === name));
    // IMP reads no prior: its runs, wherever they are, are one line.
    const imp = points.filter(({ strategy }) => strategy === 'imp');
    // DASH and Bio of one seed were given the same prior: count it once.
    const priors = [...new Map(at.map((point) => [point.seed, point])).values()];
    return [
      `${Number((100 * share).toFixed(2))}`,
      accuracy(priors, ({ prior }) => prior),
      accuracy(dash, ({ balancedAccuracy }) => balancedAccuracy),
      accuracy(bio, ({ balancedAccuracy }) => balancedAccuracy),
      accuracy(imp, ({ balancedAccuracy }) => balancedAccuracy),
      accuracy(dash, ({ outsidePrior }) => outsidePrior),
      accuracy(bio, ({ outsidePrior }) => outsidePrior),
    ];
  });
  const [dash, bio, imp] = ['dash', 'bio', 'imp'].map(strategyLabel);
  const outside = [dash, bio].map((label) => `${label} outside prior`);
  return { columns: ['edges moved %', 'the prior itself', dash, bio, imp, ...outside], rows };
}
