import type { SparseMatrix } from '../../math/sparse-matrix';
import { gigabytes } from './report';

/** What a pair of regulators that share targets takes while |A| |A|^T is made: its entry, grown, sorted twice, normalised. */
const BYTES_PER_PAIR = 80;

/** The most pairs of regulators that can share a target in a prior (row = regulator, column = target). */
export function sharingPairs({ rows, cols, rowStart, columns }: SparseMatrix): number {
  const regulatorsOf = new Float64Array(cols);
  for (const target of columns) regulatorsOf[target]++;
  let regulators = 0;
  for (let row = 0; row < rows; row++) if (rowStart[row + 1] > rowStart[row]) regulators++;
  return Math.min(
    regulators * regulators,
    regulatorsOf.reduce((sum, count) => sum + count * count, 0),
  );
}

/**
 * Checks, before it is made, that the co-regulation of a prior fits beside a training.
 * @param trains bytes that the training takes
 * @param limit bytes that are there
 * @returns the bytes it takes
 * @throws RangeError with both numbers and the ways out
 */
export function checkCoregulationMemory(
  file: string,
  prior: SparseMatrix,
  trains: number,
  limit: number,
): number {
  const pairs = sharingPairs(prior);
  const bytes = BYTES_PER_PAIR * pairs;
  if (trains + bytes <= limit) return bytes;
  throw new RangeError(
    `${file}: up to ${pairs} pairs of its regulators share targets; their co-regulation takes about ${gigabytes(bytes)} beside ` +
      `${gigabytes(trains)} to train, and ${gigabytes(limit)} are there. Give a co-regulation file, or a prior of fewer ` +
      'regulators.',
  );
}
