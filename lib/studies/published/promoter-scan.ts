import { basename } from 'node:path';
import type { SparseMatrix } from '../../math/sparse-matrix';
import { expectCommonNames, rowsOfGenes } from '../gene-names';
import { readLines } from '../../files/read-lines';
import { numberIn, place } from '../../files/read-table';

/**
 * Reads a prior from a matrix with names: a header line of targets, then a line a transcription factor, its name first (plain
 * or gzipped csv). Only the study's genes are kept, so that a genome-wide scan costs no more memory than they take.
 * @returns n x n, row = regulator, column = target.
 * @throws Error naming file, line, column and gene: a cell that is no number, a line of another length, a factor or target
 *   given twice, or no gene in common with the study.
 */
export async function readPromoterScan(path: string, genes: readonly string[]): Promise<SparseMatrix> {
  const file = basename(path);
  const rows = rowsOfGenes(genes);
  const found = new Map<number, { columns: number[]; values: number[] }>();
  const names: string[] = [];
  let targets: string[] = [];
  /** Column of the file and of the study, by the latter. */
  let kept: { name: string; cell: number; column: number }[] = [];
  let row = 0;
  for await (const line of readLines(path)) {
    if (row === 0) {
      targets = line.split(',').slice(1);
      kept = targets.flatMap((name, k) => {
        const column = rows.get(name);
        return column === undefined ? [] : [{ name, cell: k + 1, column }];
      });
      kept.sort((a, b) => a.column - b.column);
      const twice = kept.find(({ column }, k) => kept[k - 1]?.column === column);
      if (twice) throw new Error(`${place(file, 0, twice.cell)}: target ${twice.name} is given twice`);
    } else {
      const factor = line.slice(0, Math.max(0, line.indexOf(',')));
      const regulator = rows.get(factor);
      names.push(factor);
      if (regulator !== undefined) {
        const about = `regulator ${factor}`;
        if (found.has(regulator)) throw new Error(`${place(file, row, 0, about)}: given twice`);
        const cells = line.split(',');
        if (cells.length !== targets.length + 1) {
          throw new Error(
            `${place(file, row, undefined, about)}: ${cells.length} cells under a header of ${targets.length + 1}`,
          );
        }
        const entry = { columns: [] as number[], values: [] as number[] };
        for (const { name, cell, column } of kept) {
          const value = numberIn(cells[cell], () => place(file, row, cell, `${about}, target ${name}`));
          if (value === 0) continue;
          entry.columns.push(column);
          entry.values.push(value);
        }
        found.set(regulator, entry);
      }
    }
    row++;
  }
  expectCommonNames(file, names, genes);
  expectCommonNames(file, targets, genes);
  return assemble(genes.length, found);
}

function assemble(
  n: number,
  found: ReadonlyMap<number, { readonly columns: number[]; readonly values: number[] }>,
): SparseMatrix {
  const rowStart = new Int32Array(n + 1);
  for (let row = 0; row < n; row++) rowStart[row + 1] = rowStart[row] + (found.get(row)?.columns.length ?? 0);
  const columns = new Int32Array(rowStart[n]);
  const values = new Float64Array(rowStart[n]);
  for (const [row, entry] of found) {
    columns.set(entry.columns, rowStart[row]);
    values.set(entry.values, rowStart[row]);
  }
  return { rows: n, cols: n, rowStart, columns, values };
}
