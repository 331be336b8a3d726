import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { locateAll, type Places } from '../../downloads/locate';
import { projectFolder } from '../../downloads/sources';

/** The sizes in which the breast cancer data are published: the most variable 500 or 2000 genes, or all of them. */
export type BreastCancerGenes = 500 | 2000 | 11165;

/** The files of one breast cancer study. */
export interface BreastCancerFiles {
  /** Names of the study's genes, and of all 11165, which the interactions are numbered by. */
  readonly genes: string;
  readonly allGenes: string;
  /** Expression at all pseudotimes or all but the test times, and at the test times. */
  readonly training: string;
  readonly test: string;
  /** The motif prior W0 over the study's genes, or the promoter scan that stands in for it. */
  readonly prior: string;
  readonly priorKind: 'motif' | 'promoter scan';
  readonly interactions: string;
  /** Edges by ChIP-seq. */
  readonly reference: string;
}

/** What all sizes read. */
const SHARED = { allGenes: 'brca-11165-genes', interactions: 'brca-ppi', reference: 'brca-chip' } as const;

/** Two files of all genes that are too large to be registered with their checksums: a user brings them. */
export const BROUGHT_FILES = {
  folder: 'QuackenbushLab/DASH/breast_cancer_data/clean_data',
  training: 'desmedt_11165genes_1sample_186T.csv',
  prior: 'edge_prior_matrix_desmedt_11165.csv',
} as const;

/** The files of the study at that size, or the way to those that are not at hand. @throws Error for a damaged file. */
export async function breastCancerFiles(
  size: BreastCancerGenes,
  places: Places = {},
): Promise<BreastCancerFiles | { readonly missing: string }> {
  if (size === 500) {
    const names = {
      genes: 'brca-500-genes',
      training: 'brca-500',
      test: 'brca-500-test',
      prior: 'brca-500-prior',
    };
    const located = await locateAll({ ...SHARED, ...names }, places);
    return located.paths ? { ...located.paths, priorKind: 'motif' } : { missing: wayTo(located.missing) };
  }
  if (size === 2000) {
    const names = {
      genes: 'brca-2000-genes',
      training: 'brca-2000',
      test: 'brca-2000-test',
      prior: 'promoter-scan',
    };
    const located = await locateAll({ ...SHARED, ...names }, places);
    return located.paths
      ? { ...located.paths, priorKind: 'promoter scan' }
      : { missing: wayTo(located.missing) };
  }
  const training = broughtFile(BROUGHT_FILES.training, places);
  if (training === null) {
    const { folder, training: expression, prior } = BROUGHT_FILES;
    return {
      missing:
        `\`npm run data -- breast-cancer\`, and put ${expression} (and ${prior}, for the motif prior) of ` +
        `https://github.com/QuackenbushLab/DASH, folder breast_cancer_data/clean_data, into data/downloads/${folder}`,
    };
  }
  const motif = broughtFile(BROUGHT_FILES.prior, places);
  const names = { genes: 'brca-11165-genes', test: 'brca-11165-test' };
  if (motif !== null) {
    const located = await locateAll({ ...SHARED, ...names }, places);
    if (!located.paths) return { missing: wayTo(located.missing) };
    return { ...located.paths, training, prior: motif, priorKind: 'motif' };
  }
  const located = await locateAll({ ...SHARED, ...names, prior: 'promoter-scan' }, places);
  if (!located.paths) return { missing: wayTo(located.missing) };
  return { ...located.paths, training, priorKind: 'promoter scan' };
}

const wayTo = (names: readonly string[]): string => `\`npm run data -- ${names.join(' ')}\``;

/** A file that a user put where its download or its mirror would be; it is not registered, so nothing verifies it. */
function broughtFile(name: string, { downloads, mirror }: Places): string | null {
  const folders = [
    downloads ?? join(projectFolder(), 'data', 'downloads'),
    mirror === undefined ? process.env.DASH_DATA_MIRROR : mirror,
  ];
  for (const folder of folders) {
    if (!folder) continue;
    const path = join(folder, BROUGHT_FILES.folder, name);
    if (existsSync(path)) return path;
  }
  return null;
}
