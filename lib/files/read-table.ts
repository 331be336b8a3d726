import { existsSync } from 'node:fs';
import { basename } from 'node:path';

/** A cell as danfo reads it: a number where the text is one, null where there is none. */
export type Cell = number | string | boolean | null;

/** A file's rows as they stand, header included, blank lines kept: row k is line k + 1. Rows may differ in length. */
export interface Table {
  readonly file: string;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Reads a delimited file through danfo. Nothing is taken for a header and nothing is skipped, so that every complaint can
 * name the line; danfo types a cell by its text alone, so every cell must still be checked (`numberAt`, `textAt`).
 * @param typed false leaves every cell the text it is: a gene named 2310009E13 would become a number.
 * @throws Error when the file is missing, empty or no delimited text.
 */
export async function readTable(path: string, delimiter = ',', typed = true): Promise<Table> {
  const file = basename(path);
  if (!existsSync(path)) throw new Error(`${path} does not exist; \`npm run data\` fetches the public files`);
  // Loaded here and not above: danfo brings native TensorFlow with it, which takes seconds.
  const { readCSV } = await import('danfojs-node');
  // A variable, because danfo's types leave out the options that it hands on to its parser.
  const options = { frameConfig: {}, header: false, skipEmptyLines: false, delimiter, dynamicTyping: typed };
  try {
    const frame = await readCSV(path, options);
    return { file, rows: frame.values as Cell[][] };
  } catch (error) {
    throw new Error(`${file} cannot be read as a table: ${(error as Error).message}`);
  }
}

/**
 * The finite number in a cell.
 * @param about what the row is about, such as the gene's name, for the error.
 * @throws Error naming file, line, column and `about`.
 */
export function numberAt({ file, rows }: Table, row: number, column: number, about = ''): number {
  const cell = rows[row]?.[column];
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  // danfo leaves numbers of more than 15 digits before the point, and only those, as text.
  if (typeof cell === 'string' && /^-?\d+$/.test(cell)) return Number(cell);
  throw notANumber(place(file, row, column, about), cell);
}

/** The finite number that a text spells. @throws Error naming the place, for any other text. */
export function numberIn(text: string, where: () => string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw notANumber(where(), text.trim());
}

/** The text in a cell, without blanks around it. @throws Error naming file, line, column and `about`, for an empty cell. */
export function textAt({ file, rows }: Table, row: number, column: number, about = ''): string {
  const cell = rows[row]?.[column];
  const text = cell === null || cell === undefined ? '' : String(cell).trim();
  if (text !== '') return text;
  throw new Error(`${place(file, row, column, about)}: expected a text, found an empty cell`);
}

/** Whether there is anything in a cell. */
export function isFilled(cell: Cell | undefined): boolean {
  return cell !== null && cell !== undefined && cell !== '';
}

/** "file.csv, line 3, column 2 (gene ABF1)", from 0-based row and column. */
export function place(file: string, row: number, column?: number, about = ''): string {
  return `${file}, line ${row + 1}${column === undefined ? '' : `, column ${column + 1}`}${about && ` (${about})`}`;
}

/** Names the place and the way out: no value is made up for a cell that has none. */
const notANumber = (where: string, cell: Cell | undefined): Error =>
  new Error(
    `${where}: expected a number, found ${shown(cell)}; fill the cell in, or take the gene out of all files of the study`,
  );

const shown = (cell: Cell | undefined): string => (isFilled(cell) ? `"${String(cell)}"` : 'an empty cell');
