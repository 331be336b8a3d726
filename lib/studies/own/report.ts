import type { EdgeMatch, PriorMatch } from './prior/edges';
import { someOf } from './names/names';
import {
  intervalsOf,
  type Layout,
  longIntervals,
  suggestedTimeScale,
  type ExpressionFile,
  type JoinedSeries,
  type LongInterval,
  type NamedSeries,
} from './expression/series';
import type { Normalisation, SplitSeries } from './split';

/** One series as it was read. */
export interface SeriesReport {
  readonly name: string;
  readonly times: number;
  readonly from: number;
  readonly to: number;
  /** Shortest and longest interval between consecutive times. */
  readonly shortest: number;
  readonly longest: number;
}

/** One part of the split. */
export interface PartReport {
  /** The series it was taken from. */
  readonly series: readonly string[];
  /** Pairs of consecutive times. */
  readonly pairs: number;
}

/** What was read and how it met; plain data. */
export interface MatchReport {
  readonly files: readonly string[];
  readonly layouts: readonly Layout[];
  /** How the files were read where that is not plain: encoding, columns, replicates, bins; one line each. */
  readonly readAs: readonly string[];
  readonly genes: number;
  readonly series: readonly SeriesReport[];
  /** Lowest and highest value as recorded. */
  readonly range: readonly [low: number, high: number];
  readonly normalised: Normalisation;
  /** Genes with one and the same value throughout. */
  readonly constantGenes: readonly string[];
  /** Genes left out: not in every expression file, or without a value somewhere. */
  readonly notInAllFiles: readonly string[];
  readonly withGaps: readonly string[];
  readonly longIntervals: readonly LongInterval[];
  readonly prior: PriorMatch | null;
  /** Genes of the expression that the prior names in a kept edge. */
  readonly genesInPrior: number;
  /** The match of the file, `prior` where C is |A| |A|^T of the prior, null where there is neither. */
  readonly coregulation: EdgeMatch | 'prior' | null;
  readonly split: {
    readonly by: 'series' | 'blocks';
    readonly training: PartReport;
    readonly validation: PartReport;
    readonly test: PartReport;
    readonly unusedPairs: number;
  };
  /** Hidden neurons a branch that the memory was estimated for, and the bytes. */
  readonly hidden: number;
  readonly bytes: number;
  /** What training multiplies times with, unless another scale is asked for: the median interval becomes 1. */
  readonly timeScale: number;
  /** What a reader of results must know, one sentence each. */
  readonly warnings: readonly string[];
}

/** What a report is made from. */
interface Matched extends Pick<
  MatchReport,
  'normalised' | 'prior' | 'genesInPrior' | 'coregulation' | 'hidden' | 'bytes'
> {
  readonly files: readonly ExpressionFile[];
  readonly joined: JoinedSeries;
  readonly split: SplitSeries;
  /** What is wrong with names, one sentence each. */
  readonly nameWarnings: readonly string[];
}

/** The report, with the warnings that follow from it. */
export function matchReport({ files, joined, split, nameWarnings, ...rest }: Matched): MatchReport {
  const { genes, series, notInAllFiles, withGaps } = joined;
  const found = {
    ...rest,
    files: files.map(({ file }) => file),
    layouts: files.map(({ layout }) => layout),
    readAs: files.flatMap(({ file, notes }) => notes.map((note) => `${file}: ${note}`)),
    genes: genes.length,
    series: series.map(seriesReport),
    range: valueRange(series),
    constantGenes: constantGenes(genes, series),
    notInAllFiles,
    withGaps,
    longIntervals: longIntervals(series),
    split: {
      by: split.by,
      training: partReport(split.training),
      validation: partReport(split.validation),
      test: partReport(split.test),
      unusedPairs: split.unusedPairs,
    },
    timeScale: suggestedTimeScale(split.training),
  };
  return { ...found, warnings: [...warningsOn(found), ...nameWarnings] };
}

function seriesReport({ name, times }: NamedSeries): SeriesReport {
  const [shortest, longest] = extent(intervalsOf({ times }));
  return { name, times: times.length, from: times[0], to: times[times.length - 1], shortest, longest };
}

