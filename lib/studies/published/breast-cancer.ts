import { mapValues, type SparseMatrix } from '../../math/sparse-matrix';
import {
  BREAST_CANCER_GENES,
  breastCancerFiles,
  type BreastCancerFiles,
  type BreastCancerGenes,
} from './breast-cancer-files';
import { breastCancerStandIn } from './breast-cancer-stand-in';
import { splitBreastCancer } from './breast-cancer-split';
import { normalised } from '../coregulation';
import { filledRows } from '../gene-names';
import { asRecorded } from '../measured';
import { readInteractions } from './interactions';
import type { Places } from '../../downloads/locate';
import { readMotifPrior } from './motif-prior';
import { readGeneNames } from './network-files';
import type { PairChoice } from '../pair-segments';
import { readPromoterScan } from './promoter-scan';
import { readReference } from './reference-file';
import type { Study } from '../study';
import { hashed } from '../study-hash';
import { readTrajectories } from './trajectory-file';

export type { BreastCancerGenes } from './breast-cancer-files';

/** The genes of the paper's study. */
const ALL_GENES = 11165;

export interface BreastCancerOptions extends Places {
  readonly genes: BreastCancerGenes;
  /** Draws the validation pairs, and the stand-in where one is generated. */
  readonly seed: number;
  /** `random` (the default): 8 pairs anywhere; `block`: 8 consecutive pairs. */
  readonly validation?: PairChoice;
  /** So many times on either side of the test times neither train nor validate; 0 unless told. */
  readonly testGap?: number;
  /** Generate a stand-in even where the published files are at hand. */
  readonly generated?: boolean;
  /** Without the published files fail, and generate nothing. */
  readonly required?: boolean;
}

/**
 * The breast cancer study of section 5.2: the expression of tumours ordered along one pseudotime, 186 times. The 8 middle
 * times test; no pair that touches them, or spans them, is trained on. Of the 176 pairs that remain 8 validate and 168
 * train. The prior A is the motif prior W0 by absolute value (its published signs are random) where it is published, else a
 * promoter scan; C the protein interactions; `truth` the ChIP-seq edges, known for the rows in `assayed` alone.
 *
 * Where the published files are not at hand a generated stand-in of the same shape comes back, and says so.
 * @throws RangeError for another number of genes; Error naming the way to files that are `required` and not at hand; file, line and gene, for a file that does not hold what it should.
 */
export async function loadBreastCancerStudy(options: BreastCancerOptions): Promise<Study> {
  const { genes: size, seed, validation = 'random', testGap, generated = false } = options;
  if (!BREAST_CANCER_GENES.includes(size)) {
    throw new RangeError(`genes is one of ${BREAST_CANCER_GENES.join(', ')}, not ${String(size)}`);
  }
  if (generated) return breastCancerStandIn(size, seed, { validation, testGap });
  const files = await breastCancerFiles(size, options);
  if ('missing' in files && options.required) {
    throw new Error(
      `the published data of ${size} genes are not here: ${files.missing} fetches them; or take generated data of that shape ` +
        '{ generated: true }',
    );
  }
  return 'missing' in files
    ? breastCancerStandIn(size, seed, { validation, testGap, way: files.missing })
    : readBreastCancerStudy(files, options);
}

/** The study that these files make. @throws Error as `loadBreastCancerStudy`. */
export async function readBreastCancerStudy(
  files: BreastCancerFiles,
  { seed, validation = 'random', testGap }: Pick<BreastCancerOptions, 'seed' | 'validation' | 'testGap'>,
): Promise<Study> {
  const genes = await readGeneNames(files.genes);
  const [expression] = await readTrajectories(files.training, genes);
  const [test] = await readTrajectories(files.test, genes);
  const interactions = await readInteractions(files.interactions, files.allGenes, genes);
  const reference = await readReference(files.reference, { regulator: 'from', target: 'to' }, genes);
  const prior =
    files.priorKind === 'motif'
      ? mapValues(await readMotifPrior(files.prior, genes), Math.abs)
      : await readPromoterScan(files.prior, genes);
  const { held, ...split } = splitBreastCancer(
    asRecorded(expression),
    asRecorded(test),
    seed,
    validation,
    testGap,
  );
  return hashed({
    name: `brca${genes.length}`,
    source:
      `published expression of ${genes.length} genes in breast tumours over pseudotime; ` +
      `${files.priorKind === 'motif' ? 'published motif prior W0' : 'substitute prior: promoter scan'}; ` +
      `protein interactions; ChIP-seq reference; ${held}`,
    genes,
    ...split,
    prior,
    coregulation: normalised(interactions),
    truth: reference.edges,
    assayed: reference.assayed,
    regulators: filledRows(interactions),
    remarks: remarksOn(files.priorKind, genes.length, prior, reference),
  });
}

function remarksOn(
  kind: BreastCancerFiles['priorKind'],
  genes: number,
  prior: SparseMatrix,
  { assayed, regulatorsInFile }: { readonly assayed: readonly number[]; readonly regulatorsInFile: number },
): string[] {
  return [
    ...(genes < ALL_GENES
      ? [`These are the ${genes} most variable of the ${ALL_GENES} genes that the paper's study has.`]
      : []),
    kind === 'motif'
      ? 'The signs of the published motif prior are random: its absolute value is used.'
      : `Substitute prior: the motif prior of these genes is not at hand; a promoter scan (${filledRows(prior).length} ` +
        `transcription factors, ${prior.values.length} edges), which agrees less with the reference, takes its place.`,
    `The reference is ChIP-seq of ${regulatorsInFile} transcription factors, ${assayed.length} of them among these ` +
      'genes: it says nothing about what other genes regulate.',
  ];
}
