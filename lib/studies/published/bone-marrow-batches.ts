/** The lineages of blood formation that are followed from the stem cell on (section 5.3). */
export const LINEAGES = ['erythroid', 'monocyte', 'bcell'] as const;
export type Lineage = (typeof LINEAGES)[number];

/** The batches: S1D2 is donor 2 at site 1. */
export type Batch = 'S1D2' | 'S1D1' | 'S2D1' | 'S2D4' | 'S3D6';

/** The batch that trains, the one that validates, and those that test. */
export const TRAINING_BATCH = 'S1D2';
export const VALIDATION_BATCH = 'S1D1';
export const TEST_BATCHES = ['S2D1', 'S2D4', 'S3D6'] as const;

/** How many cells each batch has once it is prepared; null where none is published. */
export const CELLS: Readonly<Record<Lineage, Readonly<Record<Batch, number | null>>>> = {
  erythroid: { S1D2: 280, S1D1: 1197, S2D1: 687, S2D4: null, S3D6: 160 },
  monocyte: { S1D2: 824, S1D1: 998, S2D1: 1441, S2D4: 1323, S3D6: 315 },
  bcell: { S1D2: 168, S1D1: 482, S2D1: 391, S2D4: 1005, S3D6: 48 },
};

/** The registered name of a batch's file. */
export function batchFile(lineage: Lineage, batch: Batch): string {
  return `marrow-${lineage === 'bcell' ? 'b' : lineage}-${batch.toLowerCase()}`;
}

/** @throws RangeError for what is none of the lineages */
export function checkLineage(lineage: Lineage): void {
  if (!LINEAGES.includes(lineage)) {
    throw new RangeError(`lineage is one of ${LINEAGES.join(', ')}, not "${String(lineage)}"`);
  }
}

/** The test batches of a lineage that are published. @throws RangeError for another lineage */
export function testBatches(lineage: Lineage): Batch[] {
  checkLineage(lineage);
  return TEST_BATCHES.filter((batch) => CELLS[lineage][batch] !== null);
}

/** The published batches of a lineage and what each is for, in the order of the study's training, validation and test series. */
export function marrowBatches(
  lineage: Lineage,
): { readonly name: Batch; readonly role: 'training' | 'validation' | 'test' }[] {
  return [
    { name: TRAINING_BATCH, role: 'training' },
    { name: VALIDATION_BATCH, role: 'validation' },
    ...testBatches(lineage).map((name) => ({ name, role: 'test' as const })),
  ];
}
