import { basename } from 'node:path';
import type { SparseMatrix } from '../../math/sparse-matrix';
import { expectCommonNames, rowsOfGenes } from '../gene-names';
import { eachRow, numberIn, place } from '../../files/csv';

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
  let kept: KeptColumn[] = [];
  await eachRow(path, ',', (cells, row) => {
    if (row === 0) {
      targets = cells.slice(1);
      kept = keptColumns(file, targets, rows);
      return;
    }
    const [factor] = cells;
    const regulator = rows.get(factor);
    names.push(factor);
    if (regulator === undefined) return;
    const about = `regulator ${factor}`;
    if (found.has(regulator)) throw new Error(`${place(file, row, 0, about)}: given twice`);
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
  });
  expectCommonNames(file, names, genes);
  expectCommonNames(file, targets, genes);
  return assemble(genes.length, found);
}

/** A target that is a gene of the study: its column in the file and in the study. */
interface KeptColumn {
  readonly name: string;
  readonly cell: number;
  readonly column: number;
}

/** The file's columns that are kept, in the order of the study. */
function keptColumns(
  file: string,
  targets: readonly string[],
  rows: ReadonlyMap<string, number>,
): KeptColumn[] {
  const kept = targets.flatMap((name, k) => {
    const column = rows.get(name);
    return column === undefined ? [] : [{ name, cell: k + 1, column }];
  });
  kept.sort((a, b) => a.column - b.column);
  const twice = kept.find(({ column }, k) => kept[k - 1]?.column === column);
  if (twice) throw new Error(`${place(file, 0, twice.cell)}: target ${twice.name} is given twice`);
  return kept;
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
