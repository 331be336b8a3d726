import { STRATEGIES, type StrategyName } from '../strategies/strategies';
import type { TableSection } from './grids';
import { rowOf } from './table-row';
import { measuresOf } from './tables';
import { resultsOf, type StoredResult } from '../experiments/result-store';

/** The order that the paper claims by balanced accuracy: DASH above BioPruning above IMP above each penalty. */
export const CLAIMED_ORDER: readonly (readonly [above: StrategyName, below: StrategyName])[] = [
  ['dash', 'bio'],
  ['bio', 'imp'],
  ...STRATEGIES.filter(({ penalty }) => penalty).map(({ name }) => ['imp', name] as const),
];

/** One claim of an order, seed by seed. */
export interface OrderedPair {
  readonly above: StrategyName;
  readonly below: StrategyName;
  readonly model: 'best' | 'last';
  /** Seeds that have both, ascending, and by how much `above` is above on each: a difference of balanced accuracies. */
  readonly seeds: readonly number[];
  readonly differences: readonly number[];
}

/**
 * Whether the claimed order holds in a section: the pairs of strategies that have a seed in common. Runs of one seed share data, noise
 * and prior, so that their difference says more than two means do.
 */
export function strategyOrder(
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
  model: 'best' | 'last',
): OrderedPair[] {
  const results = resultsOf(section.experiments, stored);
  const accuracies = (strategy: StrategyName): ReadonlyMap<number, number> =>
    new Map(
      results.flatMap((result): [number, number][] => {
        const { balancedAccuracy } = measuresOf(result, model);
        const { seed } = result.configuration;
        return rowOf(result.configuration) === strategy && balancedAccuracy !== null
          ? [[seed, balancedAccuracy]]
          : [];
      }),
    );
  return CLAIMED_ORDER.flatMap(([above, below]): OrderedPair[] => {
    const [upper, lower] = [accuracies(above), accuracies(below)];
    const seeds = [...upper.keys()].filter((seed) => lower.has(seed)).sort((a, b) => a - b);
    const differences = seeds.map((seed) => (upper.get(seed) as number) - (lower.get(seed) as number));
    return seeds.length === 0 ? [] : [{ above, below, model, seeds, differences }];
  });
}
