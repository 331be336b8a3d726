import { numberOf, place, type Table } from '../../files/csv';
import { readDelimited, type DelimitedTable, type RowFilter } from '../../files/delimited';
import { hasUnclearComma, type Comma } from '../../files/number-text';
import type { OnReading } from '../../files/read-progress';

/**
 * As much of a danfo DataFrame as a study is read from. Its shape and not its class, so that the library loads neither danfo
 * nor its types. Cells that are null, undefined or NaN are missing ones.
 */
export interface DataFrameLike {
  readonly columns: readonly (string | number)[];
  readonly index: readonly (string | number)[];
  /** rows x columns. */
  readonly values: readonly unknown[];
}

/** The path of a csv, or a danfo DataFrame. */
export type TableSource = string | DataFrameLike;

/**
 * The user's table as text, every cell without blanks around it: of a file as `readDelimited` takes it, or of a DataFrame.
 * @param what the table is, such as "prior": a DataFrame has no name of its own
 * @param comma what a comma inside a number is, where the file leaves it open
 * @param filter which rows of a long file are kept
 * @param onReading told how far a long file has been read
 * @throws Error naming the file and the way out, for what is missing, empty or no table, or has a line break inside a cell
 */
export async function readTextTable(
  source: TableSource,
  what = 'expression',
  comma?: Comma,
  filter?: RowFilter,
  onReading?: OnReading,
): Promise<DelimitedTable> {
  if (typeof source !== 'string') {
    return { ...frameTable(source, `${what} DataFrame`), comments: [], remarks: [] };
  }
  const table = await readDelimited(source, comma, filter, onReading);
  table.rows.forEach((row, k) => {
    const column = row.findIndex((cell) => /[\r\n]/.test(cell));
    if (column < 0) return;
    throw new Error(
      `${place(table, k, column)}: a line break inside a cell, from a quote that is not closed or from two kinds of ` +
        'line ends in one file. Save it again with one kind of line end and without quotes.',
    );
  });
  return table;
}

/**
 * A DataFrame as the table that its csv would be. In the wide layout (all columns are times but one, or but the index) the
 * genes come first and the times ascend: danfo's readCSV moves columns whose titles are whole numbers to the front.
 */
function frameTable({ columns, index, values }: DataFrameLike, file: string): Table {
  const header = columns.map(textOf);
  const rows = values.map((row) => {
    if (Array.isArray(row)) return row.map(textOf);
    throw new Error(`${file} has a single dimension: give a DataFrame, not a Series`);
  });
  const isTime = (title: string): boolean => numberOf(title) !== null;
  const names = header.flatMap((title, column) => (isTime(title) ? [] : [column]));
  const genes = names.filter((column) => names.length === 1 || GENES.test(header[column]));
  for (const row of values as unknown[][]) genes.forEach((column) => requireName(row[column], file));
  if (names.length > 1) return { file, rows: [header, ...rows], lines: null };
  const order = header.map((_, column) => column).filter((column) => !names.includes(column));
  order.sort((a, b) => Number(header[a]) - Number(header[b]));
  if (names.length === 0 && index.every((label) => typeof label === 'number')) {
    throw new Error(
      `${file}: all columns are times. Its genes must be a column, or texts in the index; where the file has a header, ` +
        'read it with one.',
    );
  }
  const taken = (row: readonly string[], label: string): string[] => [
    names.length === 0 ? label : row[names[0]],
    ...order.map((column) => row[column]),
  ];
  const body = rows.map((row, k) => taken(row, textOf(index[k])));
  return { file, rows: [taken(header, 'gene'), ...body], lines: null };
}

/** Titles of columns of names. */
const GENES = /^(gene|protein|regulator|target)/i;

/** What danfo took for a number or a truth value is no longer the name that the file has. */
function requireName(cell: unknown, file: string): void {
  const kept =
    typeof cell === 'number' ? !(Math.abs(cell) > Number.MAX_SAFE_INTEGER) : typeof cell !== 'boolean';
  if (kept) return;
  throw new Error(
    `${file}: the name of a gene became ${String(cell)}: read the file with { dynamicTyping: false }`,
  );
}

/** A cell as text: numbers in the shortest form that reads back as themselves. */
function textOf(cell: unknown): string {
  return cell === null || cell === undefined || Number.isNaN(cell) ? '' : String(cell).trim();
}

/** Whether nothing is in a row. */
export function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell === '');
}
/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return /^(na|nan|n\/a|null|none|-|\.)?$/i.test(cell);
}

/** A cell that should have been a number, for an error, with what is wrong about it where that can be told. */
export function describeCell(cell: string): string {
  if (cell === '') return 'an empty cell';
  if (hasUnclearComma(cell)) {
    return `"${cell}" (a thousands separator or a decimal comma: say it with { comma: 'thousands' } or { comma: 'decimal' })`;
  }
  if (/^[+-]?\d[\d.]*e\+?\d+$/i.test(cell)) return `"${cell}" (beyond the largest number)`;
  return `"${cell}"`;
}
