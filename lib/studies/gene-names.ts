import { entriesOf, fromEntries, type Entry, type SparseMatrix } from '../math/sparse-matrix';

/** The row of every gene. */
export function rowsOfGenes(genes: readonly string[]): ReadonlyMap<string, number> {
  return new Map(genes.map((gene, row) => [gene, row] as const));
}

/**
 * Makes sure that a file and a study speak of the same species and spell genes the same way.
 * @param names as `file` has them.
 * @throws Error with an example of either side, when no name is in both.
 */
export function expectCommonNames(file: string, names: Iterable<string>, genes: readonly string[]): void {
  const known = new Set(genes);
  let example: string | undefined;
  for (const name of names) {
    if (known.has(name)) return;
    example ??= name;
  }
  throw new Error(
    `${file} has no gene in common with the study: it names genes like ${example ?? '(none)'}, the study like ` +
      `${genes[0]}. Is it of another species, or of another naming? Take a file with human gene symbols, or rename its genes`,
  );
}

/**
 * A square matrix over other genes, found by name; a gene that the matrix does not know gets an empty row and column.
 * @param matrix over `names`.
 * @param file that it came from, for the error.
 * @returns genes x genes.
 * @throws Error when no name is in both lists.
 */
export function selectGenes(
  matrix: SparseMatrix,
  names: readonly string[],
  genes: readonly string[],
  file: string,
): SparseMatrix {
  expectCommonNames(file, names, genes);
  const rows = rowsOfGenes(genes);
  const target = names.map((name) => rows.get(name));
  const entries: Entry[] = [];
  for (const [i, j, value] of entriesOf(matrix)) {
    const [row, column] = [target[i], target[j]];
    if (row !== undefined && column !== undefined) entries.push([row, column, value]);
  }
  return fromEntries(genes.length, genes.length, entries);
}

/** The rows that hold an entry, ascending. */
export function filledRows({ rows, rowStart }: SparseMatrix): number[] {
  return Array.from({ length: rows }, (_, row) => row).filter((row) => rowStart[row + 1] > rowStart[row]);
}
