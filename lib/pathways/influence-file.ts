import { isFilled, numberIn, place, readTable, textAt } from '../files/read-table';
import { writeWhole } from '../files/write-file';

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
  const table = await readTable(path, ',', false);
  const header = (table.rows[0] ?? []).map((cell) => String(cell ?? '').trim());
  const [geneColumn, influenceColumn] = ['gene', 'influence'].map((name) => {
    const column = header.findIndex((cell) => cell.toLowerCase() === name);
    if (column >= 0) return column;
    throw new Error(
      `${place(table.file, 0)}: expected a header with the columns gene and influence, found "${header.join(',')}"`,
    );
  });
  const genes: string[] = [];
  const influence: number[] = [];
  const rowOf = new Map<string, number>();
  for (const [row, cells] of table.rows.entries()) {
    if (row === 0 || !cells.some(isFilled)) continue;
    const gene = textAt(table, row, geneColumn);
    const about = `gene ${gene}`;
    const earlier = rowOf.get(gene);
    if (earlier !== undefined) {
      throw new Error(`${place(table.file, row)}: gene ${gene} was already given in line ${earlier + 1}`);
    }
    rowOf.set(gene, row);
    const cell = cells[influenceColumn];
    genes.push(gene);
    influence.push(numberIn(String(cell ?? ''), () => place(table.file, row, influenceColumn, about)));
  }
  if (genes.length === 0) throw new Error(`${table.file} holds a header but no gene`);
  return { genes, influence: Float64Array.from(influence) };
}

/** Writes what `readInfluence` reads, in the order given. @throws RangeError when they do not pair up; Error when it cannot be written */
export function writeInfluence(path: string, { genes, influence }: InfluenceList): void {
  if (genes.length !== influence.length) {
    throw new RangeError(`${genes.length} genes cannot have ${influence.length} influences`);
  }
  const lines = genes.map((gene, k) => `${quoted(gene)},${influence[k]}`);
  writeWhole(path, `gene,influence\n${lines.join('\n')}\n`);
}

/** A csv cell, in quotes where it needs them. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
