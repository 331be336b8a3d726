import type { SparseMatrix } from '../../math/sparse-matrix';
import { filledRows } from '../gene-names';
import { asRecorded } from '../measured';
import { readInteractions } from './interactions';
import { locateAll, type Places } from '../../downloads/locate';
import { readGeneNames } from './network-files';
import { readReference } from './reference-file';
import type { Series, Study } from '../study';
import { readTrajectories } from './trajectory-file';

/** What is published of the paper's own 11165 genes in small files: enough for the baselines, not for a training. */
export interface BreastCancerReference extends Required<Pick<Study, 'genes' | 'assayed' | 'regulators'>> {
  /** The 8 test times. */
  readonly test: Series;
  /** ChIP-seq edges, n x n, entries 1: 61 rows. */
  readonly truth: SparseMatrix;
}

/**
 * The test times, the transcription factors (986 genes with protein interactions) and the ChIP-seq reference (226514 edges) of all 11165
 * genes of section 5.2. Their expression at the other times is in a file that is too large to be registered.
 * @returns null where the files are not at hand: `npm run data -- breast-cancer` fetches them.
 * @throws Error naming file and line, for a file that does not hold what it should.
 */
export async function loadBreastCancerReference(places: Places = {}): Promise<BreastCancerReference | null> {
  const names = {
    genes: 'brca-11165-genes',
    test: 'brca-11165-test',
    interactions: 'brca-ppi',
    reference: 'brca-chip',
  };
  const { paths } = await locateAll(names, places);
  if (paths === null) return null;
  const genes = await readGeneNames(paths.genes);
  const [test] = await readTrajectories(paths.test, genes);
  const { edges, assayed } = await readReference(paths.reference, { regulator: 'from', target: 'to' }, genes);
  return {
    genes,
    assayed,
    regulators: filledRows(await readInteractions(paths.interactions, paths.genes, genes)),
    test: asRecorded(test),
    truth: edges,
  };
}
