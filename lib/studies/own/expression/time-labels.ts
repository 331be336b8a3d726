import { numberOf, place, type Table } from '../../../files/csv';
import type { ReplicateChoice } from './measurements';
import { describeCell } from '../table';

/** What the title of a column says: a time and, where there are several of it, which of them. */
export interface TimeLabel {
  readonly time: number;
  /** '' where the title names none. */
  readonly replicate: string;
  readonly column: number;
}

export interface TimeLabels {
  readonly labels: readonly TimeLabel[];
  readonly notes: readonly string[];
}

export const SHIFT = 'Add a constant to all times of the series: only the intervals between them matter.';

const UNIT = '(?:h|hr|hrs|hours?|mins?|minutes?|m|days?|d|weeks?|wk|w|secs?|s)';
/** T0, day 3, 6h, 0h_rep1, ZT02-B. */
const TIME_FIRST = new RegExp(
  `^((?:t|time|timepoint|tp|days?|d|h|hours?|hr|zt|ct|weeks?|w|min)?)[ _.-]?(\\d+(?:\\.\\d+)?)[ _.-]?(${UNIT}?)(?:[ _.(-]+([a-z]*[ _.-]?\\d+|[a-z])\\)?)?$`,
  'i',
);
/** rep1_0h, mouse 2 day 3. */
const TIME_LAST = new RegExp(
  `^(.*?[a-z0-9])[ _.-]+(t|time|day|d|zt|ct)?[ _.-]?(\\d+(?:\\.\\d+)?)[ _.-]?(${UNIT}?)$`,
  'i',
);

/**
 * The times in the titles of a header from `first` on, with the replicate that a title names besides (0h_rep1), and those that
 * pandas and R hide when they make repeated titles unique (0, 0.1, 0.2, 6, 6.1, 6.2). Columns titled NA have no time and are left out.
 * @throws Error naming the column and the way out, for what is no time
 */
export function timeLabels(table: Table, first: number, choice?: ReplicateChoice): TimeLabels {
  const header = table.rows[0];
  const all = header.slice(first).map((title, k) => ({ title, column: first + k }));
  const without = all.filter(({ title }) => /^(na|nan)$/i.test(title));
  const titles = all.filter((one) => !without.includes(one));
  const notes =
    without.length === 0
      ? []
      : [`${without.length} columns without a time (NA) left out: ${columnsText(without)}`];
  const found =
    madeUnique(table, titles, choice) ??
    numbers(titles) ??
    withoutX(table, titles, choice) ??
    labelled(titles);
  if (found === null) throw noTimes(table, titles);
  for (const { time, column } of found.labels) {
    if (time < 0)
      throw new Error(
        `${place(table, 0, column, 'times')}: the time ${time} is negative. ${SHIFT} If the file has no header, put one on top: "gene", then the times.`,
      );
  }
  return { labels: found.labels, notes: [...notes, ...found.notes] };
}

interface Title {
  readonly title: string;
  readonly column: number;
}

const columnsText = (titles: readonly Title[]): string =>
  `columns ${titles
    .slice(0, 10)
    .map(({ column }) => column + 1)
    .join(', ')}${titles.length > 10 ? ' ...' : ''}`;

function numbers(titles: readonly Title[]): TimeLabels | null {
  const times = titles.map(({ title }) => numberOf(title));
  if (times.some((time) => time === null)) return null;
  return {
    labels: titles.map(({ column }, k) => ({ time: times[k] as number, replicate: '', column })),
    notes: [],
  };
}

/** R writes an X before a title that begins with a digit. */
function withoutX(table: Table, titles: readonly Title[], choice?: ReplicateChoice): TimeLabels | null {
  if (!titles.every(({ title }) => /^x\d/i.test(title))) return null;
  const bare = titles.map(({ title, column }) => ({ title: title.slice(1), column }));
  const found = madeUnique(table, bare, choice) ?? numbers(bare) ?? labelled(bare);
  return found && { ...found, notes: ['the X that R writes before times left out', ...found.notes] };
}

/**
 * Titles that were made unique: 6.1 beside 6, with every number up to it. Where all times have as many and they are no even grid
 * (0, 0.1 ... 0.9, 1) nothing else can be meant.
 * @throws Error where they may be either
 */
