import { place, type Table } from '../../../files/csv';
import type { EdgeColumns } from './edge-columns';
import { edgeValueIn, RANGES, type ValueKind } from './edge-values';
import { isNoName } from '../names/name-faults';
import { listing } from '../names/names';
import type { NamedMatrix } from './prior-matrix';
import type { NamedEdge } from './resolve-edges';
import type { Rename } from '../names/spellings';
import { describeCell, isBlank } from '../table';

/** The edges of a table as they are written: an edge may come several times. */
export interface WrittenEdges {
  readonly lines: readonly NamedEdge[];
  /** How many have the value 0, and are left out. */
  readonly zeros: number;
  /** What the values are called and what they are, or null where there are none. */
  readonly values: { readonly title: string; readonly kind: ValueKind } | null;
  /** What the table was recognised as; '' where it is as this project documents it. */
  readonly format: string;
  readonly isMatrix: boolean;
  readonly notes: readonly string[];
}

/** What was found wrong, by kind. */
interface Faults {
  readonly ragged: string[];
  readonly nameless: string[];
  readonly valueless: string[];
}

const noFaults = (): Faults => ({ ragged: [], nameless: [], valueless: [] });

/** A text where something holds, to be told. */
export const said = (holds: boolean, text: string): string[] => (holds ? [text] : []);

/** The lines of a list. @throws Error that names all lines of a kind that cannot be read, or that there is no edge */
export function listLines(
  table: Table,
  columns: EdgeColumns,
  directed: boolean,
  rename: Rename,
): WrittenEdges {
  const { value, format, unused } = columns;
  const { lines, zeros, unnamed, faults } = linesOf(table, columns, directed, rename);
  requireNone(table, value?.kind ?? 'weight', faults);
  if (lines.length === 0) {
    const why = zeros > 0 ? `all ${zeros} edges have ${value?.title} 0` : 'there is no edge below the header';
    throw new Error(`${table.file}: ${why}. A study can do without the file: leave it out.`);
  }
  const notes = [
    ...said(unused.length > 0, `not read: ${unused.join(', ')}`),
    ...said(unnamed > 0, `${unnamed} lines without a name (NA) left out`),
  ];
  return { lines, zeros, values: value, format, isMatrix: false, notes };
}

function linesOf(
  table: Table,
  { from, to, value: column, first }: EdgeColumns,
  directed: boolean,
  rename: Rename,
) {
  const { rows } = table;
  const lines: NamedEdge[] = [];
  const faults = noFaults();
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

function requireNone({ rows }: Table, kind: ValueKind, { ragged, nameless, valueless }: Faults): void {
  const told = [
    ...said(
      ragged.length > 0,
      `${listing(ragged)}, but the header has ${rows[0].length}: a name or a number holds a separator`,
    ),
    ...said(nameless.length > 0, `${listing(nameless)}. Fill the name in, or delete the line`),
    ...said(valueless.length > 0, `${listing(valueless)}; ${RANGES[kind]}`),
  ];
  if (told.length > 0) throw new Error(told.join('. '));
}

/** The edges of a matrix, whose zeros are none; a row may come several times, as a gene with several peaks does. @throws as `listLines` */
export function matrixLines(
  table: Table,
  { names, first, regulators, format }: NamedMatrix,
  directed: boolean,
  rename: Rename,
): WrittenEdges {
  const kind = directed ? 'weight' : 'score';
  const columns = table.rows[0].map((title) => rename(title));
  const lines: NamedEdge[] = [];
  const faults = noFaults();
  for (let row = 1; row < table.rows.length; row++) {
    const cells = table.rows[row];
    if (isBlank(cells)) continue;
    if (cells.length !== columns.length) faults.ragged.push(`${place(table, row)}: ${cells.length} cells`);
    else if (cells[names] === '') faults.nameless.push(`${place(table, row, names)}: a row without a name`);
    else {
      const name = rename(cells[names]);
      for (let column = first; column < columns.length; column++) {
        const [from, to] = regulators === 'rows' ? [name, columns[column]] : [columns[column], name];
        const read = edgeValueIn(cells[column], kind);
        if (read === null) {
          const at = place(table, row, column, `${from} -> ${to}`);
          faults.valueless.push(`${at}: ${describeCell(cells[column])} is no ${kind}`);
        } else if (read.value !== 0) lines.push({ from, to, row, ...read });
      }
    }
  }
  requireNone(table, kind, faults);
  if (lines.length === 0) {
    throw new Error(
      `${table.file}: all numbers of the matrix are 0. A study can do without the file: leave it out.`,
    );
  }
  const values = { title: kind, kind } as const;
  return {
    lines,
    zeros: 0,
    values,
    format: directed ? format : format.split(',')[0],
    isMatrix: true,
    notes: [],
  };
}
