import type { StoredResult } from '../experiments/result-store';
import { STRATEGIES, type StrategyName } from '../strategies/strategies';
import type { TableSection } from './grids';
import { pairedDifferences, type PairedDifference } from './paired-differences';

/** The order that the paper claims by balanced accuracy: DASH above BioPruning above IMP above each penalty. */
export const CLAIMED_ORDER: readonly (readonly [above: StrategyName, below: StrategyName])[] = [
  ['dash', 'bio'],
  ['bio', 'imp'],
  ...STRATEGIES.filter(({ penalty }) => penalty).map(({ name }) => ['imp', name] as const),
];

/** One claim of an order, seed by seed: differences of balanced accuracies. */
export interface OrderedPair extends PairedDifference {
  readonly above: StrategyName;
  readonly below: StrategyName;
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
  return pairedDifferences(section, stored, model, 'balancedAccuracy', CLAIMED_ORDER) as OrderedPair[];
}
