import { fromEntries, type Entry, type SparseMatrix } from '../../math/sparse-matrix';
import { lineName, numberOf, place, type Table } from '../../files/csv';
import { normalised } from '../coregulation';
import type { Rename } from './expression';
import { explainMismatch, spellingHint, type NamesOf } from './names';
import { describeCell, isBlank, readTextTable, type TableSource } from './table';

/** One line of an edge list. */
export interface NamedEdge {
  readonly from: string;
  readonly to: string;
  /** Weight, sign (1 or -1) or score; 1 where the list has none. Never 0. */
  readonly value: number;
  /** Of the table. */
  readonly row: number;
}

/** An edge list by name, every edge once. */
export interface EdgeList {
  readonly file: string;
  readonly edges: readonly NamedEdge[];
  /** Title of the third column, or null where there is none. */
  readonly values: string | null;
  /** Lines that repeat an earlier one, and lines whose value is 0; both are left out. */
  readonly repeated: number;
  readonly zeros: number;
}

/** What a third column may be called, and how its cells are read. */
interface ValueColumn {
  readonly title: string;
  /** The value, or null where the cell is out of range. */
  readonly read: (cell: string) => number | null;
  readonly range: string;
}

interface ListKind {
  readonly from: RegExp;
  readonly to: RegExp;
  readonly values: readonly ValueColumn[];
  readonly header: string;
  readonly directed: boolean;
}

const within = (low: number, high: number) => (cell: string) => {
  const value = numberOf(cell);
  return value !== null && value >= low && value <= high ? value : null;
};

const REGULATION: ListKind = {
  from: /^regulator$/i,
  to: /^target$/i,
  values: [
    {
      title: 'weight',
      read: within(-1, 1),
      range: 'a weight lies between -1 and 1: divide all weights by the largest',
    },
    {
      title: 'sign',
      read: (cell) => (/^(\+1?|1)$/.test(cell) ? 1 : /^-1?$/.test(cell) ? -1 : null),
      range: 'a sign is + or -, or 1 or -1; numbers in between are weights: call the column weight',
    },
  ],
  header: 'regulator,target or regulator,target,weight or regulator,target,sign',
  directed: true,
};

const GENE = /^(gene|protein)[ _]?[12ab]?$/i;
const ASSOCIATION: ListKind = {
  from: GENE,
  to: GENE,
  values: [
    {
      title: 'score',
      read: within(0, Infinity),
      range: 'a score is 0 or more (their sum is divided out, so any scale will do)',
    },
  ],
  header: 'gene,gene or gene,gene,score',
  directed: false,
};

/**
 * Reads a prior: a header regulator,target with perhaps a third column weight (-1 to 1) or sign (+ or -), then an edge a line.
 * @throws Error naming file, line, the edge and the way out
 */
export async function readRegulation(source: TableSource, rename: Rename): Promise<EdgeList> {
  return edgeList(await readTextTable(source, 'prior'), REGULATION, rename);
}

/**
 * Reads protein interactions or other co-regulation: a header gene,gene with perhaps a third column score (0 or more), then
 * a pair a line, in either order or in both.
 * @throws Error naming file, line, the pair and the way out
 */
export async function readAssociation(source: TableSource, rename: Rename): Promise<EdgeList> {
  return edgeList(await readTextTable(source, 'coregulation'), ASSOCIATION, rename);
}

function edgeList(table: Table, kind: ListKind, rename: Rename): EdgeList {
  const { file, rows } = table;
  const column = valueColumn(table, kind);
  const width = column ? 3 : 2;
  const edges = new Map<string, NamedEdge>();
  let repeated = 0;
  let zeros = 0;
  for (let row = 1; row < rows.length; row++) {
    const cells = rows[row];
    if (isBlank(cells)) continue;
    if (cells.length !== width) {
      throw new Error(`${place(table, row)}: ${cells.length} cells, but the header has ${width}`);
    }
    const blank = cells.slice(0, 2).indexOf('');
    if (blank >= 0) throw new Error(`${place(table, row, blank)}: an edge without a ${rows[0][blank]}`);
    const [from, to] = [rename(cells[0]), rename(cells[1])];
    const about = kind.directed ? `${from} -> ${to}` : `${from} - ${to}`;
    const value = column ? column.read(cells[2]) : 1;
    if (value === null) {
      const found = describeCell(cells[2]);
      throw new Error(`${place(table, row, 2, about)}: ${found} is no ${column?.title}; ${column?.range}`);
    }
    if (value === 0) {
      zeros++;
      continue;
    }
    const key = (kind.directed || from <= to ? [from, to] : [to, from]).join('\t');
    const earlier = edges.get(key);
    if (earlier === undefined) edges.set(key, { from, to, value, row });
    else if (earlier.value === value) repeated++;
    else {
      throw new Error(
        `${place(table, row, 2, about)}: ${column?.title} ${value}, but ${lineName(table, earlier.row)} says ${earlier.value}. ` +
          'Keep one of the two.',
      );
    }
  }
  if (edges.size === 0) {
    const why =
      zeros > 0 ? `all ${zeros} edges have ${column?.title} 0` : 'there is no edge below the header';
    throw new Error(`${file}: ${why}. A study can do without the file: leave it out.`);
  }
  return { file, edges: [...edges.values()], values: column?.title ?? null, repeated, zeros };
}

