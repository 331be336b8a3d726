import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../downloads/sources';
import { writeWhole } from '../files/write-file';
import type { EpochReport } from '../training/training-run';
import { experimentName, storedExperiment, type Experiment } from './experiment';
import type { ExperimentResult } from './result';

/** What a stored learning curve keeps of an epoch; losses and sparsity with 4 significant digits. */
export type StoredEpoch = Pick<
  EpochReport,
  'epoch' | 'trainingLoss' | 'validationLoss' | 'sparsity' | 'pruned'
>;

/** A result as it is stored: whole but for its learning curve, which is thinned. */
export interface StoredResult extends Omit<ExperimentResult, 'history'> {
  readonly history: readonly StoredEpoch[];
}

const EPOCH_FIELDS = ['epoch', 'trainingLoss', 'validationLoss', 'sparsity', 'pruned'] as const;

/** Epochs that a stored curve may hold, pruning events and the ends aside: keeps a file below 15 kB. */
const MOST_EPOCHS = 150;

/** Where the project keeps its results: data/results. */
export function resultsFolder(): string {
  return join(projectFolder(), 'data', 'results');
}

/** The file of an experiment's result: its name carries the hash of all settings. */
export function resultFile(experiment: Experiment, folder = resultsFolder()): string {
  return join(folder, `${experimentName(experiment)}.json`);
}

/** Stores a result in its file, whole or not at all. @returns what a reader will find there */
export function storeResult(result: ExperimentResult | StoredResult, folder = resultsFolder()): StoredResult {
  const stored: StoredResult = { ...result, history: thinned(result.history, result.bestEpoch) };
  writeWhole(
    resultFile(result.configuration, folder),
    `${JSON.stringify({ ...stored, history: columnsOf(stored.history) })}\n`,
  );
  return stored;
}

/**
 * Reads one result: a file of the store, or one that `npm run experiment -- --out` wrote.
 * @throws Error that names the file and what is wrong with it
 */
export function readResult(file: string): StoredResult {
  const text = readFileSync(file, 'utf8');
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    const { configuration } = value;
    if (typeof configuration !== 'object' || configuration === null)
      throw new Error('it has no configuration');
    for (const [path, kind] of REQUIRED) check(value, path, kind);
    const result = value as unknown as StoredResult;
    return {
      ...result,
      // Settings that came after the file was written take the values that the run had.
      configuration: storedExperiment(configuration),
      history: Array.isArray(value.history)
        ? thinned(value.history as StoredEpoch[], result.bestEpoch)
        : epochsOf(value.history),
    };
  } catch (error) {
    throw new Error(
      `${file} is damaged or not a result of this project (${(error as Error).message}): ` +
        'delete it, and `npm run reproduce` makes it again',
    );
  }
}

/**
 * All results of a folder, found by `experimentName` of their configuration; empty where the folder is not there.
 * @throws Error that names a damaged file
 */
export function readResults(folder = resultsFolder()): ReadonlyMap<string, StoredResult> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const results = files.sort().map((name) => readResult(join(folder, name)));
  return new Map(results.map((result) => [experimentName(result.configuration), result]));
}

/** The stored results of these experiments, in their order; those that are not there are left out. */
export function resultsOf(
  experiments: readonly Experiment[],
  stored: ReadonlyMap<string, StoredResult>,
): StoredResult[] {
  return experiments.flatMap((experiment) => stored.get(experimentName(experiment)) ?? []);
}

/** Every k-th epoch, with all pruning events, the best and the last one. */
function thinned(history: readonly StoredEpoch[], bestEpoch: number): StoredEpoch[] {
  const every = Math.ceil(history.length / MOST_EPOCHS);
  return history
    .filter(
      ({ epoch, pruned }, k) =>
        k % every === 0 || pruned !== null || epoch === bestEpoch || k === history.length - 1,
    )
    .map(({ epoch, trainingLoss, validationLoss, sparsity, pruned }) => ({
      epoch,
      trainingLoss: rounded(trainingLoss),
      validationLoss: rounded(validationLoss),
      sparsity: rounded(sparsity),
      pruned,
    }));
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** One array a field: half the size of one object an epoch. */
function columnsOf(history: readonly StoredEpoch[]): Record<string, (number | null)[]> {
  return Object.fromEntries(EPOCH_FIELDS.map((field) => [field, history.map((epoch) => epoch[field])]));
}

function epochsOf(value: unknown): StoredEpoch[] {
  const columns = value as Record<(typeof EPOCH_FIELDS)[number], (number | null)[]>;
  const lengths = EPOCH_FIELDS.map((field) => (columns[field] as unknown[] | undefined)?.length);
  if (lengths[0] === undefined || lengths.some((length) => length !== lengths[0])) {
    throw new Error('the columns of its history are not of one length');
  }
  return columns.epoch.map(
    (_, k) =>
      Object.fromEntries(EPOCH_FIELDS.map((field) => [field, columns[field][k]])) as unknown as StoredEpoch,
  );
}

const MEASURES = [
  ['validationLoss', 'number'],
  ['sparsity', 'number'],
  ['balancedAccuracy', 'number or null'],
  ['testMse.noisyPairs', 'number'],
  ['testMse.rollOut', 'number'],
] as const;

/** What tables and figures read, by path. */
const REQUIRED: readonly (readonly [
  path: string,
  kind: 'number' | 'number or null' | 'string' | 'object',
])[] = [
  ...MEASURES,
  ['last.epoch', 'number'],
  ...MEASURES.map(([path, kind]) => [`last.${path}`, kind] as const),
  ['study.source', 'string'],
  ['study.hash', 'string'],
  ['bestEpoch', 'number'],
  ['stopEpoch', 'number'],
  ['seconds', 'number'],
  ['baselines', 'object'],
  ['history', 'object'],
];

function check(value: unknown, path: string, kind: (typeof REQUIRED)[number][1]): void {
  const found = path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);
  const fits =
    kind === 'number or null'
      ? found === null || typeof found === 'number'
      : typeof found === kind && found !== null;
  if (!fits) throw new Error(`its ${path} is ${JSON.stringify(found) ?? 'missing'}, not a ${kind}`);
}
