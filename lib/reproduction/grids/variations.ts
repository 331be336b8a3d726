import type { Experiment } from '../../experiments/experiment';
import type { StoredResult } from '../../experiments/result-store';

/** Settings whose change may move a row of a table: what else differs would be another question. */
export const VARIED = ['penaltyWeight', 'tau', 'epochs', 'asPublishedCode'] as const;
export type Varied = (typeof VARIED)[number];

/** A run that is another one but for a setting or two. */
export interface Variation {
  readonly changed: readonly Varied[];
  readonly result: StoredResult;
}

/**
 * The stored runs that equal an experiment in everything but some of `VARIED`: what is found when the cause of a difference
 * is looked for by changing a setting. In order of penalty weight, then of tau.
 */
export function variationsOf(experiment: Experiment, stored: ReadonlyMap<string, StoredResult>): Variation[] {
  const variations = [...stored.values()].flatMap((result): Variation[] => {
    const changed = changedSettings(experiment, result.configuration);
    return changed === null || changed.length === 0 ? [] : [{ changed, result }];
  });
  const key = ({ result: { configuration: c } }: Variation): number[] => [c.penaltyWeight, c.tau];
  return variations.sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1]);
}

/** Which of `VARIED` differ; null where anything else does. */
function changedSettings(one: Experiment, other: Experiment): Varied[] | null {
  const without = (experiment: Experiment): string =>
    JSON.stringify(
      Object.entries(experiment)
        .filter(([name]) => !(VARIED as readonly string[]).includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return without(one) === without(other) ? VARIED.filter((name) => one[name] !== other[name]) : null;
}
