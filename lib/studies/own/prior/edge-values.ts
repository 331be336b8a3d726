import { numberOf } from '../../../files/csv';

/** The value in a cell of an edge list. */
export interface EdgeValue {
  readonly value: number;
  /** The edge is there, its sign is not known. */
  readonly unsigned?: true;
}

/**
 * How the cells of a value column are read. A `weight` or a `sign` says how sure an edge is and whether it activates; a `ranking`
 * orders edges by numbers of no scale of their own, as importances do; a `score` belongs to a pair without a direction.
 */
export type ValueKind = 'weight' | 'sign' | 'ranking' | 'score';

const ACTIVATES = /^(\+|\+?1(\.0*)?|activat\w*|stimulat\w*|positive\w*|pos|induc\w*|up(-?regulat\w*)?)$/i;
const REPRESSES = /^([-−–]|[-−]1(\.0*)?|repress\w*|inhibit\w*|negative\w*|neg|down(-?regulat\w*)?)$/i;
const UNKNOWN = /^(unknown|unspecified|undefined|undetermined|both|dual|ambiguous|\+-|\?)$/i;

/** The sign in a cell (+, 1, Activation, -, -1, Repression, Unknown ...), or null. */
export function signIn(cell: string): EdgeValue | null {
  if (ACTIVATES.test(cell)) return { value: 1 };
  if (REPRESSES.test(cell)) return { value: -1 };
  return UNKNOWN.test(cell) ? { value: 1, unsigned: true } : null;
}

/** What is in a cell of that kind, or null where it is none. */
export function edgeValueIn(cell: string, kind: ValueKind): EdgeValue | null {
  const number = numberOf(cell);
  if (kind === 'sign') return signIn(cell);
  if (number === null) return kind === 'weight' ? signIn(cell) : null;
  return kind === 'score' && number < 0 ? null : { value: number };
}

/** What a cell of that kind should have been, for an error. */
export const RANGES: Readonly<Record<ValueKind, string>> = {
  weight: 'a weight is a number, its sign that of the regulation',
  sign: 'a sign is + or -, 1 or -1, Activation, Repression or Unknown; numbers in between are weights: call the column weight',
  ranking: 'it is a number, the larger the surer the edge',
  score: 'a score is 0 or more (their sum is divided out, so any scale will do)',
};
