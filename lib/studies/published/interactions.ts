import { basename } from 'node:path';
import type { SparseMatrix } from '../../math/sparse-matrix';
import { selectGenes } from '../gene-names';
import { readSymmetricTriplets } from '../../files/matrix-file';
import { readGeneNames } from './network-files';

/**
 * Protein interactions among the genes of a study: scores by 1-based rows of one list of genes, found by name in another.
 * @param path triplets of one triangle and the diagonal; the other triangle is filled in.
 * @param namesPath the list of genes that the rows count.
 * @returns n x n, symmetric, scores as they stand.
 * @throws Error naming file and line: a row number outside the list, no gene in common, or no interaction among the genes.
 */
export async function readInteractions(
  path: string,
  namesPath: string,
  genes: readonly string[],
): Promise<SparseMatrix> {
  const names = await readGeneNames(namesPath);
  const all = await readSymmetricTriplets(path, names.length);
  const among = selectGenes(all, names, genes, basename(namesPath));
  if (among.values.length === 0) {
    throw new Error(
      `${basename(path)} has no interaction among the study's ${genes.length} genes, such as ${genes[0]}; ` +
        'does it belong to the list of genes it was read with?',
    );
  }
  return among;
}
