import { dataRows, lineName, numberAt, place, readTable, textAt, writeCsv } from '../files/csv';

/** Gene names and, in the same order, their influences. */
export interface InfluenceList {
  readonly genes: readonly string[];
  readonly influence: Float64Array;
}

/**
 * Reads influence scores, of this project's models or anyone's: a csv whose first line names the columns `gene` and
 * `influence` among whatever others; one gene a line.
 * @throws Error naming file, line, column and gene: for a header without these columns, a line without a gene, an influence
 *   that is not a number, a gene given twice, no gene at all
 */
export async function readInfluence(path: string): Promise<InfluenceList> {
  const table = await readTable(path);
  const header = table.rows[0].map((cell) => cell.trim());
  const [geneColumn, influenceColumn] = ['gene', 'influence'].map((name) => {
    const column = header.findIndex((cell) => cell.toLowerCase() === name);
    if (column >= 0) return column;
    throw new Error(
      `${place(table, 0)}: expected a header with the columns gene and influence, found "${header.join(',')}"`,
    );
  });
  const genes: string[] = [];
  const influence: number[] = [];
  const rowOf = new Map<string, number>();
  for (const row of dataRows(table)) {
    const gene = textAt(table, row, geneColumn);
    const earlier = rowOf.get(gene);
    if (earlier !== undefined) {
      throw new Error(`${place(table, row)}: gene ${gene} was already given in ${lineName(table, earlier)}`);
    }
    rowOf.set(gene, row);
    genes.push(gene);
    influence.push(numberAt(table, row, influenceColumn, `gene ${gene}`));
  }
  if (genes.length === 0) throw new Error(`${table.file} holds a header but no gene`);
  return { genes, influence: Float64Array.from(influence) };
}

/** Writes what `readInfluence` reads, in the order given. @throws RangeError when they do not pair up; Error when it cannot be written */
export function writeInfluence(path: string, { genes, influence }: InfluenceList): void {
  if (genes.length !== influence.length) {
    throw new RangeError(`${genes.length} genes cannot have ${influence.length} influences`);
  }
  writeCsv(
    path,
    ['gene', 'influence'],
    genes.map((gene, k) => [gene, influence[k]]),
  );
}
