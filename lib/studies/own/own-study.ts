import { fromEntries } from '../../math/sparse-matrix';
import { coregulationOf } from '../coregulation';
import { filledRows } from '../gene-names';
import { asRecorded } from '../measured';
import type { Series, Study } from '../study';
import { hashed } from '../study-hash';
import { readAssociation, readRegulation } from './prior/edge-list';
import { matchAssociation, matchPrior } from './prior/edges';
import { readExpression } from './expression/expression';
import { nameWarnings } from './names/name-faults';
import type { NamesOf } from './names/names';
import { checkCoregulationMemory, checkFileSize, checkMemory, memoryLimit } from './memory';
import { MATRIX_SIDES, type MatrixSide } from './prior/prior-matrix';
import { renameOf, type RenameChoice } from './names/rename';
import { faintGenes } from './faint-genes';
import { COMMAS } from '../../files/number-text';
import { REPLICATE_CHOICES, type ExpressionChoices, type Hearer } from './expression/measurements';
import { matchReport, type MatchReport } from './report';
import {
  CONFLICT_CHOICES,
  DUPLICATE_CHOICES,
  type ConflictChoice,
  type DuplicateChoice,
} from './prior/resolve-edges';
import type { Rename } from './names/spellings';
import {
  joinSeries,
  MISSING_CHOICES,
  suggestedHidden,
  type ExpressionFile,
  type MissingChoice,
  type NamedSeries,
} from './expression/series';
import { NORMALISATIONS, normaliser, splitSeries, type Normalisation, type SplitOptions } from './split';
import type { TableSource } from './table';

