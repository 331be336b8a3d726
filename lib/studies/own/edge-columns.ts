import { numberOf, place, type Table } from '../../files/csv';
import { signIn, type ValueKind } from './edge-values';
import { isBlank } from './table';

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

/** What the columns of a list are called, best first; titles are compared without case, blanks and punctuation. */
export interface ListTitles {
  /** Titles of both ends, which go together. */
  readonly ends: readonly (readonly [from: string, to: string])[];
  readonly values: readonly (readonly [title: string, kind: ValueKind])[];
  /** The header that this project documents. */
  readonly header: string;
  /** The kind of a value in the third column of a list without header. */
  readonly bare: ValueKind;
  /** Both ends by this project's titles: then no format is told. */
  readonly own: RegExp;
}

const REGULATORS = [
  'regulator',
  'source',
  'tf',
  'reg',
  'regulatorygene',
  'transcriptionfactor',
  'from',
  'tfname',
];
const TARGETS = ['target', 'targetgene', 'aff', 'tg', 'to', 'gene', 'genename', 'targetname'];

export const REGULATION: ListTitles = {
  ends: [
    ['sourcegenesymbol', 'targetgenesymbol'],
    ...REGULATORS.flatMap((from) => TARGETS.map((to) => [from, to] as const)),
    ['gene1', 'gene2'],
    ['genea', 'geneb'],
  ],
  values: [
    ['weight', 'weight'],
    ['sign', 'sign'],
    ['mor', 'weight'],
    ['priorweight', 'weight'],
    ['scaledeffect', 'ranking'],
    ['importance', 'ranking'],
    ['edgeweight', 'ranking'],
    ['type', 'sign'],
    ['modeofregulation', 'sign'],
    ['mode', 'sign'],
    ['regulation', 'sign'],
    ['interaction', 'sign'],
    ['effect', 'weight'],
    ['coefmean', 'weight'],
    ['coefficient', 'weight'],
    ['coef', 'weight'],
    ['score', 'weight'],
    ['value', 'weight'],
    ['motif', 'weight'],
  ],
  header: 'regulator,target or regulator,target,weight or regulator,target,sign',
  bare: 'weight',
  own: /^regulator\ttarget\t(weight|sign)?$/,
};

export const ASSOCIATION: ListTitles = {
  ends: [
    ...['gene', 'protein', 'node', 'interactor', 'officialsymbolinteractor'].flatMap((what) =>
      ['', '1', 'a'].flatMap((one) => ['', '2', 'b'].map((two) => [what + one, what + two] as const)),
    ),
    ['preferrednamea', 'preferrednameb'],
    ['source', 'target'],
    ['from', 'to'],
  ],
  values: [
    ['combinedscore', 'score'],
    ['score', 'score'],
    ['weight', 'score'],
    ['importance', 'score'],
  ],
  header: 'gene,gene or gene,gene,score',
  bare: 'score',
  own: /^(gene|protein)([12ab]?)\t\1[12ab]?\t(score)?$/,
};

/** Whose lists have which columns. */
const FORMATS: readonly (readonly [name: string, ...titles: string[]])[] = [
  ['OmniPath', 'sourcegenesymbol', 'targetgenesymbol'],
  ['a network that this project wrote', 'regulator', 'target', 'scaledeffect', 'inprior'],
  ['DoRothEA', 'tf', 'confidence', 'target', 'mor'],
  ['DoRothEA', 'source', 'confidence', 'target', 'weight'],
  ['CollecTRI', 'source', 'target', 'weight'],
  ['CollecTRI', 'source', 'target', 'mor'],
  ['GRNBoost2', 'tf', 'target', 'importance'],
  ['GENIE3', 'regulatorygene', 'targetgene', 'weight'],
  ['BEELINE', 'gene1', 'gene2', 'type'],
  ['BEELINE', 'gene1', 'gene2', 'edgeweight'],
  ["PHOENIX's prior", 'reg', 'aff', 'priorweight'],
  ['STRING', 'protein1', 'protein2', 'combinedscore'],
  ['STRING', 'node1', 'node2', 'combinedscore'],
];

const plain = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Finds the columns of an edge list by its header or, of a list without one, by its shape: two names, then a number (as the motif
 * lists of PANDA) or a word such as Activation (as TRRUST).
 * @throws Error with the header that was found, the one that is read and the column to be renamed
 */
export function edgeColumns(table: Table, titles: ListTitles): EdgeColumns {
  const header = table.rows[0];
  const names = header.map(plain);
  const ends = endsOf(names, titles);
  if (ends === null) {
    const bare = withoutHeader(header, titles);
    if (bare !== null) return bare;
    throw new Error(
      `${place(table, 0)}: expected the header ${titles.header}, found ${header.join(',')}${advice(header)}`,
    );
  }
  const [from, to] = ends;
  const known = titles.values.find(
    ([title]) => names.includes(title) && !ends.includes(names.indexOf(title)),
  );
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
      `${titles.bare}? Call that column ${titles.bare}, and leave the others out.`,
  );
}

/** What to do about a header that has none of the known titles. */
function advice(header: readonly string[]): string {
  return header.length === 2 && header.every((cell) => /^[A-Z0-9.-]+$/i.test(cell))
    ? '. Where the file has no header, put that line on top; else call the columns so.'
    : '. Call the columns so.';
}
