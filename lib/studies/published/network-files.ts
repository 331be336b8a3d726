import type { EquationText } from '../../simulation/equation-system';
import type { Edge } from '../../simulation/network';
import { dataRows, numberAt, place, readTable, textAt, type Table } from '../../files/csv';

/**
 * Reads a list of gene names: a header line, then one name a line. The "_input" that marks an input gene in the synthetic
 * lists is taken off.
 * @throws Error naming file and line, for an empty or repeated name.
 */
export async function readGeneNames(path: string): Promise<string[]> {
  const table = await readTable(path);
  const names = new Set<string>();
  for (const row of dataRows(table)) {
    const name = textAt(table, row, 0).replace(/_input$/, '');
    if (names.has(name)) throw new Error(`${place(table, row)}: gene ${name} is listed twice`);
    names.add(name);
  }
  return [...names];
}

/** One published edge, by name. */
export interface NamedEdge extends Omit<Edge, 'regulator' | 'target'> {
  readonly from: string;
  readonly to: string;
}

/**
 * Reads an edge list: columns from, to, weight, activation (TRUE or FALSE), EC50, n.
 * @throws Error naming file, line, column and edge.
 */
export async function readEdges(path: string): Promise<NamedEdge[]> {
  const table = await readTable(path);
  expectHeader(table, ['from', 'to', 'weight', 'activation', 'EC50', 'n']);
  return dataRows(table).map((row) => {
    const from = textAt(table, row, 0);
    const to = textAt(table, row, 1);
    const about = `edge ${from} -> ${to}`;
    const activation = textAt(table, row, 3, about).toLowerCase();
    if (activation !== 'true' && activation !== 'false') {
      throw new Error(`${place(table, row, 3, about)}: expected TRUE or FALSE, found "${activation}"`);
    }
    const ec50 = numberAt(table, row, 4, about);
    const exponent = numberAt(table, row, 5, about);
    return { from, to, activates: activation === 'true', ec50, exponent };
  });
}

/** The edges with genes by row number. @throws Error naming the edge, for a gene that is not in the list. */
export function indexEdges(edges: readonly NamedEdge[], genes: readonly string[]): Edge[] {
  const index = new Map(genes.map((gene, k) => [gene, k] as const));
  return edges.map(({ from, to, ...parameters }) => {
    const regulator = index.get(from);
    const target = index.get(to);
    if (regulator === undefined || target === undefined) {
      throw new Error(
        `edge ${from} -> ${to}: ${regulator === undefined ? from : to} is not in the list of genes`,
      );
    }
    return { regulator, target, ...parameters };
  });
}

/** Reads equations: columns node, eqn, one gene a line. @throws Error naming file, line and column. */
export async function readEquations(path: string): Promise<EquationText[]> {
  const table = await readTable(path);
  expectHeader(table, ['node', 'eqn']);
  return dataRows(table).map((row) => {
    const gene = textAt(table, row, 0);
    return { gene, text: textAt(table, row, 1, `gene ${gene}`), place: place(table, row) };
  });
}

function expectHeader(table: Table, names: readonly string[]): void {
  names.forEach((name, column) => {
    const found = table.rows[0][column] ?? '';
    if (found !== name) {
      throw new Error(`${place(table, 0, column)}: expected the column "${name}", found "${found}"`);
    }
  });
}