function valueColumn(table: Table, kind: ListKind): ValueColumn | undefined {
  const [from = '', to = '', third, ...more] = table.rows[0];
  const column = kind.values.find(({ title }) => title === third?.toLowerCase());
  const known = kind.from.test(from) && kind.to.test(to) && (third === undefined || column !== undefined);
  if (known && more.length === 0) return column;
  throw new Error(`${place(table, 0)}: expected the header ${kind.header}, found ${table.rows[0].join(',')}`);
}

/** How an edge list met the genes of the expression; plain data. */
export interface EdgeMatch {
  readonly file: string;
  /** Edges in the list, each counted once, and those between two genes of the expression. */
  readonly edges: number;
  readonly kept: number;
  /** Names of the list, and those that are genes of the expression. */
  readonly names: number;
  readonly namesFound: number;
  /** Names that are no gene of the expression. */
  readonly unknownNames: readonly string[];
  /** Lines left out because they repeat another, or have the value 0. */
  readonly repeated: number;
  readonly zeros: number;
  /** Edges from a gene to itself among the kept ones. */
  readonly selfEdges: number;
  /** A change of spelling that would make more names agree, or null. */
  readonly hint: string | null;
}

/** A prior's match says besides whose edges were kept. */
export interface PriorMatch extends EdgeMatch {
  /** Genes with a kept edge to a target (transcription factors), and genes with a kept edge from a regulator. */
  readonly regulators: readonly string[];
  readonly targets: number;
  readonly activating: number;
  readonly repressing: number;
  /** Title of the third column, or null: then every edge has weight 1. */
  readonly values: string | null;
}

/**
 * The prior as a matrix over the genes, row = regulator, column = target.
 * @throws Error that says what the names look like, when no edge joins two genes of the expression
 */
export function matchPrior(
  list: EdgeList,
  expression: NamesOf,
): { readonly matrix: SparseMatrix; readonly match: PriorMatch } {
  const { entries, match } = matchEdges(list, expression);
  const { names: genes } = expression;
  const regulators = new Set(entries.map(([from]) => from));
  return {
    matrix: fromEntries(genes.length, genes.length, entries),
    match: {
      ...match,
      regulators: [...regulators].sort((a, b) => a - b).map((gene) => genes[gene]),
      targets: new Set(entries.map(([, to]) => to)).size,
      activating: entries.filter(([, , value]) => value > 0).length,
      repressing: entries.filter(([, , value]) => value < 0).length,
      values: list.values,
    },
  };
}

/**
 * Associations as the symmetric matrix C over the genes, entries summing to 1.
 * @throws Error that says what the names look like, when no pair joins two genes of the expression
 */
export function matchAssociation(
  list: EdgeList,
  expression: NamesOf,
): { readonly matrix: SparseMatrix; readonly match: EdgeMatch } {
  const { entries, match } = matchEdges(list, expression);
  const both = entries.flatMap(([one, other, value]): Entry[] =>
    one === other
      ? [[one, other, value]]
      : [
          [one, other, value],
          [other, one, value],
        ],
  );
  const n = expression.names.length;
  return { matrix: normalised(fromEntries(n, n, both)), match };
}

function matchEdges(
  { file, edges, repeated, zeros }: EdgeList,
  expression: NamesOf,
): { entries: Entry[]; match: EdgeMatch } {
  const index = new Map(expression.names.map((gene, k) => [gene, k]));
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const unknownNames = names.filter((name) => !index.has(name));
  const entries = edges.flatMap(({ from, to, value }): Entry[] => {
    const [one, other] = [index.get(from), index.get(to)];
    return one === undefined || other === undefined ? [] : [[one, other, value]];
  });
  if (entries.length === 0) {
    const found = names.length - unknownNames.length;
    throw new Error(
      found === 0
        ? `${file} and ${expression.file} have no gene in common: ${explainMismatch({ file, names }, expression)}`
        : `${file}: none of its ${edges.length} edges joins two genes of ${expression.file}, though ${found} of its ` +
            `${names.length} names are there. ${sides(edges, index, expression)}`,
    );
  }
  return {
    entries,
    match: {
      file,
      edges: edges.length,
      kept: entries.length,
      names: names.length,
      namesFound: names.length - unknownNames.length,
      unknownNames,
      repeated,
      zeros,
      selfEdges: entries.filter(([one, other]) => one === other).length,
      hint: unknownNames.length > 0 ? spellingHint({ file, names }, expression) : null,
    },
  };
}

/** Which of the two columns fails to match, where one does. */
function sides(edges: EdgeList['edges'], index: ReadonlyMap<string, number>, expression: NamesOf): string {
  for (const [side, ordinal] of [
    ['from', 'first'],
    ['to', 'second'],
  ] as const) {
    const names = [...new Set(edges.map((edge) => edge[side]))];
    if (names.some((name) => index.has(name))) continue;
    return `Its ${ordinal} column has none of them: ${explainMismatch({ file: `that column`, names }, expression)}`;
  }
  return 'Is the expression cut down to a few genes?';
}
