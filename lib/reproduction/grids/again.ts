import type { ExperimentResult } from '../../experiments/result';
import type { StoredResult } from '../../experiments/result-store';
import { stateOf } from './all-grids';

/** A stored run, and how many of the stored ones it stands for, itself included. */
export interface Sample {
  readonly result: StoredResult;
  readonly of: number;
}

/**
 * The quickest stored run of each kind, the quickest kind first: of one state of the library, one data set, solver and kernel, as
 * defined or as published. Where these come out as they are stored, results of several states are as good as of one.
 */
export function samplesOf(results: readonly StoredResult[]): Sample[] {
  const kinds = new Map<string, StoredResult[]>();
  for (const result of results) {
    const { dataset, solver, asPublishedCode } = result.configuration;
    const kind = JSON.stringify([stateOf(result), dataset, solver, result.machine.kernel, asPublishedCode]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), result]);
  }
  return [...kinds.values()]
    .map((kind) => ({
      result: kind.reduce((quickest, one) => (one.seconds < quickest.seconds ? one : quickest)),
      of: kind.length,
    }))
    .sort((a, b) => a.result.seconds - b.result.seconds);
}

/** The number of a result that has moved most. */
export interface Moved {
  /** Where it stands: `last.testMse.rollOut`. */
  readonly name: string;
  /** |a - b| / max(|a|, |b|): 0 where every number is the same to the last bit, 1 where one of the two is 0 or missing. */
  readonly relative: number;
}

/** What is not a number of the model, or is thinned when it is stored. */
const ASIDE = ['configuration', 'study', 'machine', 'library', 'seconds', 'history'];

/**
 * How far a run that was made again is from its stored result, over all numbers that the stored one has: measures that came later
 * do not count. null where the two saw other data.
 */
export function movedMost(again: ExperimentResult, stored: StoredResult): Moved | null {
  if (again.study.hash !== stored.study.hash) return null;
  let most: Moved = { name: '', relative: 0 };
  const compare = (a: unknown, b: unknown, name: string): void => {
    if (b !== null && typeof b === 'object') {
      for (const [key, value] of Object.entries(b)) {
        const inner = name === '' ? key : `${name}.${key}`;
        if (!ASIDE.includes(inner)) compare((a as Record<string, unknown> | undefined)?.[key], value, inner);
      }
    } else if (a !== b) {
      const relative =
        typeof a === 'number' && typeof b === 'number'
          ? Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b))
          : 1;
      if (relative > most.relative) most = { name, relative };
    }
  };
  // As a file holds it: what is not a number is null there.
  compare(JSON.parse(JSON.stringify(again)), stored, '');
  return most;
}
