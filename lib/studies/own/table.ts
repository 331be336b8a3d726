import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { place, readTable } from '../../files/read-table';

/** A user's file: every cell as the text it is, without blanks around it. Row k is line k + 1. */
export interface TextTable {
  readonly file: string;
  readonly rows: readonly (readonly string[])[];
}

/** How much of a file is looked at to tell what it is. */
const HEAD_BYTES = 65536;

/**
 * Reads a comma- or tab-separated text of the user's own; the first filled line says which.
 * @throws Error naming the file and the way out, for what is missing, empty, compressed, a spreadsheet, in UTF-16,
 *   separated by something else, or has a line break inside a cell
 */
export async function readTextTable(path: string): Promise<TextTable> {
  const file = basename(path);
  const delimiter = delimiterOf(file, await headOf(path));
  const { rows } = await readTable(path, delimiter, false);
  const texts = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)).trim()));
  // A byte order mark hides the quotes of the first cell from the parser.
  texts[0][0] = texts[0][0].replace(/^\uFEFF/, '').replace(/^"(.*)"$/, '$1');
  texts.forEach((row, k) => {
    const column = row.findIndex((cell) => /[\r\n]/.test(cell));
    if (column >= 0) {
      throw new Error(
        `${place(file, k, column)}: a line break inside a cell, from a quote that is not closed or from two kinds of ` +
          'line ends in one file. Save it again with one kind of line end and without quotes.',
      );
    }
  });
  return { file, rows: texts };
}

/** Whether nothing is in a row. */
export function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell === '');
}

/** The finite number that a text is, or null. */
export function numberOf(cell: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
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
