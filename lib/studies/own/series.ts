import type { ExpressionFile } from './expression';
import { explainMismatch, someOf } from './names';

/** One series over the genes of the study. */
export interface NamedSeries {
  readonly name: string;
  /** T times, strictly ascending. */
  readonly times: Float64Array;
  /** genes x T, row-major, no value missing. */
  readonly levels: Float64Array;
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
    const others =
      gaps.length > 1 ? `, the first of ${gaps.length} missing values in ${withGaps.size} genes` : '';
    throw new Error(
      `${gaps[0].complaint}${others}. Fill them in, or leave these genes out: { missing: 'drop-genes' }.`,
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
    file.series.map(({ name, times, levels }): NamedSeries => {
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
  const title = file.replace(/\.(csv|tsv|txt)$/i, '');
  if (series === '') return title;
  return files === 1 ? series : `${title} ${series}`;
}
