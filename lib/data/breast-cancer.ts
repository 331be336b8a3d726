import type { Places } from './locate';
import type { Study } from './study';

/** The sizes in which the breast cancer data are published: the most variable 500 or 2000 genes, or all of them. */
export type BreastCancerGenes = 500 | 2000 | 11165;

export interface BreastCancerOptions extends Places {
  readonly genes: BreastCancerGenes;
  /** Draws the validation pairs, and the stand-in where one is generated. */
  readonly seed: number;
  /** `random` (the default): 8 pairs anywhere; `block`: 8 consecutive pairs. */
  readonly validation?: 'random' | 'block';
  /** Generate a stand-in even where the published files are at hand. */
  readonly generated?: boolean;
}

/** The breast cancer study of section 5.2: one pseudotime series of tumour samples. */
export function loadBreastCancerStudy(options: BreastCancerOptions): Promise<Study> {
  return Promise.reject(new Error(`the breast cancer study of ${options.genes} genes is still to come`));
}
