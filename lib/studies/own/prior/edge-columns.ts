import { numberOf, place, type Table } from '../../../files/csv';
import { FORMATS, type ListTitles } from './edge-titles';
import { signIn, type ValueKind } from './edge-values';
import { isBlank } from '../table';

/** Which columns of a table hold what; the first edge stands in row `first`. */
export interface EdgeColumns {
  readonly from: number;
  readonly to: number;
  /** Null where the list has no values: then every edge has 1. */
  readonly value: { readonly column: number; readonly title: string; readonly kind: ValueKind } | null;
  readonly first: number;
  /** What the list was recognised as, such as "GRNBoost2 (TF, target, importance)"; '' where it is as this project documents it. */
  readonly format: string;
  /** Titles of columns that are not read. */
  readonly unused: readonly string[];
}

const plain = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Finds the columns of an edge list by its header or, of a list without one, by its shape: two names, then a number (as the motif
 * lists of PANDA) or a word such as Activation (as TRRUST).
 * @param weight the title of the column of values, where the user names it
 * @throws Error with the header that was found, the one that is read and the column to be renamed
 */
export function edgeColumns(table: Table, titles: ListTitles, weight?: string): EdgeColumns {
  const header = table.rows[0];
  const names = header.map(plain);
  const ends = endsOf(names, titles);
  if (ends === null) {
    const bare = withoutHeader(header, titles);
    if (bare !== null && weight === undefined) return bare;
    throw new Error(
      `${place(table, 0)}: expected the header ${titles.header}, found ${header.join(',')}${advice(header)}`,
    );
  }
  const [from, to] = ends;
  const known =
    weight === undefined
      ? titles.values.find(([title]) => names.includes(title) && !ends.includes(names.indexOf(title)))
      : ([namedColumn(table, weight, ends), 'weight'] as const);
  const column = known === undefined ? -1 : names.indexOf(known[0]);
  const unused = header.flatMap((title, k) => (ends.includes(k) || k === column ? [] : [title]));
  if (column < 0) requireNoValues(table, ends, titles);
  const written = [names[from], names[to], column < 0 ? '' : names[column]].join('\t');
  const read = [from, to, ...(column < 0 ? [] : [column])].map((k) => header[k].replace(/^#/, ''));
  const format =
    FORMATS.find(([, ...all]) => all.every((title) => names.includes(title)))?.[0] ?? 'an edge list';
  return {
    from,
    to,
    value: known === undefined ? null : { column, title: header[column], kind: known[1] },
    first: 1,
    format: titles.own.test(written) && unused.length === 0 ? '' : `${format} (${read.join(', ')})`,
    unused: unused.filter((title) => title !== ''),
  };
}

/** The columns of both ends by their titles, or null. */
export const endColumns = ({ rows: [header] }: Table, titles: ListTitles) =>
  endsOf(header.map(plain), titles);

function endsOf(names: readonly string[], { ends }: ListTitles): readonly [from: number, to: number] | null {
  for (const [one, other] of ends) {
    const from = names.indexOf(one);
    const to = names.indexOf(other, one === other ? from + 1 : 0);
    if (from >= 0 && to >= 0) return [from, to];
  }
  return null;
}

/** A list without header says by its third cell what it is: a number or a sign, and no title. */
function withoutHeader(cells: readonly string[], { bare }: ListTitles): EdgeColumns | null {
  if (
    cells.length < 3 ||
    cells.length > 4 ||
    cells.slice(0, 2).some((cell) => cell === '' || numberOf(cell) !== null)
  ) {
    return null;
  }
  const isNumber = numberOf(cells[2]) !== null;
  if (!isNumber && (signIn(cells[2]) === null || bare === 'score')) return null;
  const kind = isNumber ? bare : 'sign';
  const format =
    kind === 'sign' && /[a-z]/i.test(cells[2])
      ? 'TRRUST, without header (TF, target, sign in words)'
      : `a list without header (${bare === 'score' ? 'gene, gene, score' : 'regulator, target, weight'})`;
  return {
    from: 0,
    to: 1,
    value: { column: 2, title: kind === 'sign' ? 'sign' : bare, kind },
    first: 0,
    format,
    unused: cells.length > 3 ? ['column 4'] : [],
  };
}

/** The column that the user names. @throws Error with those there are, where there is none of that title */
function namedColumn(table: Table, title: string, ends: readonly number[]): string {
  const others = table.rows[0].filter((_, k) => !ends.includes(k));
  if (others.some((other) => plain(other) === plain(title))) return plain(title);
  const found = others.length === 0 ? 'no other than those of the ends' : others.join(', ');
  throw new Error(`${place(table, 0)}: no column "${title}" can hold the weights; there are ${found}`);
}

/** Columns of numbers that are no values of edges. */
const NO_VALUES =
  /^(|x|index|unnamed0|pmids?|references?|nreferences|year|confidence|level|inprior|node[12]stringid|rank)$/;

/** Which of several columns of numbers is meant cannot be guessed. */
function requireNoValues(table: Table, ends: readonly number[], titles: ListTitles): void {
  const rows = table.rows.slice(1, 51).filter((row) => !isBlank(row));
  const values = table.rows[0].filter(
    (title, k) =>
      !ends.includes(k) &&
      !NO_VALUES.test(plain(title)) &&
      rows.length > 0 &&
      rows.every((row) => numberOf(row[k] ?? '') !== null || signIn(row[k] ?? '') !== null),
  );
  if (values.length === 0) return;
  throw new Error(
    `${place(table, 0)}: expected the header ${titles.header}, found ${table.rows[0].join(',')}. Is ${values.join(' or ')} the ` +
      `${titles.bare}? Call that column ${titles.bare}, and leave the others out` +
      (titles.bare === 'weight' ? `, or say { weight: '${values[0]}' }.` : '.'),
  );
}

/** What to do about a header that has none of the known titles. */
function advice(header: readonly string[]): string {
  return header.length === 2 && header.every((cell) => /^[A-Z0-9.-]+$/i.test(cell))
    ? '. Where the file has no header, put that line on top; else call the columns so.'
    : '. Call the columns so.';
}
