import { totalmem } from 'node:os';

/** The kernel's memory is addressed with 32 bits. */
const KERNEL_BYTES = 2 ** 32;
/** What the kernel keeps of a parameter: itself, its gradient and Adam's two moments, in single precision. */
const KERNEL_BYTES_PER_PARAMETER = 16;
/**
 * What a pruned training takes for a parameter, measured at its peak (an event with prior): 86 bytes at 4000 genes. Beside the
 * kernel's there are the scores, their solves in double precision, masks and the best model.
 */
const BYTES_PER_PARAMETER = 90;
/** Node with native TensorFlow, before any data. */
const BASE_BYTES = 3e8;
/** A recorded value: read, normalised and split in double precision, start and end of a pair in single. */
const BYTES_PER_VALUE = 32;

/** Hidden neurons a branch that suit so many genes: the paper's 40 at 350, 50 at 529 and 300 at 11165 lie on one power law. */
export function suggestedHidden(genes: number): number {
  return Math.min(genes, Math.max(20, Math.round(40 * (genes / 350) ** 0.58)));
}

/** Bytes that loading and training take for so many genes, hidden neurons a branch and times (all series together). */
export function trainingBytes(genes: number, hidden: number, times: number): number {
  return BASE_BYTES + BYTES_PER_PARAMETER * parametersOf(genes, hidden) + BYTES_PER_VALUE * genes * times;
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
    trainingBytes(n, m, times) <= limit && KERNEL_BYTES_PER_PARAMETER * parametersOf(n, m) <= KERNEL_BYTES;
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

/** "1.5 GB", or "20 MB" for less than a tenth of one. */
export function gigabytes(bytes: number): string {
  return bytes < 1e8 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** 4 n m + 2 m + n, the parameters of PHOENIX. */
const parametersOf = (genes: number, hidden: number): number => 4 * genes * hidden + 2 * hidden + genes;
