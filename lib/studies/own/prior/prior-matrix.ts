import { numberOf, place, type Table } from '../../../files/csv';
import { isBlank } from '../table';

/** Which side of a matrix holds the regulators. */
export const MATRIX_SIDES = ['rows', 'columns'] as const;
export type MatrixSide = (typeof MATRIX_SIDES)[number];

/** A matrix over names, such as a prior: one line for a row, one column for a name of the header. */
export interface NamedMatrix {
  /** Column of the names of the rows. */
  readonly names: number;
  /** First column of numbers; they go on to the last. */
  readonly first: number;
  readonly regulators: MatrixSide;
  /** What it was recognised as and how it was decided which side regulates. */
  readonly format: string;
}

/** So many rows tell whether a table is a matrix. */
const SAMPLE = 50;

/**
 * Whether a table is a matrix of regulators and targets, by name: below texts in the header stand numbers, beside texts in one
 * column. CellOracle's base GRN (peak_id, gene_short_name, then a column a factor) says itself that columns regulate; of others the
 * side with fewer names does, where the other side has all of them or at least twice as many.
 * @param ends columns whose titles are those of an edge list, or null; a gene may be called TF or TG
 * @param asked which side regulates, where the user says it
 * @returns null for a table that is no matrix
 * @throws Error where nothing tells which side regulates, or the rows have no names
 */
export function matrixIn(
  table: Table,
  ends: readonly number[] | null,
  asked?: MatrixSide,
): NamedMatrix | null {
  const [header, ...others] = table.rows;
  const body = others.filter((row) => !isBlank(row));
  const sample = body.slice(0, SAMPLE);
  if (sample.length === 0) return null;
  const isNumeric = (column: number): boolean => sample.every((row) => numberOf(row[column] ?? '') !== null);
  let first = header.length;
  while (first > 0 && isNumeric(first - 1)) first--;
  const columns = header.slice(first);
  if (columns.length < 2 || columns.some((title) => title === '' || numberOf(title) !== null)) return null;
  const base = header.findIndex((title) => /^gene_short_name$/i.test(title));
  const texts = header.flatMap((_, k) => (k < first && !isNumeric(k) ? [k] : []));
  if (ends !== null && (texts.length === 0 || ends.includes(texts[0]))) return null;
  if (texts.length === 0) {
    throw new Error(
      `${place(table, 0)}: a matrix without a column of row names: write the gene of every row into the first column.`,
    );
  }
  if (base < 0 && texts.length > 1) return null;
  const names = base < 0 ? texts[0] : base;
  const regulators =
    asked ??
    (base < 0
      ? sideOf(
          table,
          header[names],
          body.map((row) => row[names]),
          columns,
        )
      : 'columns');
  const what = base < 0 ? 'a matrix' : "CellOracle's base GRN";
  return {
    names,
    first,
    regulators,
    format: `${what} (${new Set(body.map((row) => row[names])).size} x ${columns.length}), regulators in ${regulators}`,
  };
}

function sideOf(
  table: Table,
  corner: string,
  rows: readonly string[],
  columns: readonly string[],
): MatrixSide {
  if (/^(regulators?|tfs?|source)$/i.test(corner)) return 'rows';
  if (/^(targets?)$/i.test(corner)) return 'columns';
  const [down, across] = [new Set(rows), new Set(columns)];
  const [few, many, side] =
    down.size < across.size ? ([down, across, 'rows'] as const) : ([across, down, 'columns'] as const);
  if (few.size < many.size && (2 * few.size <= many.size || [...few].every((name) => many.has(name))))
    return side;
  throw new Error(
    `${table.file} is a matrix of ${down.size} rows and ${across.size} columns, and either side may be the regulators: say it with ` +
      "{ regulators: 'rows' } or { regulators: 'columns' }.",
  );
}
