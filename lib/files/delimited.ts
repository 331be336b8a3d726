import { basename } from 'node:path';
import { parse } from 'papaparse';
import { eachRowOf, numberOf, type Table } from './csv';
import { foreignFormat } from './foreign-format';
import { plainNumbers, type Comma } from './number-text';
import { readProgress, type OnReading } from './read-progress';
import { isSpreadsheet, readSpreadsheet } from './spreadsheet';
import { encodingOf, headOf, NotInEncoding, textOf, type Encoding } from './text-file';
import { unreadable } from './unreadable';

/** A table as somebody's tool wrote it. Its first row is the first that is neither a comment nor a title: perhaps a header. */
export interface DelimitedTable extends Table {
  /** Lines that begin with # or !, above the table and in it, as they stand. */
  readonly comments: readonly string[];
  /** What is unusual about how it was read, for a report: "Latin-1", "semicolons", "decimal commas", "1 comment line". */
  readonly remarks: readonly string[];
}

/**
 * Which rows of a table that may be larger than memory are kept. Its first rows always are, so that they tell what it is.
 */
export interface RowFilter {
  /** How many first rows. */
  readonly first: number;
  /** From these: which of the further rows are kept; null for all of them. */
  readonly choose: (first: Table['rows']) => ((cells: readonly string[]) => boolean) | null;
  /** What a report says of so many rows that were not. */
  readonly remark: (count: number) => string;
}

/**
 * Reads a table, whatever tool wrote it: in UTF-8, UTF-16 or Latin-1, plain or gzip, or the first sheet of a spreadsheet; columns
 * between tabs, semicolons, commas or blanks, with decimal points or commas. Comment lines (# or !), title lines above the
 * header (one filled cell), and columns at the end that are empty throughout (as Excel writes them) are left out; a header that lacks the
 * cell above R's row names gets it. Cells are without blanks around them.
 * @param comma what a comma inside a number is, where the file leaves it open
 * @param filter by default all rows are kept
 * @param onReading told how far a long file has been read
 * @throws Error naming the file and the way out, for what is missing, empty, or no table
 */
export async function readDelimited(
  path: string,
  comma?: Comma,
  filter?: RowFilter,
  onReading?: OnReading,
): Promise<DelimitedTable> {
  const file = basename(path);
  const head = await headOf(path).catch((error: NodeJS.ErrnoException) => {
    const other = error.code === 'ENOENT' ? null : foreign(file, path, new Uint8Array());
    throw new Error(other ?? unreadable(path, error));
  });
  const refused = foreign(file, path, head);
  if (refused !== null) throw new Error(refused);
  if (isSpreadsheet(head)) {
    const { table, sheet, others } = await readSpreadsheet(path, file);
    const beside = others.length === 0 ? '' : `, not its sheets ${others.join(', ')}`;
    return tidied(trimmed(table), ',', [`sheet ${sheet}${beside}`], comma);
  }
  const encoding = encodingOf(head);
  const readAs = (one: Encoding): Promise<DelimitedTable> =>
    readIn(path, { file, head, encoding: one, comma, filter, onReading });
  try {
    return await readAs(encoding);
  } catch (error) {
    if (!(error instanceof NotInEncoding)) throw error;
    return readAs('windows-1252');
  }
}

function foreign(file: string, path: string, head: Uint8Array): string | null {
  const is = foreignFormat(path, head);
  return is === null ? null : `${file} ${is}`;
}

/** How a text file is read. */
interface Reading {
  readonly file: string;
  readonly head: Buffer;
  readonly encoding: Encoding;
  readonly comma?: Comma;
  readonly filter?: RowFilter;
  readonly onReading?: OnReading;
}

async function readIn(
  path: string,
  { file, head, encoding, comma, filter, onReading }: Reading,
): Promise<DelimitedTable> {
  const delimiter = delimiterOf(file, new TextDecoder(encoding).decode(head));
  const rows: string[][] = [];
  const lines: number[] = [];
  let keeps: ((cells: readonly string[]) => boolean) | null = null;
  let passedOver = 0;
  const text = textOf(
    path,
    encoding,
    encoding !== 'windows-1252',
    onReading && readProgress(file, onReading),
  );
  await eachRowOf(file, text, delimiter, (cells, line) => {
    const trimmed = cells.map((cell) => cell.trim());
    const row = delimiter === ' ' ? trimmed.filter((cell) => cell !== '') : trimmed;
    if (filter !== undefined && rows.length === filter.first) keeps ??= filter.choose(rows) ?? (() => true);
    if (keeps !== null && !keeps(row)) {
      passedOver++;
      return;
    }
    rows.push(row);
    lines.push(line);
  });
  const remarks = [
    REMARKS[encoding],
    REMARKS[delimiter],
    passedOver > 0 ? filter?.remark(passedOver) : undefined,
  ].filter((remark) => remark !== undefined);
  return tidied({ file, rows, lines }, delimiter, remarks, comma);
}

const REMARKS: Readonly<Record<string, string | undefined>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Latin-1 (it is not UTF-8)',
  ';': 'separated by semicolons',
  ' ': 'separated by blanks',
};

function trimmed(table: Table): Table {
  return { ...table, rows: table.rows.map((row) => row.map((cell) => cell.trim())) };
}

