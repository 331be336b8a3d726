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
import { readMarrowBatch, type MarrowBatch } from './marrow-batch';
import { readSquareMatrix } from '../../files/matrix-file';
import { readGeneNames } from './network-files';
import { readPreparedBatch } from './prepared-batches';
import type { Series, Study } from '../study';
import { hashed } from '../study-hash';

export { LINEAGES, type Lineage } from './bone-marrow-batches';

export interface BoneMarrowOptions extends Places {
  readonly lineage: Lineage;
  /** Draws the stand-in where one is generated; nothing of the published data is drawn. */
  readonly seed: number;
  /** Generate a stand-in even where the published files are at hand. */
  readonly generated?: boolean;
  /** Take a test batch that no other public file has from the authors' prepared ones: S2D4 of the erythroid lineage. */
  readonly authorsData?: boolean;
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
  /** The authors' prepared test batches: a batch that has no file of its own is taken from there. */
  readonly preparedTest?: string;
}

/**
 * The bone marrow study of section 5.3: 529 genes along the pseudotime of one lineage, one series a batch; S1D2 trains, S1D1
 * validates, S2D1, S2D4 and S3D6 test. The prior A is the published 0/1 motif prior, `regulators` its rows; C is rebuilt by
 * name from the protein interactions of the breast cancer study. There is no reference network.
 *
 * Where the published files are not at hand a generated stand-in of the same shape comes back, and says so.
 * @throws RangeError for another lineage; Error naming file, line and gene, for a file that does not hold what it should.
 */
export async function loadBoneMarrowStudy(options: BoneMarrowOptions): Promise<Study> {
  const { lineage, seed, generated = false, authorsData = false } = options;
  if (authorsData && generated) {
    throw new RangeError("generated data are not the authors': ask for one of the two");
  }
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
  const wanting = authorsData && published.length < 2 + TEST_BATCHES.length;
  const prepared = wanting ? await locateAll({ preparedTest: `marrow-${lineage}-test` }, options) : null;
  const missing = [batches, shared, prepared].flatMap((part) => (part?.paths === null ? part.missing : []));
  if (wanting && missing.length > 0) {
    throw new Error(
      `the whole test set of the ${lineage} lineage is not here: \`npm run data -- ${missing.join(' ')}\` fetches it; or ` +
        'take { authorsData: false }',
    );
  }
  if (!batches.paths || !shared.paths) return boneMarrowStandIn(lineage, seed);
  return readBoneMarrowStudy(lineage, { ...shared.paths, ...prepared?.paths, batches: batches.paths });
}

/** The study that these files make. @throws Error as `loadBoneMarrowStudy`. */
export async function readBoneMarrowStudy(lineage: Lineage, files: BoneMarrowFiles): Promise<Study> {
  const genes = await readGeneNames(files.genes);
  const prior = await readSquareMatrix(files.prior, genes);
  const interactions = await readInteractions(files.interactions, files.interactionGenes, genes);
  const { batches, remarks } = await readBatches(lineage, files, genes);
  const tests = TEST_BATCHES.filter((batch) => batches.has(batch));
  const seriesOf = (names: readonly Batch[]): Series[] => names.flatMap((name) => batches.get(name) ?? []);
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
    training: seriesOf([TRAINING_BATCH]),
    validation: seriesOf([VALIDATION_BATCH]),
    test: seriesOf(tests),
    prior,
    coregulation: normalised(interactions),
    truth: null,
    regulators,
    remarks,
  });
}

/** The batches that have a file, and what is to be said of them. */
async function readBatches(
  lineage: Lineage,
  { batches: files, preparedTest }: BoneMarrowFiles,
  genes: readonly string[],
): Promise<{ batches: Map<Batch, Series>; remarks: string[] }> {
  const batches = new Map<Batch, Series>();
  const remarks: string[] = [];
  const add = (batch: Batch, { series, tied }: MarrowBatch): void => {
    batches.set(batch, series);
    if (tied === 0) return;
    remarks.push(
      `Batch ${batch}: left out because another cell has the same pseudotime: ${tied} of ${series.times.length + tied} cells.`,
    );
  };
  for (const batch of [TRAINING_BATCH, VALIDATION_BATCH, ...TEST_BATCHES] as const) {
    const path = files[batch];
    if (path !== undefined) add(batch, await readMarrowBatch(path, genes));
    else if (batch === TRAINING_BATCH || batch === VALIDATION_BATCH) {
      throw new Error(`the ${lineage} study needs a file of batch ${batch}`);
    }
  }
  if (preparedTest === undefined) return { batches, remarks };
  for (const batch of TEST_BATCHES.filter((name) => !batches.has(name))) {
    add(batch, await readPreparedBatch(preparedTest, batch, batches, genes));
    remarks.push(`Batch ${batch} is the authors' own preparation of its cells, which are not public.`);
  }
  return { batches, remarks };
}
