import type { DelimitedTable, RowFilter } from '../../../files/delimited';
import { edgeColumns, endColumns } from './edge-columns';
import { listLines, matrixLines, said, type WrittenEdges } from './edge-lines';
import { ASSOCIATION, REGULATION, type ListTitles } from './edge-titles';
import type { Hearer } from '../expression/measurements';
import { matrixIn, type MatrixSide } from './prior-matrix';
import { resolveEdges, type EdgeChoices, type NamedEdge } from './resolve-edges';
import type { Rename } from '../names/spellings';
import { readTextTable, type TableSource } from '../table';

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
export interface RegulationChoices extends EdgeChoices, Hearer {
  /** The column that holds the weights (or signs), where its title does not say it. */
  readonly weight?: string;
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
  const read = await writtenEdges(source, 'prior', rename, choices, genes);
  return edgesOnce(read, true, choices, genes);
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
  { conflicts, duplicates, onReading }: EdgeChoices & Hearer = {},
  genes?: ReadonlySet<string>,
): Promise<EdgeList> {
  const choices = { conflicts, duplicates, onReading, regulators: 'rows' } as const;
  const read = await writtenEdges(source, 'coregulation', rename, choices, genes);
  return edgesOnce(read, false, choices, genes);
}

/** A table and its edges as they are written: a matrix by its sides, a list by its titles. */
async function writtenEdges(
  source: TableSource,
  kind: 'prior' | 'coregulation',
  rename: Rename,
  { regulators, weight, onReading }: RegulationChoices,
  genes: ReadonlySet<string> | undefined,
): Promise<{ table: DelimitedTable; written: WrittenEdges }> {
  const directed = kind === 'prior';
  const titles = directed ? REGULATION : ASSOCIATION;
  const filter = amongGenes(titles, rename, genes);
  const table = await readTextTable(source, kind, undefined, filter, onReading);
  const matrix = matrixIn(table, endColumns(table, titles), regulators);
  if (matrix && weight !== undefined) {
    throw new RangeError(
      `${table.file} is a matrix of genes and has no column "${weight}" of weights: leave { weight } out`,
    );
  }
  const written = matrix
    ? matrixLines(table, matrix, directed, rename)
    : listLines(table, edgeColumns(table, titles, weight), directed, rename);
  return { table, written };
}

function edgesOnce(
  { table, written }: { readonly table: DelimitedTable; readonly written: WrittenEdges },
  directed: boolean,
  choices: RegulationChoices,
  genes?: ReadonlySet<string>,
): EdgeList {
  const { lines, zeros, values, format, isMatrix, notes: onLines } = written;
  const { edges, repeated, notes } = resolveEdges(table, lines, directed, choices, genes);
  const { scaled, note } = scaledToOne(edges, directed ? values : null);
  const unsigned = edges.filter((edge) => edge.unsigned).length;
  return {
    file: table.file,
    edges: scaled,
    values: values?.title ?? null,
    // A symmetric matrix has every pair twice.
    repeated: isMatrix ? 0 : repeated,
    zeros,
    notes: [
      ...said(format !== '', `read as ${format}`),
      ...table.remarks,
      ...onLines,
      ...said(unsigned > 0, `${unsigned} of unknown sign taken as 1, as in a list without signs`),
      ...note,
      ...said(
        values?.kind === 'ranking' && choices.top === undefined,
        'all edges of the ranking kept: { top: N } takes the N strongest',
      ),
      ...notes,
    ],
  };
}

/** Importances and weights beyond 1 as shares of the largest. */
function scaledToOne(edges: readonly NamedEdge[], values: WrittenEdges['values']) {
  const largest = edges.reduce((most, edge) => Math.max(most, Math.abs(edge.value)), 0);
  if (values === null || !(largest > 1 || (values.kind === 'ranking' && largest < 1))) {
    return { scaled: edges, note: [] };
  }
  return {
    scaled: edges.map((edge) => ({ ...edge, value: edge.value / largest })),
    note: [`${values.title} divided by the largest, ${Number(largest.toPrecision(4))}`],
  };
}
