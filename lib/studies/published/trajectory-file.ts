import { numberAt, place, readTable, type Table } from '../../files/csv';
import type { Trajectory } from '../measured';

/**
 * Reads a trajectory file: line 1 holds the number of genes n and of trajectories; then each trajectory has n lines, one a
 * gene with one column a time, and a line of its times. Trajectories may have different numbers of times; the cells
 * beyond are empty.
 * @param genes names of the n genes, checked in number and used in errors.
 * @param ties whether times may be equal, as those of cells may.
 * @throws Error naming file, line, column and gene: a cell that is no number, a row longer or shorter than its times, times
 *   that do not ascend, another number of lines or genes than announced.
 */
export async function readTrajectories(
  path: string,
  genes?: readonly string[],
  ties: 'none' | 'equal times too' = 'none',
): Promise<Trajectory[]> {
  const table = await readTable(path);
  const { file, rows } = table;
  const n = countAt(table, 0, 'genes');
  const count = countAt(table, 1, 'trajectories');
  if (genes && genes.length !== n) {
    throw new Error(
      `${file} holds ${n} genes, but ${genes.length} are named; it takes the same genes as the list, one line each`,
    );
  }
  let lines = rows.length;
  while (lines > 1 && widthOf(rows[lines - 1]) === 0) lines--;
  if (lines !== 1 + count * (n + 1)) {
    throw new Error(
      `${file} has ${lines} lines; ${count} trajectories of ${n} genes with a line of times each take ${1 + count * (n + 1)}: ` +
        'the line of a gene is missing or given twice, or line 1 announces other numbers',
    );
  }
  return Array.from({ length: count }, (_, k) => trajectoryAt(table, 1 + k * (n + 1), n, ties, genes));
}

function trajectoryAt(
  table: Table,
  first: number,
  n: number,
  ties: 'none' | 'equal times too',
  genes?: readonly string[],
): Trajectory {
  const { rows } = table;
  const timesRow = first + n;
  const width = widthOf(rows[timesRow]);
  if (width < 2)
    throw new Error(`${place(table, timesRow)}: a trajectory needs at least 2 times, found ${width}`);
  const times = Float64Array.from({ length: width }, (_, t) => numberAt(table, timesRow, t, 'times'));
  for (let t = 1; t < width; t++) {
    if (!(times[t] > times[t - 1]) && !(ties !== 'none' && times[t] === times[t - 1])) {
      throw new Error(
        `${place(table, timesRow, t, 'times')}: times must ascend, ${times[t]} follows ${times[t - 1]}; sort ` +
          'the columns by time, and keep one of two at the same time',
      );
    }
  }
  const levels = new Float64Array(n * width);
  for (let gene = 0; gene < n; gene++) {
    const row = first + gene;
    const about = `gene ${genes?.[gene] ?? gene + 1}`;
    for (let t = 0; t < width; t++) levels[gene * width + t] = numberAt(table, row, t, about);
    const found = widthOf(rows[row]);
    if (found > width) {
      throw new Error(
        `${place(table, row, width, about)}: a value without a time (line ${timesRow + 1} has ${width})`,
      );
    }
  }
  return { times, levels };
}

/** The number of cells up to the last filled one. */
function widthOf(row: Table['rows'][number]): number {
  let width = row.length;
  while (width > 0 && row[width - 1] === '') width--;
  return width;
}

function countAt(table: Table, column: number, of: string): number {
  const value = numberAt(table, 0, column, `number of ${of}`);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`${place(table, 0, column)}: expected a number of ${of}, found ${value}`);
}
