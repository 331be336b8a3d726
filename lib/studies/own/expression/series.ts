import { power } from '../../../math/power';
import { explainMismatch, listing, someOf } from '../names/names';

/** One series as a file has it, or over the genes of the study. */
export interface NamedSeries {
  /** '' where the file names no series. */
  readonly name: string;
  /** T times, strictly ascending. */
  readonly times: Float64Array;
  /** genes x T, row-major; NaN where the file has no value, and over the genes of the study there is none such. */
  readonly levels: Float64Array;
}

/** A value that a file lacks. */
export interface MissingValue {
  readonly gene: string;
  /** "file.csv, line 3, column 2 (gene ABF1): an empty cell". */
  readonly complaint: string;
}

/** The layouts, as a report names them. */
export type Layout = 'wide' | 'long' | 'times in rows' | 'GCT' | 'cells' | 'AnnData';

/** What an expression file holds, genes in its own order. */
export interface ExpressionFile {
  readonly file: string;
  readonly layout: Layout;
  readonly genes: readonly string[];
  readonly series: readonly NamedSeries[];
  readonly missing: readonly MissingValue[];
  /** How it was read where that is not plain, one phrase each. */
  readonly notes: readonly string[];
}

/** What becomes of a value that is not there: `error` stops, `drop-genes` leaves out genes that lack one anywhere. */
export const MISSING_CHOICES = ['error', 'drop-genes'] as const;
export type MissingChoice = (typeof MISSING_CHOICES)[number];

/** All series of all files over the genes that they share. */
export interface JoinedSeries {
  /** In the order of the first file. */
  readonly genes: readonly string[];
  readonly series: readonly NamedSeries[];
  /** Genes that not every file has. */
  readonly notInAllFiles: readonly string[];
  /** Genes left out because they lack a value somewhere. */
  readonly withGaps: readonly string[];
}

/**
 * Brings the series of several files together by gene name.
 * @throws Error for a missing value (unless genes with gaps are to be dropped), files without a common gene, series of one
 *   name, or fewer than two genes left
 */
export function joinSeries(files: readonly ExpressionFile[], missing: MissingChoice): JoinedSeries {
  const gaps = files.flatMap((file) => file.missing);
  const withGaps = new Set(gaps.map(({ gene }) => gene));
  if (gaps.length > 0 && missing === 'error') {
    const many = gaps.length > 1 ? `${gaps.length} missing values in ${withGaps.size} genes: ` : '';
    throw new Error(
      `${many}${listing(gaps.map(({ complaint }) => complaint))}. Fill them in, or leave these genes out: ` +
        "{ missing: 'drop-genes' }.",
    );
  }
  const [first, ...others] = files;
  const indices = files.map(({ genes }) => new Map(genes.map((gene, k) => [gene, k])));
  others.forEach(({ file, genes }) => {
    if (genes.some((gene) => indices[0].has(gene))) return;
    const one = { file: first.file, names: first.genes };
    throw new Error(
      `${file} and ${first.file} have no gene in common: ${explainMismatch({ file, names: genes }, one)}`,
    );
  });
  const everywhere = first.genes.filter((gene) => indices.every((index) => index.has(gene)));
  const genes = everywhere.filter((gene) => !withGaps.has(gene));
  if (genes.length < 2) {
    throw new Error(
      `${files.map(({ file }) => file).join(', ')}: ${genes.length} genes are left, and a network needs two` +
        (withGaps.size > 0 ? `; ${withGaps.size} genes lack values (${someOf([...withGaps])})` : ''),
    );
  }
  const series = files.flatMap((file, k) =>
    file.series.map(({ name, times, levels }) => {
      const joined = new Float64Array(genes.length * times.length);
      genes.forEach((gene, row) => {
        const from = (indices[k].get(gene) as number) * times.length;
        joined.set(levels.subarray(from, from + times.length), row * times.length);
      });
      return { name: nameOf(file, name, files.length), times, levels: joined };
    }),
  );
  const names = series.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined)
    throw new Error(`two series are named ${twice}: give the files names of their own`);
  const all = new Set(files.flatMap((file) => file.genes));
  return {
    genes,
    series,
    notInAllFiles: [...all].filter((gene) => !indices.every((index) => index.has(gene))),
    withGaps: everywhere.filter((gene) => withGaps.has(gene)),
  };
}

function nameOf({ file }: ExpressionFile, series: string, files: number): string {
  const title = file.replace(/(\.(csv|tsv|txt|tab|gct|h5ad|xlsx?))?(\.gz)?$/i, '');
  if (series === '') return title;
  return files === 1 ? series : `${title} ${series}`;
}

/** An interval much longer than its series' others. */
export interface LongInterval {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  /** How many times the median interval of the series it is. */
  readonly ratio: number;
}

/** An interval counts as a gap from this many medians on. */
const GAP = 5;

/** A series as far as its times go. */
interface Timed {
  readonly times: Float64Array;
}

/** The intervals that are at least five times the median of their series, longest first. */
export function longIntervals(series: readonly (Timed & { readonly name: string })[]): LongInterval[] {
  return series
    .flatMap(({ name, times }) => {
      const intervals = intervalsOf({ times });
      const median = medianOf(intervals);
      return intervals.map((interval, t) => ({
        series: name,
        from: times[t],
        to: times[t + 1],
        ratio: interval / median,
      }));
    })
    .filter(({ ratio }) => ratio >= GAP)
    .sort((a, b) => b.ratio - a.ratio);
}

/**
 * What brings the typical interval to 1: PHOENIX starts with rates between 0 and 1 a unit of time, so that over much shorter
 * intervals nothing moves and over much longer ones everything has settled. Typical is the median of the intervals above 0: as
 * many pairs are shorter as are longer, and a gap of a year among hours does not move it as it moves a mean. The scale follows
 * the unit without a step or a threshold, so that data train alike in every unit.
 * @returns 200 for intervals of 0.005, 1 / 24 for 24, 0.5 for 2; 1 where there is no interval
 */
export function suggestedTimeScale(series: readonly Timed[]): number {
  const intervals = series.flatMap(intervalsOf).filter((interval) => interval > 0);
  return intervals.length === 0 ? 1 : 1 / medianOf(intervals);
}

/** The intervals between consecutive times. */
export function intervalsOf({ times }: Timed): number[] {
  return Array.from(times.subarray(1), (time, t) => time - times[t]);
}

/** The median; the mean of the middle two for an even number. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** Hidden neurons a branch that suit so many genes: the paper's 40 at 350, 50 at 529 and 300 at 11165 lie on one power law. */
export function suggestedHidden(genes: number): number {
  return Math.min(genes, Math.max(20, Math.round(40 * power(genes / 350, 0.58))));
}
