import { lineName, numberOf, place, type Table } from '../../files/csv';
import type { ExpressionFile, MissingValue, NamedSeries } from './series';
import type { Rename } from './spellings';
import { describeCell, isBlank, isMissing, readTextTable, type TableSource } from './table';

/**
 * Reads an expression file in the layout that its first line shows: long where it names the columns gene, time and value
 * (and perhaps series), else wide, genes x times.
 * @param what an error calls a DataFrame
 * @throws Error naming file, line, column, gene and the way out for whatever is not as documented; a missing value is no
 *   error yet
 */
export async function readExpression(
  source: TableSource,
  rename: Rename,
  what = 'expression',
): Promise<ExpressionFile> {
  const table = await readTextTable(source, what);
  const header = table.rows[0].map((cell) => cell.toLowerCase());
  const isLong = ['gene', 'time', 'value'].every((name) => header.includes(name));
  return isLong ? longExpression(table, rename) : wideExpression(table, rename);
}

const CUT = 'A name or a number holds a separator, or the line was cut short.';
const SHIFT = 'Add a constant to all times of the series: only the intervals between them matter.';
const REPLICATES =
  'Replicates are series of their own: one file each, or the long layout with a column series.';

/**
 * The wide layout, one series a file: the header has a title (anything) and the times, every further row a gene's name and
 * its value at each time.
 */
function wideExpression(table: Table, rename: Rename): ExpressionFile {
  const { file, rows } = table;
  const times = timesOf(table);
  const rowOf = new Map<string, number>();
  const missing: MissingValue[] = [];
  const levels: number[] = [];
  for (let row = 1; row < rows.length; row++) {
    const cells = rows[row];
    if (isBlank(cells)) continue;
    const gene = rowGene(table, row, rename, rowOf);
    if (cells.length !== times.length + 1) {
      throw new Error(
        `${place(table, row, undefined, `gene ${gene}`)}: ${cells.length} cells, but the header has ` +
          `${times.length + 1}. ${CUT}`,
      );
    }
    for (let t = 0; t < times.length; t++) levels.push(valueAt(table, row, t + 1, gene, missing));
  }
  if (rowOf.size === 0) throw new Error(`${file} has a header and no gene`);
  const series = [{ name: '', times, levels: Float64Array.from(levels) }];
  return { file, layout: 'wide', genes: [...rowOf.keys()], series, missing };
}

function rowGene(table: Table, row: number, rename: Rename, rowOf: Map<string, number>): string {
  const written = table.rows[row][0];
  if (written === '') throw new Error(`${place(table, row, 0)}: a row without a gene: name it or drop it`);
  const gene = rename(written);
  const earlier = rowOf.get(gene);
  if (earlier !== undefined) {
    const was = gene === written ? '' : ` ("${written}" renamed)`;
    throw new Error(
      `${place(table, row, 0, `gene ${gene}`)}: the gene stands in ${lineName(table, earlier)} already${was}. ` +
        'Average such rows, keep one of them, or give them names of their own.',
    );
  }
  rowOf.set(gene, row);
  return gene;
}

function timesOf(table: Table): Float64Array {
  const [header, ...rows] = table.rows;
  const firstRow = rows.find((row) => !isBlank(row));
  if (firstRow && firstRow.length === header.length + 1) {
    throw new Error(
      `${place(table, 0)}: the header has one cell less than the rows. R's write.table leaves out the cell above the row ` +
        'names: write with col.names = NA.',
    );
  }
  const cells = header.slice(1);
  if (cells.length < 2) {
    throw new Error(`${place(table, 0)}: ${cells.length} time: a series needs at least two, one a column`);
  }
  const texts = cells.filter((cell) => numberOf(cell) === null).length;
  if (texts > cells.length / 2 && firstRow && numberOf(firstRow[0]) !== null) {
    throw new Error(
      `${place(table, 0, 1)}: "${cells[0]}" is no time. The table seems to lie on its side: rows are genes, columns are ` +
        'times; transpose it.',
    );
  }
  const times = new Float64Array(cells.length);
  cells.forEach((cell, t) => {
    const at = place(table, 0, t + 1, 'times');
    const time = timeIn(cell, at, ` ${timeHint(cell)}`);
    if (t > 0 && time === times[t - 1]) throw new Error(`${at}: the time ${time} comes twice. ${REPLICATES}`);
    if (t > 0 && time < times[t - 1]) {
      throw new Error(
        `${at}: the time ${time} follows ${times[t - 1]}. Sort the columns by time. ${REPLICATES}`,
      );
    }
    times[t] = time;
  });
  return times;
}

function timeHint(cell: string): string {
  if (/^x\d/i.test(cell)) return 'R writes an X before a number in a header unless check.names = FALSE.';
  return 'The header holds the times as plain numbers; the long layout needs the columns gene, time and value.';
}

function timeIn(cell: string, at: string, hint = ''): number {
  const time = numberOf(cell);
  if (time === null)
    throw new Error(`${at}: expected a time, found ${describeCell(cell)}${hint && `.${hint}`}`);
  if (time < 0) throw new Error(`${at}: the time ${time} is negative. ${SHIFT}`);
  return time;
}

