import { readFile } from 'node:fs/promises';
import type { Table } from './csv';

/** Whether a file begins as .xlsx (a zip archive) or .xls (a compound document) does. */
export function isSpreadsheet(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 4)).toString('latin1');
  return start === 'PK\x03\x04' || start === '\xd0\xcf\x11\xe0';
}

/**
 * The first sheet of a spreadsheet that holds anything, as text: numbers in the shortest form that reads back as themselves and
 * not as they are shown, dates as they are shown, for they may once have been names.
 * @returns the table, and the names of the other sheets that hold anything
 * @throws Error naming the file, where it is no spreadsheet or an empty one
 */
export async function readSpreadsheet(
  path: string,
  file: string,
): Promise<{ readonly table: Table; readonly sheet: string; readonly others: readonly string[] }> {
  const { read, utils, SSF } = await import('xlsx');
  const advice = 'save the sheet as csv';
  const book = await readFile(path).then((bytes) => {
    try {
      return read(bytes, { dense: true, cellNF: true, cellText: true });
    } catch (error) {
      throw new Error(`${file} cannot be read as a spreadsheet (${(error as Error).message}): ${advice}`);
    }
  });
  const filled = book.SheetNames.filter((name) =>
    (book.Sheets[name]['!data'] ?? []).some((row) => row?.some((cell) => cell?.v !== undefined)),
  );
  if (filled.length === 0) throw new Error(`${file} has no sheet with anything in it: ${advice}`);
  const [sheet, ...others] = filled;
  const data = book.Sheets[sheet]['!data'] ?? [];
  const range = utils.decode_range(book.Sheets[sheet]['!ref'] as string);
  const columns = Array.from({ length: range.e.c - range.s.c + 1 }, (_, k) => range.s.c + k);
  const numbers = Array.from({ length: range.e.r - range.s.r + 1 }, (_, k) => range.s.r + k);
  const rows = numbers.map((row) =>
    columns.map((column) => {
      const cell = data[row]?.[column];
      if (cell?.v === undefined || cell.t === 'e') return cell?.t === 'e' ? (cell.w ?? '#N/A') : '';
      if (cell.t === 'n' && cell.z !== undefined && SSF.is_date(String(cell.z)))
        return cell.w ?? String(cell.v);
      return String(cell.v);
    }),
  );
  return { table: { file, rows, lines: numbers }, sheet, others };
}