function partReport(part: readonly NamedSeries[]): PartReport {
  return {
    series: [...new Set(part.map(({ name }) => name))],
    pairs: part.reduce((sum, { times }) => sum + times.length - 1, 0),
  };
}

function valueRange(series: readonly NamedSeries[]): [low: number, high: number] {
  const ranges = series.map(({ levels }) => extent(levels));
  return [extent(ranges.map(([low]) => low))[0], extent(ranges.map(([, high]) => high))[1]];
}

function constantGenes(genes: readonly string[], series: readonly NamedSeries[]): string[] {
  return genes.filter((_, gene) => {
    const first = series[0].levels[gene * series[0].times.length];
    return series.every(({ times, levels }) =>
      levels.subarray(gene * times.length, (gene + 1) * times.length).every((value) => value === first),
    );
  });
}

/** Fewer pairs than this cannot say much about a network. */
const FEW_PAIRS = 10;
/** How far beyond [0, 1] measurement noise may take a value. */
const NOISE = 0.2;

/** What a reader of results from this study must know, one sentence each; none where all is well. */
function warningsOn(report: Omit<MatchReport, 'warnings'>): string[] {
  const { range, normalised, prior, coregulation, constantGenes, split } = report;
  const warnings: string[] = [];
  if (normalised === 'none' && (range[0] < -NOISE || range[1] > 1 + NOISE)) {
    warnings.push(
      `values run from ${range[0]} to ${range[1]}, but PHOENIX expects expression in [0, 1]: load with ` +
        "{ normalise: 'together' } or { normalise: 'each-gene' }.",
    );
  }
  if (prior === null) {
    warnings.push(
      'without a prior the strategies are IMP (pruning by weight alone) and none; DASH and BioPruning need one.',
    );
  } else {
    if (2 * prior.kept < prior.edges) {
      warnings.push(
        `less than half of the prior's edges (${prior.kept} of ${prior.edges}) join genes of the expression.`,
      );
    }
    if (2 * report.genesInPrior < report.genes) {
      warnings.push(
        `the prior knows ${report.genesInPrior} of ${report.genes} genes; it says nothing about the others, and pruning by ` +
          'prior takes their edges first.',
      );
    }
  }
  for (const match of [prior, coregulation]) {
    if (match !== null && match !== 'prior' && match.hint !== null) warnings.push(`${match.hint}.`);
  }
  if (constantGenes.length > 0) {
    warnings.push(
      `${constantGenes.length} genes never change (${someOf(constantGenes, 3)}): nothing can be learned about what ` +
        'regulates them or what they regulate.',
    );
  }
  if (split.training.pairs < FEW_PAIRS) {
    warnings.push(
      `${split.training.pairs} pairs of times train the model: what it learns rests on the prior more than on the data.`,
    );
  }
  return warnings;
}

/** The report as Markdown, a list. */
export function reportMarkdown(report: MatchReport): string {
  return topicsOf(report)
    .map(([topic, text]) => `- **${topic}**: ${text}`)
    .join('\n');
}

/** The report as plain text, a line a topic. */
export function reportText(report: MatchReport): string {
  return topicsOf(report)
    .map(([topic, text]) => `${topic}: ${text}`)
    .join('\n');
}

function topicsOf(report: MatchReport): (readonly [topic: string, text: string])[] {
  const { prior, coregulation, split } = report;
  return [
    ['Expression', expressionText(report)],
    ...report.readAs.map((note) => ['Read as', note] as const),
    ['Prior', prior === null ? 'none' : priorText(prior, report)],
    ['Co-regulation', coregulationText(coregulation)],
    ['Constant genes', listed(report.constantGenes)],
    ['Gaps', gapsText(report)],
    [
      'Split',
      `by ${split.by}; training ${partText(split.training)}, validation ${partText(split.validation)}, ` +
        `test ${partText(split.test)}${split.unusedPairs > 0 ? `; ${split.unusedPairs} pairs beside the blocks are unused` : ''}`,
    ],
    ['Time', timeText(report)],
    ['Memory', `about ${gigabytes(report.bytes)} to train with ${report.hidden} hidden neurons a branch`],
    ...report.warnings.map((warning) => ['Mind', warning] as const),
  ];
}

