import type { Places } from './locate';
import type { Study } from './study';

/** The lineages of blood formation that are followed from the stem cell on (section 5.3). */
export const LINEAGES = ['erythroid', 'monocyte', 'bcell'] as const;
export type Lineage = (typeof LINEAGES)[number];

export interface BoneMarrowOptions extends Places {
  readonly lineage: Lineage;
  /** Draws the stand-in where one is generated; the published batches are not drawn. */
  readonly seed: number;
  /** Generate a stand-in even where the published files are at hand. */
  readonly generated?: boolean;
}

/** The bone marrow study of section 5.3: one pseudotime series of cells a batch. */
export function loadBoneMarrowStudy(options: BoneMarrowOptions): Promise<Study> {
  return Promise.reject(new Error(`the ${options.lineage} study is still to come`));
}
