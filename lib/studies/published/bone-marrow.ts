import {
  batchFile,
  testBatches,
  TEST_BATCHES,
  TRAINING_BATCH,
  VALIDATION_BATCH,
  type Batch,
  type Lineage,
} from './bone-marrow-batches';
import { boneMarrowStandIn } from './bone-marrow-stand-in';
import { normalised } from '../coregulation';
import { filledRows } from '../gene-names';
import { readInteractions } from './interactions';
import { locateAll, type Places } from '../../downloads/locate';
import { readMarrowBatch } from './marrow-batch';
import { readSquareMatrix } from '../../files/matrix-file';
import { readGeneNames } from './network-files';
import type { Study } from '../study';
import { hashed } from '../study-hash';

export { LINEAGES, type Lineage } from './bone-marrow-batches';

export interface BoneMarrowOptions extends Places {
  readonly lineage: Lineage;
  /** Draws the stand-in where one is generated; nothing of the published data is drawn. */
  readonly seed: number;
  /** Generate a stand-in even where the published files are at hand. */
  readonly generated?: boolean;
}

/** The files of one lineage. */
export interface BoneMarrowFiles {
  readonly genes: string;
  readonly prior: string;
  /** The interactions of the breast cancer study, and the genes that they are numbered by. */
  readonly interactions: string;
  readonly interactionGenes: string;
  /** A file a batch. */
  readonly batches: Readonly<Partial<Record<Batch, string>>>;
}

/**
 * The bone marrow study of section 5.3: 529 genes along the pseudotime of one lineage, one series a batch; S1D2 trains, S1D1
 * validates, S2D1, S2D4 and S3D6 test. The prior A is the published 0/1 motif prior, `regulators` its rows; C is rebuilt by
 * name from the protein interactions of the breast cancer study. There is no reference network.
 *
 * Where the published files are not at hand a generated stand-in of the same shape comes back, and says so.
 * @throws Error naming file, line and gene, for a file that does not hold what it should.
 */
export async function loadBoneMarrowStudy(options: BoneMarrowOptions): Promise<Study> {
  const { lineage, seed, generated = false } = options;
  if (generated) return boneMarrowStandIn(lineage, seed);
  const published: Batch[] = [TRAINING_BATCH, VALIDATION_BATCH, ...testBatches(lineage)];
  const batches = await locateAll(
    Object.fromEntries(published.map((batch) => [batch, batchFile(lineage, batch)])) as Record<Batch, string>,
    options,
  );
  const shared = await locateAll(
    {
      genes: 'marrow-genes',
      prior: 'marrow-prior',
      interactions: 'brca-ppi',
      interactionGenes: 'brca-11165-genes',
    },
    options,
  );
  if (!batches.paths || !shared.paths) return boneMarrowStandIn(lineage, seed);
  return readBoneMarrowStudy(lineage, { ...shared.paths, batches: batches.paths });
}

/** The study that these files make. @throws Error as `loadBoneMarrowStudy`. */
export async function readBoneMarrowStudy(lineage: Lineage, files: BoneMarrowFiles): Promise<Study> {
  const genes = await readGeneNames(files.genes);
  const prior = await readSquareMatrix(files.prior, genes);
  const interactions = await readInteractions(files.interactions, files.interactionGenes, genes);
  const tests = TEST_BATCHES.filter((batch) => files.batches[batch] !== undefined);
  const remarks: string[] = [];
  const read = async (batch: Batch): Promise<Study['test'][number]> => {
    const path = files.batches[batch];
    if (path === undefined) throw new Error(`the ${lineage} study needs a file of batch ${batch}`);
    const { series, tied } = await readMarrowBatch(path, genes);
    if (tied > 0) {
      remarks.push(
        `Batch ${batch}: left out because another cell has the same pseudotime: ${tied} of ${series.times.length + tied} cells.`,
      );
    }
    return series;
  };
  const training = [await read(TRAINING_BATCH)];
  const validation = [await read(VALIDATION_BATCH)];
  const test = [];
  for (const batch of tests) test.push(await read(batch));

  const regulators = filledRows(prior);
  const known = new Set(filledRows(interactions));
  remarks.unshift(
    'No protein interactions are published for these genes: C is rebuilt by gene name from those of the breast cancer study, ' +
      `which know ${regulators.filter((gene) => known.has(gene)).length} of the prior's ${regulators.length} transcription factors.`,
    ...TEST_BATCHES.filter((batch) => !tests.includes(batch)).map(
      (batch) =>
        `Batch ${batch} of this lineage is not public: the test set has the other ${tests.length} of ${TEST_BATCHES.length} batches.`,
    ),
  );
  return hashed({
    name: `hema-${lineage}`,
    source:
      `published ${lineage} lineage of the bone marrow over pseudotime, ${genes.length} genes; train ${TRAINING_BATCH}, ` +
      `validate ${VALIDATION_BATCH}, test ${tests.join(', ')}; published motif prior; rebuilt protein interactions`,
    genes,
    training,
    validation,
    test,
    prior,
    coregulation: normalised(interactions),
    truth: null,
    regulators,
    remarks,
  });
}
