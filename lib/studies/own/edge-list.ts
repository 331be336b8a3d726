import { place, type Table } from '../../files/csv';
import type { DelimitedTable, RowFilter } from '../../files/delimited';
import {
  ASSOCIATION,
  edgeColumns,
  endColumns,
  REGULATION,
  type EdgeColumns,
  type ListTitles,
} from './edge-columns';
import { edgeValueIn, RANGES } from './edge-values';
import { isNoName } from './name-faults';
import { listing } from './names';
import { matrixIn, type MatrixSide, type NamedMatrix } from './prior-matrix';
import { resolveEdges, type EdgeChoices, type NamedEdge } from './resolve-edges';
import type { Rename } from './spellings';
import { describeCell, isBlank, readTextTable, type TableSource } from './table';

/** An edge list by name, every edge once. */
export interface EdgeList {
  readonly file: string;
  readonly edges: readonly NamedEdge[];
  /** Title of the column of values, or null where there is none. */
  readonly values: string | null;
  /** Lines that repeat an earlier one, and lines whose value is 0; both are left out. */
  readonly repeated: number;
  readonly zeros: number;
  /** How the file was read, where it is not as this project documents it: whose list, columns left out, what was scaled. */
  readonly notes: readonly string[];
}

/** So many lines of a list are read whatever genes they name; they tell what the list is, and which names it uses. */
const FIRST_LINES = 100_000;

/**
 * Of a list with millions of lines, such as STRING's links, those between two known genes, so that the others take no memory.
 * Null where it is not known which genes there are.
 */
function amongGenes(titles: ListTitles, rename: Rename, genes?: ReadonlySet<string>): RowFilter | undefined {
  if (genes === undefined) return undefined;
  return {
    first: FIRST_LINES,
    choose: (rows) => {
      const ends = rows.slice(0, 50).map((row) => endColumns({ file: '', rows: [row], lines: null }, titles));
      const [from, to] = ends.find((found) => found !== null) ?? [0, 1];
      // A matrix has one name a row.
      if (ends.every((found) => found === null) && rows.some((row) => row.length > 4)) return null;
      return (cells) => genes.has(rename(cells[from] ?? '')) && genes.has(rename(cells[to] ?? ''));
    },
    remark: (count) => `${count} lines that do not join two genes of the expression passed over`,
  };
}

/** How a list of regulations is taken. */
export interface RegulationChoices extends EdgeChoices {
  /** Which side of a matrix regulates, where the file does not say it. */
  readonly regulators?: MatrixSide;
  /** So many edges of a ranking will be kept; else its notes say that this can be chosen. */
  readonly top?: number;
}

/**
 * Reads a prior: an edge list with the titles of this project (regulator, target, weight or sign), of CollecTRI, DoRothEA, GRNBoost2,
 * GENIE3, BEELINE, PHOENIX or a network that this project wrote; one without header, as PANDA's motifs and TRRUST; or a matrix.
 * Weights beyond 1 are divided by the largest.
 * @param genes those of the expression: of a list of more than 100 000 lines only edges between them are kept
 * @throws Error naming file, all lines of a kind, the edges and the way out
 */
export async function readRegulation(
  source: TableSource,
  rename: Rename,
  choices: RegulationChoices = {},
  genes?: ReadonlySet<string>,
): Promise<EdgeList> {
  const table = await readTextTable(source, 'prior', undefined, amongGenes(REGULATION, rename, genes));
  const matrix = matrixIn(table, endColumns(table, REGULATION), choices.regulators);
  return matrix
    ? fromMatrix(table, matrix, true, rename, choices, genes)
    : fromList(table, REGULATION, true, rename, choices, genes);
}

/**
 * Reads protein interactions or other co-regulation: a header gene,gene with perhaps a third column score (0 or more), then
 * a pair a line, in either order or in both; STRING's links and the export of its web page; or a matrix.
 * @param genes as for `readRegulation`
 * @throws Error naming file, all lines of a kind, the pairs and the way out
 */
export async function readAssociation(
  source: TableSource,
  rename: Rename,
  choices: EdgeChoices = {},
  genes?: ReadonlySet<string>,
): Promise<EdgeList> {
  const table = await readTextTable(
    source,
    'coregulation',
    undefined,
    amongGenes(ASSOCIATION, rename, genes),
  );
  const matrix = matrixIn(table, endColumns(table, ASSOCIATION), 'rows');
  return matrix
    ? fromMatrix(table, matrix, false, rename, choices, genes)
    : fromList(table, ASSOCIATION, false, rename, choices, genes);
}

/** What was found wrong, by kind. */
interface Faults {
  readonly ragged: string[];
  readonly nameless: string[];
  readonly valueless: string[];
}

function fromList(
  table: DelimitedTable,
  titles: ListTitles,
  directed: boolean,
  rename: Rename,
  choices: RegulationChoices,
  genes?: ReadonlySet<string>,
): EdgeList {
  const columns = edgeColumns(table, titles);
  const { lines, zeros, unnamed, faults } = linesOf(table, columns, directed, rename);
  requireNone(table, columns.value, faults);
  requireEdges(table.file, lines.length, zeros, columns.value?.title);
  const { edges, repeated, notes } = resolveEdges(table, lines, directed, choices, genes);
  const { scaled, note } = scaledToOne(edges, columns, directed);
  const unsigned = edges.filter((edge) => edge.unsigned).length;
  return {
    file: table.file,
    edges: scaled,
    values: columns.value?.title ?? null,
    repeated,
    zeros,
    notes: [
      ...said(columns.format !== '', `read as ${columns.format}`),
      ...table.remarks,
      ...said(columns.unused.length > 0, `not read: ${columns.unused.join(', ')}`),
      ...said(unnamed > 0, `${unnamed} lines without a name (NA) left out`),
      ...said(unsigned > 0, `${unsigned} of unknown sign taken as 1, as in a list without signs`),
      ...note,
      ...said(
        columns.value?.kind === 'ranking' && choices.top === undefined,
        'all edges of the ranking kept: { top: N } takes the N strongest',
      ),
      ...notes,
    ],
  };
}

