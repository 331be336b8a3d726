import type { ExperimentRequest } from '../../experiments/experiment';
import { STRATEGIES, strategyNamed, type StrategyName } from '../../strategies/strategies';
import type { SimulatedTable } from '../paper/paper';
import { SCALE_MATCHED } from './table-row';

/** Weight of the data in the loss of Table 6: the prior term has the rest, as in the unpruned baseline. */
const PRIOR_TERM_TAU = 0.99;

/** What a table of simulated data compares beside the paper's rows: what people would use instead. */
const BESIDE: readonly StrategyName[] = ['lasso', 'lasso-prior', 'evidence'];

/** Strategies that take minutes a run where the others take seconds. */
const SLOW: readonly StrategyName[] = ['none', 'post-hoc', 'l0', 'c-node', 'path-reg'];

/**
 * The runs of a table of simulated data at one seed: the paper's rows in its order, each penalty as it is defined and as the
 * published code runs it, then DASH with both terms on one scale and what people would use instead. Table 6 is the paper's
 * rows alone: evidence and lasso have no prior term that could be in the loss.
 */
export function simulatedCells({
  system: dataset,
  noise,
  priorTerm,
  rows,
}: SimulatedTable): ExperimentRequest[] {
  const all = { dataset, noise, solver: 'krogstad' } as const;
  const theirs = STRATEGIES.filter(({ name }) => rows.some(({ strategy }) => strategy === name));
  if (priorTerm) return theirs.map(({ name }) => ({ ...all, strategy: name, tau: PRIOR_TERM_TAU }));
  return [
    ...theirs.flatMap(({ name, penalty }) => [
      { ...all, strategy: name },
      ...(penalty ? [{ ...all, strategy: name, asPublishedCode: true }] : []),
    ]),
    { ...all, strategy: 'dash', ...SCALE_MATCHED },
    ...BESIDE.map((strategy) => ({ ...all, strategy })),
  ];
}

/** How many seeds such a run has, where its user does not say. */
export function seedsOf(
  { table }: SimulatedTable,
  { strategy = 'dash', asPublishedCode }: ExperimentRequest,
): number {
  if (asPublishedCode) return table === 'Table 1' ? 5 : 3;
  return SLOW.includes(strategyNamed(strategy).name) ? 5 : 20;
}
