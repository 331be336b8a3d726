import { stat } from 'node:fs/promises';
import { fromEntries, type SparseMatrix } from '../../math/sparse-matrix';
import { coregulationOf } from '../coregulation';
import { readAssociation, readRegulation } from './edges';
import { readExpression, type Rename } from './expression';
import { matchAssociation, matchPrior } from './match';
import { checkMemory, gigabytes, memoryLimit, suggestedHidden } from './memory';
import { NORMALISATIONS, normaliser, type Normalisation } from './normalise';
import { extent, type MatchReport, type PartReport, type SeriesReport } from './report';
import { joinSeries, MISSING_CHOICES, type MissingChoice, type NamedSeries } from './series';
import { splitSeries, type SplitOptions } from './split';
import { intervalsOf, longIntervals, suggestedTimeScale } from './times';
import { ownStudyWarnings } from './warnings';
import type { Series, Study } from '../study';
import { hashStudy } from '../study-hash';

/** The user's files, and how they are taken. Layouts: data/README.md, "Your own data". */
export interface OwnStudyOptions {
  /** One csv or several: wide (one series a file) or long. */
  readonly expression: string | readonly string[];
  /** An edge list by name: regulator, target and perhaps weight or sign. Without it only IMP and no pruning make sense. */
  readonly prior?: string;
  /** A list of gene pairs, such as protein interactions; without it shared targets in the prior. */
  readonly coregulation?: string;
  /** By default the name of the first expression file. */
  readonly name?: string;
  /** PHOENIX expects values in [0, 1]. Default none. */
  readonly normalise?: Normalisation;
  /** What becomes of a value that is not there. Default error. */
  readonly missing?: MissingChoice;
  readonly split?: SplitOptions;
  /** Changes every name of every file before names are compared. */
  readonly rename?: Rename;
  /** Hidden neurons a branch that the memory is estimated for. Default `suggestedHidden`. */
  readonly hidden?: number;
  /** Bytes that may be used. Default what the machine has. */
  readonly memory?: number;
}

/** A study and the account of what it was made from. */
export interface OwnStudy {
  readonly study: Study;
  readonly report: MatchReport;
}

/** Bytes of memory that a byte of text takes while it is read. */
const READING = 20;

/**
 * Loads a study of the user's own, checks everything and says what was matched. The truth is null; without a prior the prior is
 * empty, and without both prior and co-regulation file so is the co-regulation.
 * @throws Error or RangeError naming file, line, column, gene and the way out, for whatever is not as documented
 */
export async function loadStudy(options: OwnStudyOptions): Promise<OwnStudy> {
  const { normalise = 'none', missing = 'error', rename = (name: string) => name } = options;
  const paths = typeof options.expression === 'string' ? [options.expression] : options.expression;
  if (paths.length === 0) throw new RangeError('no expression file is named');
  oneOf('normalise', normalise, NORMALISATIONS);
  oneOf('missing', missing, MISSING_CHOICES);
  const memory = options.memory ?? memoryLimit();

  const files = [];
  for (const path of paths) {
    await checkFileSize(path, memory);
    files.push(await readExpression(path, rename));
  }
  const { genes, series, notInAllFiles, withGaps } = joinSeries(files, missing);
  const names = { file: files.map(({ file }) => file).join(', '), names: genes };
  const hidden = options.hidden ?? suggestedHidden(genes.length);
  const allTimes = series.reduce((sum, { times }) => sum + times.length, 0);
  const bytes = checkMemory(names.file, genes.length, hidden, allTimes, memory);

  const n = genes.length;
  const empty = fromEntries(n, n, []);
  const prior = options.prior ? matchPrior(await readRegulation(options.prior, rename), names) : null;
  const associations = options.coregulation
    ? matchAssociation(await readAssociation(options.coregulation, rename), names)
    : null;
  const coregulation = associations?.matrix ?? (prior ? coregulationOf(prior.matrix) : empty);

  const split = splitSeries(series, options.split);
  const scaled = normaliser(split.training, n, normalise);
  const seriesOf = ({ times, levels }: NamedSeries): Series => {
    const recorded = scaled(levels);
    return { times, recorded, clean: recorded };
  };
  const parts = {
    genes,
    training: split.training.map(seriesOf),
    validation: split.validation.map(seriesOf),
    test: split.test.map(seriesOf),
    prior: prior?.matrix ?? empty,
    coregulation,
    truth: null,
    ...(prior && { regulators: regulatorsIn(prior.matrix) }),
  };
  const found: Omit<MatchReport, 'warnings'> = {
    files: files.map(({ file }) => file),
    layouts: files.map(({ layout }) => layout),
    genes: n,
    series: series.map(seriesReport),
    range: valueRange(series),
    normalised: normalise,
    constantGenes: constantGenes(genes, series),
    notInAllFiles,
    withGaps,
    longIntervals: longIntervals(series),
    prior: prior?.match ?? null,
    genesInPrior: prior ? new Set([...regulatorsIn(prior.matrix), ...prior.matrix.columns]).size : 0,
    coregulation: associations?.match ?? (prior ? 'prior' : null),
    split: {
      by: split.by,
      training: partReport(split.training),
      validation: partReport(split.validation),
      test: partReport(split.test),
      unusedPairs: split.unusedPairs,
    },
    hidden,
    bytes,
    timeScale: suggestedTimeScale(split.training),
  };
  const report: MatchReport = { ...found, warnings: ownStudyWarnings(found) };
  const study: Study = {
    name: options.name ?? series[0].name,
    source: sourceOf(report),
    ...parts,
    ...(report.warnings.length > 0 && { remarks: report.warnings }),
    hash: hashStudy(parts),
  };
  return { study, report };
}

async function checkFileSize(path: string, memory: number): Promise<void> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  if (READING * size <= memory) return;
  throw new RangeError(
    `${path} holds ${gigabytes(size)} of text; reading it takes about ${gigabytes(READING * size)}, and ` +
      `${gigabytes(memory)} are there. Keep the genes that vary most and all regulators; the wide layout is shortest.`,
  );
}

function sourceOf({ files, prior, coregulation }: MatchReport): string {
  const known = prior ? `prior ${prior.file}` : 'no prior';
  const shared =
    coregulation !== null && coregulation !== 'prior' ? `, co-regulation ${coregulation.file}` : '';
  return `own data: ${files.join(', ')}; ${known}${shared}`;
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

/** Rows with an entry, ascending. */
function regulatorsIn({ rows, rowStart }: SparseMatrix): number[] {
  return Array.from({ length: rows }, (_, gene) => gene).filter(
    (gene) => rowStart[gene + 1] > rowStart[gene],
  );
}

function oneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(`${name} is one of ${allowed.join(', ')}, not "${value}"`);
  }
}