const said = (holds: boolean, text: string): string[] => (holds ? [text] : []);

function linesOf(
  table: Table,
  { from, to, value: column, first }: EdgeColumns,
  directed: boolean,
  rename: Rename,
) {
  const { rows } = table;
  const lines: NamedEdge[] = [];
  const faults: Faults = { ragged: [], nameless: [], valueless: [] };
  let [zeros, unnamed] = [0, 0];
  for (let row = first; row < rows.length; row++) {
    const cells = rows[row];
    if (isBlank(cells)) continue;
    if (cells.length !== rows[0].length) {
      faults.ragged.push(`${place(table, row)}: ${cells.length} cells`);
      continue;
    }
    const blank = [from, to].find((end) => cells[end] === '');
    if (blank !== undefined) {
      faults.nameless.push(`${place(table, row, blank)}: an edge without a ${endName(table, blank, first)}`);
      continue;
    }
    if (isNoName(cells[from]) || isNoName(cells[to])) {
      unnamed++;
      continue;
    }
    const [one, other] = [rename(cells[from]), rename(cells[to])];
    const read = column ? edgeValueIn(cells[column.column], column.kind) : { value: 1 };
    if (read === null) {
      const about = directed ? `${one} -> ${other}` : `${one} - ${other}`;
      const at = place(table, row, column?.column, about);
      faults.valueless.push(`${at}: ${describeCell(cells[column?.column ?? 0])} is no ${column?.title}`);
    } else if (read.value === 0) zeros++;
    else lines.push({ from: one, to: other, row, ...read });
  }
  return { lines, zeros, unnamed, faults };
}

const endName = (table: Table, column: number, first: number): string =>
  first > 0 ? table.rows[0][column] : 'name';

function requireNone(
  { rows }: Table,
  value: EdgeColumns['value'],
  { ragged, nameless, valueless }: Faults,
): void {
  const told = [
    ...said(
      ragged.length > 0,
      `${listing(ragged)}, but the header has ${rows[0].length}: a name or a number holds a separator`,
    ),
    ...said(nameless.length > 0, `${listing(nameless)}. Fill the name in, or delete the line`),
    ...said(valueless.length > 0, `${listing(valueless)}; ${RANGES[value?.kind ?? 'weight']}`),
  ];
  if (told.length > 0) throw new Error(told.join('. '));
}

function requireEdges(file: string, lines: number, zeros: number, title = 'value'): void {
  if (lines > 0) return;
  const why = zeros > 0 ? `all ${zeros} edges have ${title} 0` : 'there is no edge below the header';
  throw new Error(`${file}: ${why}. A study can do without the file: leave it out.`);
}

/** Importances and weights beyond 1 as shares of the largest. Scores are left: their sum is divided out. */
function scaledToOne(edges: readonly NamedEdge[], { value }: Pick<EdgeColumns, 'value'>, directed: boolean) {
  const largest = edges.reduce((most, edge) => Math.max(most, Math.abs(edge.value)), 0);
  if (!directed || value === null || !(largest > 1 || (value.kind === 'ranking' && largest < 1))) {
    return { scaled: edges, note: [] };
  }
  return {
    scaled: edges.map((edge) => ({ ...edge, value: edge.value / largest })),
    note: [`${value.title} divided by the largest, ${Number(largest.toPrecision(4))}`],
  };
}

/** The edges of a matrix; a row may come several times, as a gene with several peaks does. */
function fromMatrix(
  table: DelimitedTable,
  matrix: NamedMatrix,
  directed: boolean,
  rename: Rename,
  choices: EdgeChoices,
  genes?: ReadonlySet<string>,
): EdgeList {
  const { names, first, regulators, format } = matrix;
  const columns = table.rows[0].map((title) => rename(title));
  const lines: NamedEdge[] = [];
  const faults: Faults = { ragged: [], nameless: [], valueless: [] };
  for (let row = 1; row < table.rows.length; row++) {
    const cells = table.rows[row];
    if (isBlank(cells)) continue;
    if (cells.length !== columns.length) faults.ragged.push(`${place(table, row)}: ${cells.length} cells`);
    else if (cells[names] === '') faults.nameless.push(`${place(table, row, names)}: a row without a name`);
    else {
      const name = rename(cells[names]);
      for (let column = first; column < columns.length; column++) {
        const read = edgeValueIn(cells[column], directed ? 'weight' : 'score');
        const [from, to] = regulators === 'rows' ? [name, columns[column]] : [columns[column], name];
        if (read === null) {
          const at = place(table, row, column, `${from} -> ${to}`);
          faults.valueless.push(`${at}: ${describeCell(cells[column])} is no weight`);
        } else if (read.value !== 0) lines.push({ from, to, row, ...read });
      }
    }
  }
  const value = { column: first, title: 'weight', kind: 'weight' as const };
  requireNone(table, value, faults);
  if (lines.length === 0)
    throw new Error(`${table.file}: all numbers of the matrix are 0. A study can do without the file.`);
  const { edges, notes } = resolveEdges(table, lines, directed, choices, genes);
  const { scaled, note } = scaledToOne(edges, { value }, directed);
  return {
    file: table.file,
    edges: scaled,
    values: 'weight',
    repeated: 0,
    zeros: 0,
    notes: [`read as ${directed ? format : format.split(',')[0]}`, ...table.remarks, ...note, ...notes],
  };
}
