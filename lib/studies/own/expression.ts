import { longExpression } from './long';
import { readTextTable, type TextTable } from './table';
import { wideExpression } from './wide';

/** One series as a file has it: genes in the file's order. */
export interface RawSeries {
  /** '' where the file names no series. */
  readonly name: string;
  /** T times, strictly ascending. */
  readonly times: Float64Array;
  /** genes x T, row-major; NaN where the file has no value. */
  readonly levels: Float64Array;
}

/** A value that a file lacks. */
export interface MissingValue {
  readonly gene: string;
  /** "file.csv, line 3, column 2 (gene ABF1): an empty cell". */
  readonly complaint: string;
}

/** What an expression file holds. */
export interface ExpressionFile {
  readonly file: string;
  readonly layout: 'wide' | 'long';
  readonly genes: readonly string[];
  readonly series: readonly RawSeries[];
  readonly missing: readonly MissingValue[];
}

/** Changes a name before anything is compared with it. */
export type Rename = (name: string) => string;

/**
 * Reads an expression file in the layout that its first line shows: long where it names the columns gene, time and value
 * (and perhaps series), else wide, genes x times.
 * @throws Error naming file, line, column, gene and the way out for whatever is not as documented; a missing value is no
 *   error yet
 */
export async function readExpression(path: string, rename: Rename): Promise<ExpressionFile> {
  const table = await readTextTable(path);
  return isLong(table) ? longExpression(table, rename) : wideExpression(table, rename);
}

function isLong({ rows }: TextTable): boolean {
  const header = rows[0].map((cell) => cell.toLowerCase());
  return ['gene', 'time', 'value'].every((name) => header.includes(name));
}
