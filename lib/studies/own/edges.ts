import type { Rename } from './expression';
import { describeCell, isBlank, numberOf, readTextTable, type TextTable } from './table';
import { place } from '../../files/read-table';

/** One line of an edge list. */
export interface NamedEdge {
  readonly from: string;
  readonly to: string;
  /** Weight, sign (1 or -1) or score; 1 where the list has none. Never 0. */
  readonly value: number;
  readonly line: number;
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
export async function readRegulation(path: string, rename: Rename): Promise<EdgeList> {
  return edgeList(await readTextTable(path), REGULATION, rename);
}

/**
 * Reads protein interactions or other co-regulation: a header gene,gene with perhaps a third column score (0 or more), then
 * a pair a line, in either order or in both.
 * @throws Error naming file, line, the pair and the way out
 */
export async function readAssociation(path: string, rename: Rename): Promise<EdgeList> {
  return edgeList(await readTextTable(path), ASSOCIATION, rename);
}

function edgeList(table: TextTable, kind: ListKind, rename: Rename): EdgeList {
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
      throw new Error(`${place(file, row)}: ${cells.length} cells, but the header has ${width}`);
    }
    const blank = cells.slice(0, 2).indexOf('');
    if (blank >= 0) throw new Error(`${place(file, row, blank)}: an edge without a ${rows[0][blank]}`);
    const [from, to] = [rename(cells[0]), rename(cells[1])];
    const about = kind.directed ? `${from} -> ${to}` : `${from} - ${to}`;
    const value = column ? column.read(cells[2]) : 1;
    if (value === null) {
      const found = describeCell(cells[2]);
      throw new Error(`${place(file, row, 2, about)}: ${found} is no ${column?.title}; ${column?.range}`);
    }
    if (value === 0) {
      zeros++;
      continue;
    }
    const key = (kind.directed || from <= to ? [from, to] : [to, from]).join('\t');
    const earlier = edges.get(key);
    if (earlier === undefined) edges.set(key, { from, to, value, line: row + 1 });
    else if (earlier.value === value) repeated++;
    else {
      throw new Error(
        `${place(file, row, 2, about)}: ${column?.title} ${value}, but line ${earlier.line} says ${earlier.value}. ` +
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

function valueColumn({ file, rows }: TextTable, kind: ListKind): ValueColumn | undefined {
  const [from = '', to = '', third, ...more] = rows[0];
  const column = kind.values.find(({ title }) => title === third?.toLowerCase());
  const known = kind.from.test(from) && kind.to.test(to) && (third === undefined || column !== undefined);
  if (known && more.length === 0) return column;
  throw new Error(`${place(file, 0)}: expected the header ${kind.header}, found ${rows[0].join(',')}`);
}
