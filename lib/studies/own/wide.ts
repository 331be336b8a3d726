import type { ExpressionFile, MissingValue, Rename } from './expression';
import { describeCell, isBlank, isMissing, numberOf, type TextTable } from './table';
import { place } from '../../files/read-table';

/**
 * The wide layout, one series a file: the header has a title (anything) and the times, every further row a gene's name and
 * its value at each time.
 * @throws Error naming file, line, column, gene and the way out
 */
export function wideExpression(table: TextTable, rename: Rename): ExpressionFile {
  const { file, rows } = table;
  const times = timesOf(table);
  const genes: string[] = [];
  const lineOf = new Map<string, number>();
  const missing: MissingValue[] = [];
  const levels: number[] = [];
  for (let row = 1; row < rows.length; row++) {
    const cells = rows[row];
    if (isBlank(cells)) continue;
    const gene = geneAt(table, row, rename, lineOf);
    if (cells.length !== times.length + 1) {
      throw new Error(
        `${place(file, row, undefined, `gene ${gene}`)}: ${cells.length} cells, but the header has ` +
          `${times.length + 1}. A name or a number holds a separator, or the line was cut short.`,
      );
    }
    for (let t = 0; t < times.length; t++) {
      const cell = cells[t + 1];
      const value = numberOf(cell);
      const complaint = `${place(file, row, t + 1, `gene ${gene}`)}: ${describeCell(cell)}`;
      if (value === null && !isMissing(cell)) throw new Error(`${complaint} is no number`);
      if (value === null) missing.push({ gene, complaint });
      levels.push(value ?? NaN);
    }
    genes.push(gene);
  }
  if (genes.length === 0) throw new Error(`${file} has a header and no gene`);
  return {
    file,
    layout: 'wide',
    genes,
    series: [{ name: '', times, levels: Float64Array.from(levels) }],
    missing,
  };
}

function geneAt({ file, rows }: TextTable, row: number, rename: Rename, lineOf: Map<string, number>): string {
  const written = rows[row][0];
  if (written === '') throw new Error(`${place(file, row, 0)}: a row without a gene: name it or drop it`);
  const gene = rename(written);
  const earlier = lineOf.get(gene);
  if (earlier !== undefined) {
    const was = gene === written ? '' : ` ("${written}" renamed)`;
    throw new Error(
      `${place(file, row, 0, `gene ${gene}`)}: the gene stands in line ${earlier} already${was}. ` +
        'Average such rows, keep one of them, or give them names of their own.',
    );
  }
  lineOf.set(gene, row + 1);
  return gene;
}

function timesOf({ file, rows }: TextTable): Float64Array {
  const [header] = rows;
  const firstRow = rows.slice(1).find((row) => !isBlank(row));
  if (firstRow && firstRow.length === header.length + 1) {
    throw new Error(
      `${place(file, 0)}: the header has one cell less than the rows. R's write.table leaves out the cell above the row ` +
        'names: write with col.names = NA.',
    );
  }
  const cells = header.slice(1);
  if (cells.length < 2) {
    throw new Error(`${place(file, 0)}: ${cells.length} time: a series needs at least two, one a column`);
  }
  const texts = cells.filter((cell) => numberOf(cell) === null).length;
  if (texts > cells.length / 2 && firstRow && numberOf(firstRow[0]) !== null) {
    throw new Error(
      `${place(file, 0, 1)}: "${cells[0]}" is no time. The table seems to lie on its side: rows are genes, columns are ` +
        'times; transpose it.',
    );
  }
  const times = new Float64Array(cells.length);
  cells.forEach((cell, t) => {
    const at = place(file, 0, t + 1, 'times');
    const time = numberOf(cell);
    if (time === null)
      throw new Error(`${at}: expected a time, found ${describeCell(cell)}. ${timeHint(cell)}`);
    if (time < 0) throw new Error(`${at}: the time ${time} is negative. ${SHIFT}`);
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

/** What to do about times below 0. */
export const SHIFT = 'Add a constant to all times of the series: only the intervals between them matter.';
const REPLICATES =
  'Replicates are series of their own: one file each, or the long layout with a column series.';

function timeHint(cell: string): string {
  if (/^x\d/i.test(cell)) return 'R writes an X before a number in a header unless check.names = FALSE.';
  return 'The header holds the times as plain numbers; the long layout needs the columns gene, time and value.';
}
