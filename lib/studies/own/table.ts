import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { numberOf, place, readTable, type Table } from '../../files/csv';

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

/** How much of a file is looked at to tell what it is. */
const HEAD_BYTES = 65536;

/**
 * The user's table as text, every cell without blanks around it: of a comma- or tab-separated file (the first filled line says
 * which), or of a DataFrame.
 * @param what the table is, such as "prior": a DataFrame has no name of its own
 * @throws Error naming the file and the way out, for what is missing, empty, compressed, a spreadsheet, in UTF-16,
 *   separated by something else, or has a line break inside a cell
 */
export async function readTextTable(source: TableSource, what = 'expression'): Promise<Table> {
  if (typeof source !== 'string') return frameTable(source, `${what} DataFrame`);
  const delimiter = delimiterOf(basename(source), await headOf(source));
  const table = await readTable(source, delimiter);
  const rows = table.rows.map((row) => row.map((cell) => cell.trim()));
  rows.forEach((row, k) => {
    const column = row.findIndex((cell) => /[\r\n]/.test(cell));
    if (column < 0) return;
    throw new Error(
      `${place(table, k, column)}: a line break inside a cell, from a quote that is not closed or from two kinds of ` +
        'line ends in one file. Save it again with one kind of line end and without quotes.',
    );
  });
  return { ...table, rows };
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
  if (/^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(cell)) return `"${cell}" (a decimal comma: save it with points)`;
  if (/^[+-]?\d[\d.]*e\+?\d+$/i.test(cell)) return `"${cell}" (beyond the largest number)`;
  return `"${cell}"`;
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`${path} does not exist (looked for at ${resolve(path)})`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`);
  } finally {
    await handle.close();
  }
}

function delimiterOf(file: string, head: Buffer): string {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, k) => head[k] === byte);
  if (starts(0x50, 0x4b)) throw new Error(`${file} is a spreadsheet or zip archive: save the sheet as csv`);
  if (starts(0x1f, 0x8b)) throw new Error(`${file} is compressed: unpack it first (gunzip)`);
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) throw new Error(`${file} is UTF-16: save it as UTF-8`);
  const line = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .find((text) => text.trim() !== '');
  if (line === undefined) throw new Error(`${file} is empty`);
  if (line.includes('\t')) return '\t';
  if (line.includes(',')) return ',';
  throw new Error(
    line.includes(';')
      ? `${file} is separated by semicolons: save it with commas or tabs, and with decimal points`
      : `${file}, line 1: no comma and no tab; its columns must be separated by one of them`,
  );
}
