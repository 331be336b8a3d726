import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../files/write-file';
import { COLLECTIONS, type CollectionName } from '../pathways/collections';
import type { Model } from '../phoenix/model';
import { experimentName, storedExperiment, type Experiment } from './experiment';
import type { LibraryVersion } from './library-version';
import type { RecordedPathway, RecordedTest } from './pathway-record';
import { resultsFolder } from './result-store';
import { KEPT_EPOCHS, type KeptEpoch } from './save-models';

/** Both ways to influence scores: every gene perturbed (B.8), or estimated by the adjoint. */
export const INFLUENCE_METHODS = ['estimate', 'full'] as const;
export type InfluenceMethod = (typeof INFLUENCE_METHODS)[number];

/** Which pathways one trained model found. */
export interface PathwayResult {
  /** How the model was trained, and which of its two it is. */
  readonly configuration: Experiment;
  readonly model: KeptEpoch;
  readonly epoch: number;
  readonly hash: string;
  /** Of the model's parameters: 12 digits of their sha256. */
  readonly fingerprint: string;
  readonly influence: {
    readonly method: InfluenceMethod;
    readonly seed: number;
    readonly genes: number;
    /** Genes with any influence on another. */
    readonly moving: number;
    /** Known transcription factors among all genes, and their share of all influence. */
    readonly regulators: number;
    readonly regulatorShare: number;
    /** The most influential genes, the first most. */
    readonly strongest: readonly string[];
    /** Of full scores: their rank correlation with the estimate. */
    readonly estimateCorrelation?: number;
    readonly seconds: number;
  };
  readonly collection: CollectionName;
  /** Which sets these were, in words. */
  readonly source: string;
  /** On all genes of the model, as the paper does; and on its known regulators alone (null where no set has enough of them). */
  readonly all: RecordedTest;
  readonly regulators: RecordedTest | null;
  readonly library: LibraryVersion;
}

/** What names a result: a model, a collection, a way to influence. */
export interface PathwayQuestion {
  readonly configuration: Experiment;
  readonly model: KeptEpoch;
  readonly collection: CollectionName;
  readonly method: InfluenceMethod;
}

/** Where the project keeps them: data/results/pathways. */
export const pathwaysFolder = (): string => join(resultsFolder(), 'pathways');

/** The file of a result. */
export function pathwayFile(
  { configuration, model, collection, method }: PathwayQuestion,
  folder = pathwaysFolder(),
): string {
  const way = method === 'full' ? '.full' : '';
  return join(folder, `${experimentName(configuration)}.${model}.${collection}${way}.json`);
}

/** What tells a model from the same one trained anew: 12 digits of the sha256 of its parameters. */
export function fingerprintOf({ parameters }: Model): string {
  const { buffer, byteOffset, byteLength } = parameters;
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')
    .slice(0, 12);
}

/** Whether a folder holds the result of this very model. @throws Error that names a damaged file */
export function isStored(question: PathwayQuestion, fingerprint: string, folder = pathwaysFolder()): boolean {
  const file = pathwayFile(question, folder);
  return existsSync(file) && readPathwayFile(file).fingerprint === fingerprint;
}

/** Stores a result in its file: z with 4 significant digits, p values with 6. */
export function storePathways(result: PathwayResult, folder = pathwaysFolder()): void {
  const { all, regulators, ...rest } = result;
  const stored = { ...rest, all: packed(all), regulators: regulators && packed(regulators) };
  writeWhole(
    pathwayFile({ ...result, method: result.influence.method }, folder),
    `${JSON.stringify(stored)}\n`,
  );
}

/**
 * All results of a folder; none where the folder is not there.
 * @throws Error that names a damaged file
 */
export function readPathways(folder = pathwaysFolder()): PathwayResult[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => readPathwayFile(join(folder, name)));
}

/** Reads one result. @throws Error that names the file and what is wrong with it */
export function readPathwayFile(file: string): PathwayResult {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Packed<PathwayResult>;
    const { configuration, model, collection, all, regulators } = value;
    if (!KEPT_EPOCHS.includes(model)) throw new Error(`its model is "${String(model)}"`);
    if (!COLLECTIONS.includes(collection)) throw new Error(`its collection is "${String(collection)}"`);
    return {
      ...value,
      configuration: storedExperiment(configuration),
      all: unpacked(all),
      regulators: regulators && unpacked(regulators),
    };
  } catch (error) {
    throw new Error(
      `${file} is damaged or no result of a pathway test (${(error as Error).message}): delete it, and ` +
        '`npm run pathways -- --models FOLDER` makes it again from the model',
    );
  }
}

/** A test with its pathways as columns, without what follows from the others: a third of the size. */
type PackedTest = Omit<RecordedTest, 'pathways'> & { readonly pathways: Columns };
type Packed<T> = Omit<T, 'all' | 'regulators'> & {
  readonly all: PackedTest;
  readonly regulators: PackedTest | null;
};

interface Columns {
  readonly name: readonly string[];
  readonly genes: readonly number[];
  readonly z: readonly number[];
  readonly p: readonly number[];
  readonly benjaminiHochberg: readonly number[];
  readonly maxT: readonly number[];
  /** Null where the paper's permutations do not vary. */
  readonly paperZ: readonly (number | null)[];
  readonly paperP: readonly number[];
}

function packed(test: RecordedTest): PackedTest {
  const { pathways } = test;
  const column = (pick: (pathway: RecordedPathway) => number, digits: number): number[] =>
    pathways.map((pathway) => Number(pick(pathway).toPrecision(digits)));
  return {
    ...test,
    pathways: {
      name: pathways.map(({ name }) => name),
      genes: pathways.map(({ genes }) => genes),
      z: column(({ z }) => z, 4),
      p: column(({ p }) => p, 6),
      benjaminiHochberg: column((pathway) => pathway.benjaminiHochberg, 6),
      maxT: column(({ maxT }) => maxT, 6),
      paperZ: column(({ paper }) => paper.z, 4),
      paperP: column(({ paper }) => paper.p, 6),
    },
  };
}

function unpacked(test: PackedTest): RecordedTest {
  const { name, genes, z, p, benjaminiHochberg, maxT, paperZ, paperP } = test.pathways;
  const pathways = name.map((_, k): RecordedPathway => ({
    name: name[k],
    genes: genes[k],
    z: z[k],
    p: p[k],
    bonferroni: Math.min(1, p[k] * test.tested),
    benjaminiHochberg: benjaminiHochberg[k],
    maxT: maxT[k],
    paper: { z: paperZ[k] ?? NaN, p: paperP[k], bonferroni: Math.min(1, paperP[k] * test.tested) },
  }));
  return { ...test, pathways };
}
