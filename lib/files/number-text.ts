import { place, type Table } from './csv';

/** What a comma inside a number is. */
export const COMMAS = ['decimal', 'thousands'] as const;
export type Comma = (typeof COMMAS)[number];

/** 1,234 may be either. */
const UNCLEAR = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
/** 1.234,56, as it is written where the comma is the decimal sign. */
const POINTS_AND_COMMA = /^[+-]?\d{1,3}(\.\d{3})+,\d+$/;
/** 12 345,6 and 12'345.6. */
const SPACED = /^[+-]?\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+([.,]\d+)?$/;
const POINT = /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i;

/** Whether a number is written with a comma that may be a decimal sign or part a thousand from the rest. */
export const hasUnclearComma = (cell: string): boolean => UNCLEAR.test(cell);

/** A table whose numbers are plain ones, and what was changed about them, for a report. */
export interface PlainNumbers {
  readonly rows: readonly (readonly string[])[];
  readonly remarks: readonly string[];
}

/**
 * Writes the numbers of a table with decimal points and without thousands separators. What a comma is, the cells decide
 * together: 0,1590 or 0,5 can only be decimals, 4,770.58 and 1,234,567 only thousands. Where all are as 1,234 it is the decimal
 * sign if semicolons separate the columns (there the comma is taken), else they are left as they are.
 * @param comma what commas are, where the user says it
 * @throws Error naming the places, where decimal commas and decimal points are mixed
 */
export function plainNumbers(table: Table, delimiter: string, comma?: Comma): PlainNumbers {
  const remarks: string[] = [];
  const seen = countForms(table.rows);
  const told =
    comma ??
    (seen.decimal > 0 === seen.thousands > 0
      ? seen.decimal + seen.thousands === 0 && seen.unclear > 0 && delimiter === ';'
        ? 'decimal'
        : null
      : seen.decimal > 0
        ? 'decimal'
        : 'thousands');
  const used = seen.decimal + seen.thousands + seen.unclear > 0 ? told : null;
  if (used === 'decimal') requireNoPoints(table);
  if (used !== null)
    remarks.push(used === 'decimal' ? 'decimal commas' : 'commas between thousands left out');
  if (seen.spaced > 0) remarks.push('blanks between thousands left out');
  if (remarks.length === 0) return { rows: table.rows, remarks };
  return { rows: table.rows.map((row) => row.map((cell) => plain(cell, used))), remarks };
}

function countForms(rows: Table['rows']) {
  const seen = { unclear: 0, thousands: 0, decimal: 0, spaced: 0 };
  for (const row of rows) {
    for (const cell of row) {
      if (SPACED.test(cell)) seen.spaced++;
      else if (!cell.includes(',')) continue;
      else if (UNCLEAR.test(cell)) seen.unclear++;
      else if (THOUSANDS.test(cell) && !/^[+-]?0/.test(cell)) seen.thousands++;
      else if (DECIMAL.test(cell) || POINTS_AND_COMMA.test(cell)) seen.decimal++;
    }
  }
  return seen;
}

function plain(cell: string, comma: Comma | null): string {
  if (SPACED.test(cell)) {
    const closed = cell.replace(/[ \u00a0\u2009\u202f'’]/g, '');
    return comma === 'thousands' ? closed : closed.replace(',', '.');
  }
  if (!cell.includes(',')) return cell;
  if (comma === 'thousands' && THOUSANDS.test(cell)) return cell.replaceAll(',', '');
  if (comma === 'decimal' && POINTS_AND_COMMA.test(cell)) return cell.replaceAll('.', '').replace(',', '.');
  if (comma === 'decimal' && DECIMAL.test(cell)) return cell.replace(',', '.');
  return cell;
}

/** Where commas are decimal, 1.234 may be a thousand or a decimal: nobody can tell. */
function requireNoPoints(table: Table): void {
  const find = (form: RegExp): { at: string; cell: string } | null => {
    for (const [row, cells] of table.rows.entries()) {
      const column = cells.findIndex((cell) => form.test(cell));
      if (column >= 0) return { at: place(table, row, column), cell: cells[column] };
    }
    return null;
  };
  const [point, comma] = [find(POINT), find(DECIMAL)];
  if (point === null || comma === null) return;
  throw new Error(
    `${point.at}: "${point.cell}" has a decimal point, and ${comma.at} "${comma.cell}" a decimal comma. Save the file with ` +
      'one of them.',
  );
}
