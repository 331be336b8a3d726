import type { ExpressionFile, MissingValue, RawSeries, Rename } from './expression';
import { describeCell, isBlank, isMissing, numberOf, type TextTable } from './table';
import { SHIFT } from './wide';
import { place } from '../../files/read-table';

const COLUMNS = ['gene', 'time', 'value', 'series'] as const;
type Column = (typeof COLUMNS)[number];

/** One value of the file, with the line it stands in. */
interface Measurement {
  readonly row: number;
  readonly gene: number;
  readonly time: number;
  readonly value: number;
}

/**
 * The long layout: a header that names the columns gene, time, value and, where there are several, series, in any order,
 * then one line a value, in any order. Every gene must have a value at every time of every series.
 * @throws Error naming file, line, gene and the way out
 */
export function longExpression(table: TextTable, rename: Rename): ExpressionFile {
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
        `${place(file, row)}: ${cells.length} cells, but the header has ${rows[0].length}. A name or a number holds a ` +
          'separator, or the line was cut short.',
      );
    }
    const written = cells[columns.gene];
    if (written === '') throw new Error(`${place(file, row, columns.gene)}: a line without a gene`);
    const gene = rename(written);
    const about = `gene ${gene}`;
    const time = numberOf(cells[columns.time]);
    const atTime = place(file, row, columns.time, about);
    if (time === null)
      throw new Error(`${atTime}: expected a time, found ${describeCell(cells[columns.time])}`);
    if (time < 0) throw new Error(`${atTime}: the time ${time} is negative. ${SHIFT}`);
    const series = columns.series === undefined ? '' : cells[columns.series];
    if (columns.series !== undefined && series === '') {
      throw new Error(`${place(file, row, columns.series, about)}: a line without a series`);
    }
    const cell = cells[columns.value];
    const value = numberOf(cell);
    const complaint = `${place(file, row, columns.value, about)}: ${describeCell(cell)}`;
    if (value === null && !isMissing(cell)) throw new Error(`${complaint} is no number`);
    if (value === null) missing.push({ gene, complaint });
    let index = geneIndex.get(gene);
    if (index === undefined) geneIndex.set(gene, (index = geneIndex.size));
    const measurements = bySeries.get(series) ?? [];
    if (measurements.length === 0) bySeries.set(series, measurements);
    measurements.push({ row, gene: index, time, value: value ?? NaN });
  }
  if (geneIndex.size === 0) throw new Error(`${file} has a header and no value`);
  const genes = [...geneIndex.keys()];
  const series = [...bySeries].map(([name, measurements]) =>
    seriesOf(file, name, genes, measurements, missing),
  );
  return { file, layout: 'long', genes, series, missing };
}

function columnsOf({
  file,
  rows,
}: TextTable): Record<Exclude<Column, 'series'>, number> & { series?: number } {
  const columns: Partial<Record<Column, number>> = {};
  rows[0].forEach((cell, column) => {
    const name = COLUMNS.find((known) => known === cell.toLowerCase());
    if (name === undefined || columns[name] !== undefined) {
      throw new Error(
        `${place(file, 0, column)}: a column "${cell}"${name ? ' a second time' : ''}; the long layout has ` +
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
  file: string,
  name: string,
  genes: readonly string[],
  measurements: readonly Measurement[],
  missing: MissingValue[],
): RawSeries {
  const of = name === '' ? '' : ` of series ${name}`;
  const times = Float64Array.from(new Set(measurements.map(({ time }) => time))).sort();
  if (times.length < 2) {
    throw new Error(
      `${place(file, measurements[0].row)}: ${times.length} time${of}: a series needs at least two. Replicates at a single ` +
        'time hold no dynamics: drop them.',
    );
  }
  const column = new Map([...times].map((time, t) => [time, t]));
  const levels = new Float64Array(genes.length * times.length).fill(NaN);
  const lines = new Int32Array(levels.length);
  for (const { row, gene, time, value } of measurements) {
    const k = gene * times.length + (column.get(time) as number);
    if (lines[k] > 0) {
      throw new Error(
        `${place(file, row, undefined, `gene ${genes[gene]}`)}: a second value at time ${time}${of}, the first stands in ` +
          `line ${lines[k]}. Average the two, or tell replicates apart by a column series.`,
      );
    }
    lines[k] = row + 1;
    levels[k] = value;
  }
  for (let k = 0; k < lines.length; k++) {
    if (lines[k] > 0) continue;
    const gene = genes[Math.floor(k / times.length)];
    missing.push({
      gene,
      complaint: `${file} (gene ${gene}): no line at time ${times[k % times.length]}${of}`,
    });
  }
  return { name, times, levels };
}