function expressionText({ files, layouts, genes, series, range, normalised }: MatchReport): string {
  const lengths = series.map(({ times }) => times);
  const [least, most] = extent(lengths);
  const [from] = extent(series.map((one) => one.from));
  const [, to] = extent(series.map((one) => one.to));
  const [shortest] = extent(series.map((one) => one.shortest));
  const [, longest] = extent(series.map((one) => one.longest));
  const kind = [...new Set(layouts)].join(' and ');
  const normal = {
    none: 'not normalised',
    together: 'mapped to [0, 1] by the range of all training values',
    'each-gene': 'mapped to [0, 1] gene by gene by the range of its training values',
  }[normalised];
  return (
    `${someOf(files, 3)} (${kind}): ${genes} genes; ${series.length} series of ${span(least, most)} times, ` +
    `${number(from)} to ${number(to)}, intervals ${span(shortest, longest)}; values ${number(range[0])} to ` +
    `${number(range[1])}, ${normal}`
  );
}

function priorText(prior: PriorMatch, { genes, genesInPrior }: MatchReport): string {
  const { regulators, targets, activating, repressing, values } = prior;
  return (
    `${edgesText(prior)}; ${regulators.length} regulators (${someOf(regulators, 3)}) of ${targets} targets, ` +
    `${genesInPrior} of ${genes} genes in it; ` +
    (values === null ? 'no weights: 1 for every edge' : `${activating} positive, ${repressing} negative`)
  );
}

function coregulationText(coregulation: MatchReport['coregulation']): string {
  if (coregulation === null) return 'none';
  return coregulation === 'prior' ? 'shared targets in the prior (|A| |A|^T)' : edgesText(coregulation);
}

function edgesText({ file, edges, kept, names, namesFound, unknownNames, ...rest }: EdgeMatch): string {
  const { repeated, zeros, selfEdges } = rest;
  const unknown =
    unknownNames.length > 0
      ? ` (${edges - kept} dropped; not in the expression: ${someOf(unknownNames, 3)})`
      : '';
  const notes = [
    repeated > 0 ? `${repeated} repeated lines` : '',
    zeros > 0 ? `${zeros} lines of value 0` : '',
    selfEdges > 0 ? `${selfEdges} edges from a gene to itself kept` : '',
    ...rest.notes,
  ].filter((note) => note !== '');
  return (
    `${file}: ${kept} of ${edges} edges kept${unknown}, ${namesFound} of ${names} names found` +
    notes.map((note) => `, ${note}`).join('')
  );
}

function gapsText({ withGaps, notInAllFiles, longIntervals }: MatchReport): string {
  const parts = [
    withGaps.length > 0 ? `left out for missing values: ${listed(withGaps)}` : '',
    notInAllFiles.length > 0 ? `left out, not in every file: ${listed(notInAllFiles)}` : '',
    ...longIntervals
      .slice(0, 3)
      .map(
        ({ series, from, to, ratio }) =>
          `${series} from ${number(from)} to ${number(to)}, ${ratio.toFixed(0)} times its median interval`,
      ),
    longIntervals.length > 3 ? `${longIntervals.length - 3} more such intervals` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join('; ') : 'none';
}

function timeText({ timeScale }: MatchReport): string {
  const typical = `a typical interval is ${number(1 / timeScale)}`;
  return timeScale === 1
    ? typical
    : `${typical}; unless another time scale is asked for, training multiplies times by ${number(timeScale)}, so that it is 1, ` +
        "and gives the model back in the data's time";
}

const partText = ({ series, pairs }: PartReport): string => `${pairs} pairs (${someOf(series, 3)})`;
const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : `${names.length} (${someOf(names)})`;
const number = (value: number): string => `${Number(value.toPrecision(4))}`;
const span = (low: number, high: number): string =>
  number(low) === number(high) ? number(low) : `${number(low)} to ${number(high)}`;

/** Smallest and largest of some numbers. */
function extent(values: Iterable<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** "1.5 GB", or "20 MB" for less than a tenth of one. */
export function gigabytes(bytes: number): string {
  return bytes < 1e8 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