/** The table without what stands around it. */
function tidied(
  { file, rows, lines }: Table,
  delimiter: string,
  known: readonly string[],
  comma?: Comma,
): DelimitedTable {
  const header = hashHeader(rows);
  const isComment = (row: readonly string[], k: number): boolean => /^[#!]/.test(row[0]) && k !== header;
  const table = rows.map((row, k) => ({ row: k === header ? [row[0].slice(1), ...row.slice(1)] : row, k }));
  const comments = table.filter(({ row, k }) => isComment(row, k));
  const others = table.filter(({ row, k }) => !isComment(row, k));
  const first = startOf(others.map(({ row }) => row));
  const titles = others.slice(0, Math.max(0, first)).filter(({ row }) => filled(row) > 0);
  const kept = first < 0 ? others : others.slice(first);
  const width = kept.reduce((most, { row }) => Math.max(most, lastFilled(row)), 0);
  if (width === 0) throw new Error(`${file} is empty`);
  const body = {
    file,
    rows: withRowNames(kept.map(({ row }) => (row.length > width ? row.slice(0, width) : row))),
    lines: kept.map(({ k }) => lines?.[k] ?? k),
  };
  const { rows: plain, remarks } = plainNumbers(body, delimiter, comma);
  return {
    ...body,
    rows: plain,
    comments: comments.map(({ row }) => row.join(delimiter).trim()),
    remarks: [
      ...known,
      ...remarks,
      ...countOf('comment line', comments.length),
      ...countOf('title line', titles.length),
    ],
  };
}

const countOf = (what: string, count: number): string[] =>
  count === 0 ? [] : [`${count} ${what}${count > 1 ? 's' : ''} left out`];

/**
 * The first row of the table: the first with two filled cells, or one beside an empty cell above row names; or a single title
 * above a column of numbers with row names, as R writes it. What stands above is a title of the whole.
 */
function startOf(rows: Table['rows']): number {
  const first = rows.findIndex((row) => filled(row) > (row[0] === '' ? 0 : 1));
  const isTitled = first > 0 && lastFilled(rows[first]) === 2 && numberOf(rows[first][1]) !== null;
  return isTitled && rows[first - 1].length === 1 && rows[first - 1][0] !== '' ? first - 1 : first;
}

/** The last of the first lines that begin with #, where it names as many columns as follow (as STRING and others write it). */
function hashHeader(rows: Table['rows']): number {
  const start = rows.findIndex((row) => !/^[#!]/.test(row[0]) && row.some((cell) => cell !== ''));
  const above = rows[start - 1];
  const names = above !== undefined && /^#[^#\s]/.test(above[0]) && above.length === rows[start].length;
  return names && above.length > 1 && above.every((cell) => numberOf(cell) === null) ? start - 1 : -1;
}

const filled = (row: readonly string[]): number => row.filter((cell) => cell !== '').length;

/** How many cells a row has up to its last filled one. */
function lastFilled(row: readonly string[]): number {
  let length = row.length;
  while (length > 0 && row[length - 1] === '') length--;
  return length;
}

/** R's write.table leaves out the cell above the row names. */
function withRowNames(rows: (readonly string[])[]): (readonly string[])[] {
  const [header, ...others] = rows;
  const below = others.filter((row) => row.some((cell) => cell !== ''));
  const short = below.length > 1 && below.every((row) => row.length === header.length + 1);
  return short ? [['', ...header], ...others] : rows;
}

/** So many rows tell what separates the columns. */
const SAMPLE = 50;

/**
 * What separates the columns: the character that cuts all of the first rows into as many cells. A semicolon goes before a comma
 * that cuts no finer, because then the comma is the decimal sign.
 */
function delimiterOf(file: string, head: string): string {
  if (head.trim() === '') throw new Error(`${file} is empty`);
  const cuts = ['\t', ';', ',', ' '].map((delimiter) => ({ delimiter, ...cutBy(head, delimiter) }));
  const even = cuts.filter(({ isEven }) => isEven);
  const [tab, semicolon, comma] = ['\t', ';', ','].map((one) =>
    even.find(({ delimiter }) => delimiter === one),
  );
  if (tab) return '\t';
  if (semicolon && semicolon.cells >= (comma?.cells ?? 0)) return ';';
  if (comma) return ',';
  const blank = even.find(({ delimiter }) => delimiter === ' ');
  const uneven = cuts.find(({ cells, delimiter }) => cells > 1 && delimiter !== ' ');
  if (blank && blank.cells > (uneven?.cells ?? 0)) return ' ';
  if (uneven) return uneven.delimiter;
  const line = head.trim().split(/\r\n|\r|\n/)[0];
  throw new Error(
    `${file}, line 1: no comma, tab or semicolon; its columns must be separated by one of them. It begins with ` +
      `"${line.slice(0, 60)}"`,
  );
}

/** Cells of the first row that is cut, and whether all rows have as many (one more below R's header). */
function cutBy(head: string, delimiter: string): { readonly cells: number; readonly isEven: boolean } {
  const { data } = parse<string[]>(head, { delimiter, preview: 4 * SAMPLE });
  // The last row may be cut short, unless it is the only one.
  const whole = data.length > 2 && data.length < 4 * SAMPLE ? data.slice(0, -1) : data;
  const rows = whole
    .map((row) => (delimiter === ' ' ? row.filter((cell) => cell !== '') : row))
    .filter((row) => !/^[#!]/.test(row[0] ?? '') && row.some((cell) => cell.trim() !== ''));
  const start = Math.max(
    0,
    rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1),
  );
  const [first, ...others] = rows.slice(start, start + SAMPLE);
  const cells = first?.length ?? 0;
  const width = others[0]?.length ?? cells;
  const isEven =
    width > 1 && others.every((row) => row.length === width) && (cells === width || cells === width - 1);
  return { cells, isEven };
}
