import { median, type Measurement } from './measurement';

/** One row as it is printed and stored. */
export interface Row {
  readonly name: string;
  /** null: it could not be measured, and why. */
  readonly measurement: Measurement | null;
  readonly why?: string;
}

/** Rows that were measured in turn, the first of which the others are compared with. */
export interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

const HEADINGS = [
  '',
  'ratio',
  'seconds',
  'min - max',
  'CPU ratio',
  'CPU s',
  'evals',
  'rms error',
  'first loss',
  '',
];

/**
 * The groups as text: wall-clock seconds (median, and the range), processor seconds, both beside the group's first row;
 * evaluations a step, the solver's error, and the first epoch's mean loss, which is equal where the maths is.
 */
export function tableOf(groups: readonly Group[]): string {
  const blocks = groups.map(({ rows }) => rows.map((row) => cellsOf(row, rows[0].measurement)));
  const all = [HEADINGS, ...blocks.flat()];
  const widths = HEADINGS.map((_, c) => Math.max(...all.map((row) => row[c].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (c === 0 || c === row.length - 1 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join('  ')
      .trimEnd();
  const texts = groups.map(({ name }, k) => [`-- ${name}`, ...blocks[k].map(line)].join('\n'));
  return [line(HEADINGS), ...texts].join('\n');
}

function cellsOf({ name, measurement, why }: Row, reference: Measurement | null): readonly string[] {
  if (measurement === null) return [name, ...Array<string>(HEADINGS.length - 2).fill('-'), why ?? ''];
  const { seconds, processorSeconds, evaluations, error, firstLoss, note } = measurement;
  const ratio = (of: (one: Measurement) => readonly number[]): string =>
    reference === null ? '-' : (median(of(measurement)) / median(of(reference))).toFixed(2);
  return [
    name,
    ratio((one) => one.seconds),
    median(seconds).toFixed(3),
    `${Math.min(...seconds).toFixed(3)} - ${Math.max(...seconds).toFixed(3)}`,
    ratio((one) => one.processorSeconds),
    median(processorSeconds).toFixed(3),
    evaluations?.toFixed(1) ?? '-',
    error?.toExponential(1) ?? '-',
    firstLoss?.toPrecision(5) ?? '-',
    note,
  ];
}
