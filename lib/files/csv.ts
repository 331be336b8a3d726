import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { parse, unparse, type ParseResult } from 'papaparse';
import { textOf } from './text-file';
import { writeWhole } from './write-file';

/** Rows of text as they stand, header included; rows may differ in length. Blank lines are rows of one empty cell. */
export interface Table {
  /** What errors call it: the name of the file. */
  readonly file: string;
  readonly rows: readonly (readonly string[])[];
  /** The line that each row begins in, from 0 (a cell may hold line breaks); null for what was no file: then rows are counted. */
  readonly lines: readonly number[] | null;
}

/**
 * Goes through the rows of a delimited file (RFC 4180: a cell with a delimiter, a quote or a line break stands in quotes), which
 * may be larger than memory and is unpacked on the way where it is gzip. Blank lines at the end are left out.
 * @param take gets the cells of a row, as the text that they are, and the line that it begins in, from 0.
 * @throws Error naming the file when it is missing, cannot be unpacked, or a quote is not closed; and what `take` throws.
 */
export function eachRow(
  path: string,
  delimiter: string,
  take: (cells: string[], line: number) => void,
): Promise<void> {
  return eachRowOf(basename(path), downloadedText(path), delimiter, take);
}

/** `eachRow` of a text that comes piece by piece, the first piece with a whole line. @param file what errors call it */
export function eachRowOf(
  file: string,
  pieces: AsyncIterable<string>,
  delimiter: string,
  take: (cells: string[], line: number) => void,
): Promise<void> {
  let line = 0;
  let blank: number[] = [];
  const takeAll = ({ data, errors }: ParseResult<string[]>): void => {
    if (errors.length > 0) {
      throw new Error(`${file} cannot be read as a table: ${errors[0].message}`);
    }
    for (const cells of data) {
      if (cells.length === 1 && cells[0] === '') blank.push(line);
      else {
        for (const earlier of blank) take([''], earlier);
        blank = [];
        take(cells, line);
      }
      line++;
      for (const cell of cells) if (/[\r\n]/.test(cell)) line += cell.split(/\r\n|\r|\n/).length - 1;
    }
  };
  return new Promise((resolve, reject) => {
    const text = Readable.from(pieces);
    const fail = (error: Error): void => {
      text.destroy();
      reject(error);
    };
    parse<string[]>(text, { delimiter, chunk: takeAll, complete: () => resolve(), error: fail });
  });
}

/** The text of a file that was published, in UTF-8. */
async function* downloadedText(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) throw new Error(`${path} does not exist; \`npm run data\` fetches the public files`);
  try {
    yield* textOf(path, 'utf-8');
  } catch (error) {
    throw new Error(
      `${basename(path)} cannot be read (${(error as Error).message}): delete it, then fetch it again with \`npm run data\``,
    );
  }
}

/** Reads a delimited file whole. @throws Error as `eachRow`, and for a file with nothing in it */
export async function readTable(path: string, delimiter = ','): Promise<Table> {
  const file = basename(path);
  const rows: string[][] = [];
  const lines: number[] = [];
  await eachRow(path, delimiter, (cells, line) => {
    rows.push(cells);
    lines.push(line);
  });
  if (rows.length === 0) throw new Error(`${file} cannot be read as a table: there is nothing in it`);
  return { file, rows, lines };
}

/**
 * Writes rows as csv, whole or not at all, made as they are written: a cell in quotes where it needs them, a number in the
 * shortest form that reads back as itself.
 * @throws Error that names the file when it cannot be written
 */
export function writeCsv(
  file: string,
  header: readonly string[],
  rows: Iterable<readonly (string | number | boolean)[]>,
): void {
  writeWhole(file, csvPieces(header, rows));
}

/** A text as a cell of a csv file: in quotes where it needs them. */
export function csvCell(text: string): string {
  return unparse([[text]]);
}

/** So many rows become text at once. */
const ROWS_AT_ONCE = 4096;

function* csvPieces(
  header: readonly string[],
  rows: Iterable<readonly (string | number | boolean)[]>,
): Generator<Uint8Array> {
  let piece: (readonly (string | number | boolean)[])[] = [header];
  const text = (): Buffer => Buffer.from(`${unparse(piece as unknown[][], { newline: '\n' })}\n`);
  for (const row of rows) {
    piece.push(row);
    if (piece.length < ROWS_AT_ONCE) continue;
    yield text();
    piece = [];
  }
  if (piece.length > 0) yield text();
}

/** The finite decimal number that a text is, or null. */
export function numberOf(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The finite number that a text spells. @throws Error naming the place, for any other text. */
export function numberIn(text: string, where: () => string): number {
  const cell = text.trim();
  const value = numberOf(cell);
  if (value !== null) return value;
  throw new Error(
    `${where()}: expected a number, found ${cell === '' ? 'an empty cell' : `"${cell}"`}; fill the cell in, or take the ` +
      'gene out of all files of the study',
  );
}

/**
 * The finite number in a cell.
 * @param about what the row is about, such as the gene's name, for the error.
 * @throws Error naming file, line, column and `about`.
 */
export function numberAt(table: Table, row: number, column: number, about = ''): number {
  return numberIn(table.rows[row]?.[column] ?? '', () => place(table, row, column, about));
}

/** The text in a cell, without blanks around it. @throws Error naming file, line, column and `about`, for an empty cell. */
export function textAt(table: Table, row: number, column: number, about = ''): string {
  const text = (table.rows[row]?.[column] ?? '').trim();
  if (text !== '') return text;
  throw new Error(`${place(table, row, column, about)}: expected a text, found an empty cell`);
}

/** The rows that hold anything, from the one after the header on. */
export function dataRows({ rows }: Table, first = 1): number[] {
  return rows.flatMap((cells, row) => (row >= first && cells.some((cell) => cell !== '') ? [row] : []));
}

/**
 * "file.csv, line 3, column 2 (gene ABF1)", or of what was no file "prior DataFrame, row 2, column "target"".
 * @param where a table, or the name of a file
 * @param row of the table, or of the lines of the file, from 0; so is the column
 */
export function place(where: string | Table, row: number, column?: number, about = ''): string {
  const [file, line] =
    typeof where === 'string' ? [where, `line ${row + 1}`] : [where.file, lineName(where, row)];
  const title = typeof where === 'string' || where.lines ? null : where.rows[0][column ?? 0];
  const at = column === undefined ? '' : `, column ${title === null ? column + 1 : `"${title}"`}`;
  return `${file}, ${line}${at}${about && ` (${about})`}`;
}

/** "line 3" of a file; of what was none "row 2", counted from 1 below the header. */
export function lineName({ lines }: Table, row: number): string {
  if (lines) return `line ${(lines[row] ?? row) + 1}`;
  return row === 0 ? 'header' : `row ${row}`;
}
