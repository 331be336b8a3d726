import { basename } from 'node:path';
import { fromEntries, type Entry, type SparseMatrix } from '../../math/sparse-matrix';
import { expectCommonNames, rowsOfGenes } from '../gene-names';
import { eachRow, place } from '../../files/csv';

/** Measured regulations, such as those of ChIP-seq, among the genes of a study. */
export interface ReferenceNetwork {
  /** n x n, row = regulator, column = target; every entry 1. */
  readonly edges: SparseMatrix;
  /** The regulators of the file (rows) that are genes of the study, ascending, with a target among them or not. */
  readonly assayed: readonly number[];
  /** Distinct edges in the whole file, and its regulators. */
  readonly edgesInFile: number;
  readonly regulatorsInFile: number;
}

/**
 * Reads a list of edges by name (plain or gzipped csv with a header), each counted once however often it is listed.
 * @param columns the header's names of the regulator and the target column.
 * @param mayBeElsewhere whether the file may name none of the study's genes, as a short list of one cell type does.
 * @throws Error naming file and line: a column or a name that is missing, or no gene in common with the study.
 */
export async function readReference(
  path: string,
  columns: { readonly regulator: string; readonly target: string },
  genes: readonly string[],
  mayBeElsewhere = false,
): Promise<ReferenceNetwork> {
  const file = basename(path);
  const rows = rowsOfGenes(genes);
  const targetsOf = new Map<string, Set<string>>();
  let from = -1;
  let to = -1;
  await eachRow(path, ',', (cells, row) => {
    if (row === 0) {
      [from, to] = [columns.regulator, columns.target].map((name) =>
        cells.findIndex((cell) => cell.trim() === name),
      );
      if (from >= 0 && to >= 0) return;
      throw new Error(
        `${place(file, 0)}: expected the columns "${columns.regulator}" and "${columns.target}", found "${cells.join(',')}"`,
      );
    }
    const [regulator, target] = [cells[from]?.trim(), cells[to]?.trim()];
    if (!regulator || !target) {
      throw new Error(`${place(file, row)}: an edge takes two names, found "${cells.join(',')}"`);
    }
    const targets = targetsOf.get(regulator) ?? new Set();
    targetsOf.set(regulator, targets.add(target));
  });
  if (from < 0) throw new Error(`${file} is empty; fetch it again with \`npm run data\``);
  if (!mayBeElsewhere) expectCommonNames(file, namesIn(targetsOf), genes);
  return {
    edges: edgesAmong(targetsOf, rows),
    assayed: [...targetsOf.keys()].flatMap((name) => rows.get(name) ?? []).sort((a, b) => a - b),
    edgesInFile: [...targetsOf.values()].reduce((sum, targets) => sum + targets.size, 0),
    regulatorsInFile: targetsOf.size,
  };
}

function* namesIn(targetsOf: ReadonlyMap<string, ReadonlySet<string>>): Generator<string, void, undefined> {
  for (const [regulator, targets] of targetsOf) {
    yield regulator;
    yield* targets;
  }
}

function edgesAmong(
  targetsOf: ReadonlyMap<string, ReadonlySet<string>>,
  rows: ReadonlyMap<string, number>,
): SparseMatrix {
  const entries: Entry[] = [];
  for (const [regulator, targets] of targetsOf) {
    const row = rows.get(regulator);
    if (row === undefined) continue;
    for (const target of targets) {
      const column = rows.get(target);
      if (column !== undefined) entries.push([row, column, 1]);
    }
  }
  return fromEntries(rows.size, rows.size, entries);
}