/** The user's files or danfo DataFrames, and how they are taken. Layouts: data/README.md, "Your own data". */
export interface OwnStudyOptions extends ExpressionChoices, Hearer {
  /** One table or several: wide (one series each) or long. */
  readonly expression: TableSource | readonly TableSource[];
  /** An edge list by name: regulator, target and perhaps weight or sign. Without it only IMP and no pruning make sense. */
  readonly prior?: TableSource;
  /** A list of gene pairs, such as protein interactions; without it shared targets in the prior. */
  readonly coregulation?: TableSource;
  /** By default the name of the first series: that of the expression file, where this names none. */
  readonly name?: string;
  /** PHOENIX expects values in [0, 1]. Default none. */
  readonly normalise?: Normalisation;
  /** What becomes of a value that is not there. Default error. */
  readonly missing?: MissingChoice;
  readonly split?: SplitOptions;
  /** Changes every name of every file before names are compared: a function, a change by name, or a file of old and new names. */
  readonly rename?: RenameChoice;
  /** What becomes of an edge that the prior gives both signs. Default error. */
  readonly conflicts?: ConflictChoice;
  /** What becomes of a gene that is given twice, and of an edge or a pair that is given with different numbers. Default error. */
  readonly duplicates?: DuplicateChoice;
  /** Which side of a prior that is a matrix regulates. Needed where the file does not say it. */
  readonly regulators?: MatrixSide;
  /** The column of the prior that holds weights or signs, where its title does not say it. */
  readonly weight?: string;
  /** Only so many edges of the prior, the strongest between genes of the expression. Default all. */
  readonly top?: number;
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

/**
 * Loads a study of the user's own, checks everything and says what was matched. The truth is null; without a prior the prior is
 * empty, and without both prior and co-regulation file so is the co-regulation.
 * @throws Error or RangeError naming file, line, column, gene and the way out, for whatever is not as documented
 */
export async function loadStudy(options: OwnStudyOptions): Promise<OwnStudy> {
  const { normalise = 'none', missing = 'error' } = options;
  const sources = [options.expression].flat() as readonly TableSource[];
  if (sources.length === 0) throw new RangeError('no expression file is named');
  requireChoices(options);
  const rename = await renameOf(options.rename);
  const memory = options.memory ?? memoryLimit();

  const files: ExpressionFile[] = [];
  for (const [k, source] of sources.entries()) {
    if (typeof source === 'string' && !/\.h5ad$/i.test(source)) await checkFileSize(source, memory);
    files.push(await readExpression(source, rename, k === 0 ? 'expression' : `expression ${k + 1}`, options));
  }
  const joined = joinSeries(files, missing);
  const { genes, series } = joined;
  const names = { file: files.map(({ file }) => file).join(', '), names: genes };
  const hidden = options.hidden ?? suggestedHidden(genes.length);
  const allTimes = series.reduce((sum, { times }) => sum + times.length, 0);
  const bytes = checkMemory(names.file, genes.length, hidden, allTimes, memory);
  const { prior, coregulation, matches } = await readKnowledge(options, rename, names, bytes, memory);
  const regulators = filledRows(prior);

  const split = splitSeries(series, options.split);
  const scaled = normaliser(split.training, genes.length, normalise);
  const scaledSeries = (part: readonly NamedSeries[]): Series[] =>
    part.map(({ times, levels }) => asRecorded({ times, levels: scaled(levels) }));
  const faint = normalise === 'together' ? faintGenes(split.training, genes, scaled) : [];
  const genesInPrior = new Set([...regulators, ...prior.columns]).size;
  const report = matchReport({
    ...matches,
    files,
    joined,
    split,
    genesInPrior,
    normalised: normalise,
    hidden,
    bytes,
    nameWarnings: [...faint, ...warningsOnNames(names, matches)],
  });
  const study = hashed({
    name: options.name ?? series[0].name,
    source: sourceOf(report),
    genes,
    training: scaledSeries(split.training),
    validation: scaledSeries(split.validation),
    test: scaledSeries(split.test),
    prior,
    coregulation,
    truth: null,
    ...(matches.prior && { regulators }),
    ...(report.warnings.length > 0 && { remarks: report.warnings }),
  });
  return { study, report };
}

/** Prior and co-regulation over the genes of the expression, empty where nothing is known, and how their files met it. */
async function readKnowledge(
  options: OwnStudyOptions,
  rename: Rename,
  expression: NamesOf,
  trains: number,
  memory: number,
) {
  const n = expression.names.length;
  const empty = fromEntries(n, n, []);
  const genes = new Set(expression.names);
  const prior = options.prior
    ? matchPrior(await readRegulation(options.prior, rename, options, genes), expression, options.top)
    : null;
  const associations = options.coregulation
    ? matchAssociation(await readAssociation(options.coregulation, rename, options, genes), expression)
    : null;
  if (prior && !associations) checkCoregulationMemory(prior.match.file, prior.matrix, trains, memory);
  return {
    prior: prior?.matrix ?? empty,
    coregulation: associations?.matrix ?? (prior ? coregulationOf(prior.matrix) : empty),
    matches: {
      prior: prior?.match ?? null,
      coregulation: associations?.match ?? (prior ? ('prior' as const) : null),
    },
  };
}

/** Names of no gene, in the expression and among those that prior and co-regulation have alone. */
function warningsOnNames(
  expression: NamesOf,
  { prior, coregulation }: Pick<MatchReport, 'prior' | 'coregulation'>,
): string[] {
  const matches = [prior, coregulation === 'prior' ? null : coregulation];
  const others = matches.flatMap((match) =>
    match === null ? [] : [{ file: match.file, names: match.unknownNames }],
  );
  return [expression, ...others].flatMap(nameWarnings);
}

function sourceOf({ files, prior, coregulation }: MatchReport): string {
  const known = prior ? `prior ${prior.file}` : 'no prior';
  const shared =
    coregulation !== null && coregulation !== 'prior' ? `, co-regulation ${coregulation.file}` : '';
  return `own data: ${files.join(', ')}; ${known}${shared}`;
}

/** @throws RangeError for a choice that there is none of */
function requireChoices(options: OwnStudyOptions): void {
  oneOf('normalise', options.normalise, NORMALISATIONS);
  oneOf('missing', options.missing, MISSING_CHOICES);
  oneOf('conflicts', options.conflicts, CONFLICT_CHOICES);
  oneOf('duplicates', options.duplicates, DUPLICATE_CHOICES);
  oneOf('regulators', options.regulators, MATRIX_SIDES);
  oneOf('replicates', options.replicates, REPLICATE_CHOICES);
  oneOf('comma', options.comma, COMMAS);
  for (const [name, value, least] of [
    ['bins', options.bins, 2],
    ['top', options.top, 1],
  ] as const) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least)) {
      throw new RangeError(`${name} is a whole number from ${least} on, not ${value}`);
    }
  }
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) {
    throw new RangeError(`${name} is one of ${allowed.join(', ')}, not "${value}"`);
  }
}
