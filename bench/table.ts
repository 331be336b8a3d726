import { median, type Measurement } from './measurement';

/** One row as it is printed and stored. */
export interface Row {
  readonly name: string;
  readonly sparsity: number;
  readonly measurement: Measurement;
}

const HEADINGS = [
  '',
  'sparsity',
  'ratio',
  'seconds',
  'min - max',
  'CPU ratio',
  'CPU s',
  'evals',
  'first loss',
  '',
];

/**
 * The rows as text, each beside the first one: wall-clock seconds of an epoch (median, and the range), processor seconds,
 * evaluations a step and the first epoch's mean loss, which is equal where the maths is.
 */
export function tableOf(rows: readonly Row[]): string {
  const reference = rows[0].measurement;
  const cells = rows.map(({ name, sparsity, measurement }) => {
    const { seconds, processorSeconds, evaluations, firstLoss, note } = measurement;
    const ratio = (of: (one: Measurement) => readonly number[]): string =>
      (median(of(measurement)) / median(of(reference))).toFixed(2);
    return [
      name,
      sparsity === 0 ? 'dense' : `${sparsity} %`,
      ratio((one) => one.seconds),
      median(seconds).toFixed(3),
      `${Math.min(...seconds).toFixed(3)} - ${Math.max(...seconds).toFixed(3)}`,
      ratio((one) => one.processorSeconds),
      median(processorSeconds).toFixed(3),
      evaluations.toFixed(1),
      firstLoss.toPrecision(5),
      note ?? '',
    ];
  });
  const widths = HEADINGS.map((heading, c) => Math.max(heading.length, ...cells.map((row) => row[c].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (c === 0 || c === row.length - 1 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join('  ')
      .trimEnd();
  return [HEADINGS, ...cells].map(line).join('\n');
}

/** The share of tfjs in a step: what the same step, taken whole in the kernel, does not cost. */
export function tensorShare(tensor: Measurement, kernel: Measurement): number {
  return 1 - median(kernel.processorSeconds) / median(tensor.processorSeconds);
}
