import { locateAll, type Places } from '../../downloads/locate';

/** The sizes in which the breast cancer data are published: the most variable 500 or 2000 genes, or all of them. */
export const BREAST_CANCER_GENES = [500, 2000, 11165] as const;
export type BreastCancerGenes = (typeof BREAST_CANCER_GENES)[number];

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

/** What each size reads; the motif prior is published at 500 and at all genes. */
const FILES = {
  500: { genes: 'brca-500-genes', training: 'brca-500', test: 'brca-500-test', prior: 'brca-500-prior' },
  2000: { genes: 'brca-2000-genes', training: 'brca-2000', test: 'brca-2000-test', prior: 'promoter-scan' },
  11165: {
    genes: 'brca-11165-genes',
    training: 'brca-11165',
    test: 'brca-11165-test',
    prior: 'brca-11165-prior',
  },
} as const satisfies Record<BreastCancerGenes, object>;

/** The files of the study at that size, or the way to those that are not at hand. @throws Error for a damaged file. */
export async function breastCancerFiles(
  size: BreastCancerGenes,
  places: Places = {},
): Promise<BreastCancerFiles | { readonly missing: string }> {
  const located = await locateAll({ ...SHARED, ...FILES[size] }, places);
  return located.paths
    ? { ...located.paths, priorKind: size === 2000 ? 'promoter scan' : 'motif' }
    : { missing: `\`npm run data -- ${located.missing.join(' ')}\`` };
}
