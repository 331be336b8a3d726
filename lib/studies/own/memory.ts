import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { SparseMatrix } from '../../math/sparse-matrix';
import { gigabytes } from './report';
import { suggestedHidden } from './expression/series';

/** Bytes of memory that a byte of text takes while it is read. */
const READING = 20;

/** Checks that a file can be read in so many bytes. @throws RangeError with both numbers and a way out */
export async function checkFileSize(path: string, memory: number): Promise<void> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  if (READING * size <= memory) return;
  throw new RangeError(
    `${path} holds ${gigabytes(size)} of text; reading it takes about ${gigabytes(READING * size)}, and ` +
      `${gigabytes(memory)} are there. Keep the genes that vary most and all regulators; the wide layout is shortest.`,
  );
}

/** The kernel's memory is addressed with 32 bits. */
const KERNEL_BYTES = 2 ** 32;
/** What the kernel keeps of a parameter: itself, its gradient and Adam's two moments, in single precision. */
const KERNEL_BYTES_PER_PARAMETER = 16;
/**
 * What a pruned training takes for a parameter, measured at its peak (an event with prior): 86 bytes at 4000 genes. Beside the
 * kernel's there are the scores, their solves in double precision, masks and the best model.
 */
const BYTES_PER_PARAMETER = 90;
/**
 * What the kernel records of a step of the solver for its adjoint, for each gene and hidden neuron: at most 18 numbers in single
 * precision (4 blocks of the step, 3 of each of its 4 evaluations; of a neuron 4 of each) for 16 pairs solved together.
 */
const RECORDED_BYTES = 18 * 16 * 4;
/** Steps that are recorded: a fitting model takes far fewer, one that is stiff more. */
const RECORDED_STEPS = 40;
/** Node with native TensorFlow, before any data. */
const BASE_BYTES = 3e8;
/** A recorded value: read, normalised and split in double precision, start and end of a pair in single. */
const BYTES_PER_VALUE = 32;

/** Bytes that loading and training take for so many genes, hidden neurons a branch and times (all series together). */
export function trainingBytes(genes: number, hidden: number, times: number): number {
  return (
    BASE_BYTES +
    BYTES_PER_PARAMETER * parametersOf(genes, hidden) +
    BYTES_PER_VALUE * genes * times +
    recordedBytes(genes, hidden)
  );
}

/** Bytes of memory that this process may use: the machine's, or the container's. */
export function memoryLimit(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Checks that a model of these genes can be trained in `limit` bytes.
 * @returns the bytes it takes
 * @throws RangeError with both numbers and how many genes there is room for
 */
export function checkMemory(
  file: string,
  genes: number,
  hidden: number,
  times: number,
  limit: number = memoryLimit(),
): number {
  const bytes = trainingBytes(genes, hidden, times);
  const fits = (n: number, m: number): boolean =>
    trainingBytes(n, m, times) <= limit &&
    KERNEL_BYTES_PER_PARAMETER * parametersOf(n, m) + recordedBytes(n, m) <= KERNEL_BYTES;
  if (fits(genes, hidden)) return bytes;
  let room = 0;
  for (let step = 2 ** Math.floor(Math.log2(genes)); step >= 1; step /= 2) {
    const more = room + step;
    if (more < genes && fits(more, Math.min(hidden, suggestedHidden(more)))) room = more;
  }
  throw new RangeError(
    `${file}: ${genes} genes with ${hidden} hidden neurons a branch take about ${gigabytes(bytes)} to train` +
      (bytes <= limit
        ? ', more than the 4 GB that its kernel can address'
        : `, and ${gigabytes(limit)} are there`) +
      `. There is room for about ${room} genes: keep those that vary most and all regulators` +
      (hidden > suggestedHidden(genes)
        ? `, or ask for fewer hidden neurons (${suggestedHidden(genes)} would do).`
        : '.'),
  );
}

const recordedBytes = (genes: number, hidden: number): number =>
  RECORDED_STEPS * RECORDED_BYTES * (genes + hidden);

/** 4 n m + 2 m + n, the parameters of PHOENIX. */
const parametersOf = (genes: number, hidden: number): number => 4 * genes * hidden + 2 * hidden + genes;

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
