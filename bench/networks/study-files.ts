import { join } from 'node:path';
import { numberAt, writeCsv } from '../../lib/files/csv';
import { readDelimited } from '../../lib/files/delimited';
import { entriesOf, type SparseMatrix } from '../../lib/math/sparse-matrix';
import type { Series } from '../../lib/studies/study';

/** The series that a method may learn from, a line a sample: the number of its series, its time, the level of each gene. */
export function writeSeries(folder: string, genes: readonly string[], series: readonly Series[]): string {
  const file = join(folder, 'series.csv');
  writeCsv(file, ['series', 'time', ...genes], samplesOf(series));
  return file;
}

/**
 * Cells, each a sample by itself, from a table of genes x cells: what GENIE3 is given where there is no time.
 * @throws Error for a gene that the table lacks, a cell of it that is no number
 */
export async function writeCells(
  folder: string,
  genes: readonly string[],
  expression: string,
): Promise<string> {
  const table = await readDelimited(expression);
  const rowOf = new Map(table.rows.map(([gene], row) => [gene, row]));
  const rows = genes.map((gene) => {
    const row = rowOf.get(gene);
    if (row === undefined) throw new Error(`${expression} has no line of gene ${gene}`);
    return row;
  });
  const file = join(folder, 'cells.csv');
  const cells = table.rows[0]
    .slice(1)
    .map((_, k) => [k + 1, 0, ...rows.map((row) => numberAt(table, row, k + 1))]);
  writeCsv(file, ['series', 'time', ...genes], cells);
  return file;
}

function* samplesOf(series: readonly Series[]): Generator<number[]> {
  for (const [number, { times, recorded }] of series.entries()) {
    for (let t = 0; t < times.length; t++) {
      const levels: number[] = [];
      for (let place = t; place < recorded.length; place += times.length) levels.push(recorded[place]);
      yield [number + 1, times[t], ...levels];
    }
  }
}

/** A prior as an edge list: its weights, or its signs where it has them. */
export function writePrior(folder: string, genes: readonly string[], prior: SparseMatrix): string {
  const file = join(folder, 'prior.csv');
  writeCsv(file, ['regulator', 'target', 'sign'], edgesOf(genes, prior));
  return file;
}

function* edgesOf(genes: readonly string[], prior: SparseMatrix): Generator<string[]> {
  for (const [regulator, target, value] of entriesOf(prior)) {
    if (value !== 0) yield [genes[regulator], genes[target], value < 0 ? '-' : '+'];
  }
}