/** The value in a cell, NaN where it is missing. */
function valueAt(table: Table, row: number, column: number, gene: string, missing: MissingValue[]): number {
  const cell = table.rows[row][column];
  const value = numberOf(cell);
  if (value !== null) return value;
  const complaint = `${place(table, row, column, `gene ${gene}`)}: ${describeCell(cell)}`;
  if (!isMissing(cell)) throw new Error(`${complaint} is no number`);
  missing.push({ gene, complaint });
  return NaN;
}

const COLUMNS = ['gene', 'time', 'value', 'series'] as const;
type Column = (typeof COLUMNS)[number];

/** One value of the file, with the row it stands in. */
interface Measurement {
  readonly row: number;
  readonly gene: number;
  readonly time: number;
  readonly value: number;
}

/**
 * The long layout: a header that names the columns gene, time, value and, where there are several, series, in any order,
 * then one line a value, in any order. Every gene must have a value at every time of every series.
 */
function longExpression(table: Table, rename: Rename): ExpressionFile {
  const { file, rows } = table;
  const columns = columnsOf(table);
  const geneIndex = new Map<string, number>();
  const missing: MissingValue[] = [];
  const bySeries = new Map<string, Measurement[]>();
  for (let row = 1; row < rows.length; row++) {
    const cells = rows[row];
    if (isBlank(cells)) continue;
    if (cells.length !== rows[0].length) {
      throw new Error(
        `${place(table, row)}: ${cells.length} cells, but the header has ${rows[0].length}. ${CUT}`,
      );
    }
    const written = cells[columns.gene];
    if (written === '') throw new Error(`${place(table, row, columns.gene)}: a line without a gene`);
    const gene = rename(written);
    const about = `gene ${gene}`;
    const time = timeIn(cells[columns.time], place(table, row, columns.time, about));
    const series = columns.series === undefined ? '' : cells[columns.series];
    if (columns.series !== undefined && series === '') {
      throw new Error(`${place(table, row, columns.series, about)}: a line without a series`);
    }
    const value = valueAt(table, row, columns.value, gene, missing);
    let index = geneIndex.get(gene);
    if (index === undefined) geneIndex.set(gene, (index = geneIndex.size));
    const measurements = bySeries.get(series) ?? [];
    if (measurements.length === 0) bySeries.set(series, measurements);
    measurements.push({ row, gene: index, time, value });
  }
  if (geneIndex.size === 0) throw new Error(`${file} has a header and no value`);
  const genes = [...geneIndex.keys()];
  const series = [...bySeries].map(([name, measurements]) =>
    seriesOf(table, name, genes, measurements, missing),
  );
  return { file, layout: 'long', genes, series, missing };
}

function columnsOf(table: Table): Record<Exclude<Column, 'series'>, number> & { series?: number } {
  const columns: Partial<Record<Column, number>> = {};
  table.rows[0].forEach((cell, column) => {
    const name = COLUMNS.find((known) => known === cell.toLowerCase());
    if (name === undefined || columns[name] !== undefined) {
      throw new Error(
        `${place(table, 0, column)}: a column "${cell}"${name ? ' a second time' : ''}; the long layout has ` +
          'gene, time, value and, where there are several series, series. Rename it or drop it.',
      );
    }
    columns[name] = column;
  });
  const { gene, time, value, series } = columns;
  // The layout was told by these three.
  return { gene: gene as number, time: time as number, value: value as number, series };
}

function seriesOf(
  table: Table,
  name: string,
  genes: readonly string[],
  measurements: readonly Measurement[],
  missing: MissingValue[],
): NamedSeries {
  const of = name === '' ? '' : ` of series ${name}`;
  const times = Float64Array.from(new Set(measurements.map(({ time }) => time))).sort();
  if (times.length < 2) {
    throw new Error(
      `${place(table, measurements[0].row)}: ${times.length} time${of}: a series needs at least two. Replicates at a single ` +
        'time hold no dynamics: drop them.',
    );
  }
  const column = new Map([...times].map((time, t) => [time, t]));
  const levels = new Float64Array(genes.length * times.length).fill(NaN);
  /** The row of each value; 0, the header's, where there is none. */
  const rows = new Int32Array(levels.length);
  for (const { row, gene, time, value } of measurements) {
    const k = gene * times.length + (column.get(time) as number);
    if (rows[k] > 0) {
      throw new Error(
        `${place(table, row, undefined, `gene ${genes[gene]}`)}: a second value at time ${time}${of}, the first stands in ` +
          `${lineName(table, rows[k])}. Average the two, or tell replicates apart by a column series.`,
      );
    }
    rows[k] = row;
    levels[k] = value;
  }
  rows.forEach((row, k) => {
    if (row > 0) return;
    const gene = genes[Math.floor(k / times.length)];
    const time = times[k % times.length];
    missing.push({ gene, complaint: `${table.file} (gene ${gene}): no line at time ${time}${of}` });
  });
  return { name, times, levels };
}