function madeUnique(table: Table, titles: readonly Title[], choice?: ReplicateChoice): TimeLabels | null {
  if (choice === 'none') return null;
  const all = new Set(titles.map(({ title }) => title));
  const parts = titles.map(({ title, column }) => {
    const [, base, number] = /^(.+)\.(\d+)$/.exec(title) ?? [];
    const isMade = base !== undefined && all.has(base) && Number(number) > 0 && !/^0\d/.test(number);
    return { base: isMade ? base : title, number: isMade ? Number(number) : 0, column };
  });
  const groups = new Map<string, number[]>();
  for (const { base, number } of parts) groups.set(base, [...(groups.get(base) ?? []), number]);
  const several = [...groups.values()].filter((group) => group.length > 1);
  const consecutive = [...groups.values()].every((group) => group.every((number, k) => number === k));
  const times = [...groups.keys()].map(numberOf);
  if (several.length < 2 || !consecutive || times.some((time) => time === null)) return null;
  const isCertain = titles.some(({ title }) => numberOf(title) === null);
  if (!isCertain && isEven(titles.map(({ title }) => Number(title)))) return null;
  const size = several[0].length;
  const equal = [...groups.values()].every((group) => group.length === size);
  const shown = titles
    .slice(0, 6)
    .map(({ title }) => title)
    .join(', ');
  if (!equal && !isCertain && choice === undefined) {
    throw new Error(
      `${place(table, 0, titles[0].column)}: the times ${shown} ... may be replicates that pandas or R numbered (6, 6.1 and 6.2 ` +
        "are three samples of time 6), or times. Say it: { replicates: 'mean' } averages the samples of a time, " +
        "{ replicates: 'none' } takes the numbers as times.",
    );
  }
  return {
    labels: parts.map(({ base, column }) => ({ time: Number(base), replicate: '', column })),
    notes: [
      `${shown} ... taken for replicates that pandas or R numbered, of the times ${times.join(', ')} ` +
        "({ replicates: 'none' } takes them as times)",
    ],
  };
}

/** Whether all intervals are equal, to a thousandth. */
function isEven(times: readonly number[]): boolean {
  const intervals = times.slice(1).map((time, k) => time - times[k]);
  return intervals.every((interval) => Math.abs(interval - intervals[0]) <= 1e-3 * Math.abs(intervals[0]));
}

/** Titles that all name a time in one unit, with a replicate or without. */
function labelled(titles: readonly Title[]): TimeLabels | null {
  const readings = [
    titles.map(({ title, column }) => {
      const [, sign, time, unit, replicate = ''] = TIME_FIRST.exec(title) ?? [];
      return time === undefined ? null : { sign, time: Number(time), unit, replicate, column };
    }),
    titles.map(({ title, column }) => {
      const [, replicate, sign = '', time, unit] = TIME_LAST.exec(title) ?? [];
      return time === undefined ? null : { sign, time: Number(time), unit, replicate, column };
    }),
  ];
  for (const reading of readings) {
    const labels = reading.flatMap((label) => label ?? []);
    if (labels.length < titles.length || labels.length === 0) continue;
    const kinds = new Set(labels.map(({ sign, unit }) => `${sign} ${unit}`.toLowerCase()));
    // A bare number with something behind it may be the name of a cell.
    if (kinds.size > 1 || (kinds.has(' ') && labels.some(({ replicate }) => replicate !== ''))) continue;
    const shown = titles
      .slice(0, 3)
      .map(({ title }) => title)
      .join(', ');
    const named = labels.some(({ replicate }) => replicate !== '') ? 'times and replicates' : 'times';
    return { labels, notes: [`${named} read from the titles ${shown} ...`] };
  }
  return null;
}

function noTimes(table: Table, titles: readonly Title[]): Error {
  const bad = titles.filter(({ title }) => numberOf(title) === null);
  const [{ title, column }] = bad;
  const at = place(table, 0, column, 'times');
  if (bad.length > 1 && bad.length === titles.length) {
    return new Error(
      `${at}: "${title}" is no time, nor is any other title. Where the columns are cells, give their pseudotimes with ` +
        "{ pseudotime: 'FILE' } (a line a cell, a column a lineage); where they are samples, title them with their times, or use " +
        'the columns gene, time and value.',
    );
  }
  return new Error(
    `${at}: expected a time, found ${describeCell(title)}${bad.length > 1 ? `, the first of ${bad.length} such titles` : ''}. ` +
      'The header holds the times as plain numbers, as 6h or 6h_rep1; the long layout needs the columns gene, time and value.',
  );
}
