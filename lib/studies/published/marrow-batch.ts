import { dataRows, numberAt, place, readTable, textAt, type Table } from '../../files/csv';
import { asRecorded } from '../measured';
import type { Series } from '../study';

/** Cells that the published preparation leaves out, at the beginning and at the end of a file. */
const LEFT_OUT = { first: 10, last: 20 } as const;

/** One batch, prepared. */
export interface MarrowBatch {
  readonly series: Series;
  /** Cells left out because an earlier one has the same pseudotime: no time passes between them. */
  readonly tied: number;
}

/**
 * Reads a batch of PathReg (tab separated, a line a cell: pseudotime, then the level of each gene) and prepares it as the
 * published study did: the first 10 and the last 20 cells of the file are left out, the others sorted by pseudotime, levels
 * scaled to [0, 1] over the whole batch (all genes together), pseudotime scaled to [0, 1].
 * @param genes of the study; columns are found by name.
 * @throws Error naming file, line, column and gene: a gene without a column or with two, a cell that is no number, too few
 *   cells, or cells that do not differ.
 */
export async function readMarrowBatch(path: string, genes: readonly string[]): Promise<MarrowBatch> {
  const table = await readTable(path, '\t');
  const columns = columnsOf(table, genes);
  const filled = dataRows(table);
  const cells = filled.slice(LEFT_OUT.first, -LEFT_OUT.last).map((row) => ({
    time: numberAt(table, row, 0, 'pseudotime'),
    levels: Float64Array.from(genes, (gene, k) => numberAt(table, row, columns[k], `gene ${gene}`)),
  }));
  cells.sort((a, b) => a.time - b.time); // stable: cells of one time stay in file order
  const kept = cells.filter(({ time }, k) => k === 0 || time > cells[k - 1].time);
  if (kept.length < 2) {
    throw new Error(
      `${table.file} has ${filled.length} cells: ${LEFT_OUT.first + LEFT_OUT.last} are left out, and of the others two must differ in pseudotime`,
    );
  }
  const toUnit = scaleOf(cells, table.file);
  const [from, to] = [kept[0].time, kept[kept.length - 1].time];
  const levels = new Float64Array(genes.length * kept.length);
  kept.forEach((cell, t) =>
    cell.levels.forEach((level, gene) => (levels[gene * kept.length + t] = toUnit(level))),
  );
  const times = Float64Array.from(kept, ({ time }) => (time - from) / (to - from));
  return { series: asRecorded({ times, levels }), tied: cells.length - kept.length };
}

/** Scales the levels of all cells and genes together to [0, 1]. */
function scaleOf(cells: readonly { levels: Float64Array }[], file: string): (level: number) => number {
  let [low, high] = [Infinity, -Infinity];
  for (const { levels } of cells) {
    for (const level of levels) {
      low = Math.min(low, level);
      high = Math.max(high, level);
    }
  }
  if (!(high > low))
    throw new Error(`${file}: all levels are ${low}; fetch the file again with \`npm run data\``);
  return (level) => (level - low) / (high - low);
}

/** The column of each gene. */
function columnsOf(table: Table, genes: readonly string[]): number[] {
  const columnOf = new Map<string, number>();
  table.rows[0].forEach((_, column) => {
    if (column === 0) return;
    const name = textAt(table, 0, column, 'name of a gene');
    if (columnOf.has(name)) throw new Error(`${place(table, 0, column)}: gene ${name} has two columns`);
    columnOf.set(name, column);
  });
  const missing = genes.filter((gene) => !columnOf.has(gene));
  if (missing.length > 0) {
    const others = missing.length > 1 ? ` nor for ${missing.length - 1} other genes` : '';
    throw new Error(
      `${place(table, 0)}: no column for gene ${missing[0]}${others} of the study's ${genes.length}; ` +
        'add it, take it out of the list of genes and the prior, or fetch the file again with `npm run data -- bone-marrow`',
    );
  }
  return genes.map((gene) => columnOf.get(gene) as number);
}
