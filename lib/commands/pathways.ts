import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Study } from '../studies/study';
import { COLLECTIONS, type CollectionName } from '../pathways/collections';
import { main as testScores } from './pathways-of-scores';
import { counting } from './options';
import { loadModel } from '../phoenix/model';
import { datasetNamed } from '../datasets/datasets';
import { completeExperiment, experimentName, type Experiment } from '../experiments/experiment';
import { loadStudyOf } from '../experiments/load-study';
import {
  fingerprintOf,
  INFLUENCE_METHODS,
  isStored,
  pathwaysFolder,
  storePathways,
  type InfluenceMethod,
  type PathwayQuestion,
  type PathwayResult,
} from '../experiments/pathway-store';
import { pathwaysOfModel } from '../experiments/pathways-of-model';
import { KEPT_EPOCHS, type KeptEpoch } from '../experiments/save-models';

const USAGE = `Tests the pathways of every model in a folder and stores each outcome, a few kB, in data/results/pathways. A model
that was tested is not tested again, unless it was trained anew; a stopped command goes on where it was.

  npm run reproduce -- --table 3 --models data/runs/models
  npm run -s pathways -- --models data/runs/models

  --models FOLDER      models that \`npm run reproduce -- --models\` kept; those of simulated data have no pathways
  --gene-sets NAME     ${COLLECTIONS.join(', ')} (default reactome)
  --method NAME        ${INFLUENCE_METHODS.join(' or ')}: influence by the adjoint of the solve (default), or by perturbing every gene
  --only TEXT          only models whose name holds this text
  --results FOLDER     instead of data/results/pathways
`;

/**
 * Runs the command with these arguments: with --models on a folder of models, else on anyone's scores (`lib/pathways`).
 * Resolves to the exit code: 0 done, 1 a model failed, 2 wrong usage, 130 interrupted.
 */
export async function main(words: readonly string[]): Promise<number> {
  if (!words.some((word) => /^--models(=|$)/.test(word))) return testScores(words);
  let options: Options;
  try {
    if (words.some((word) => word === '--help' || word === '-h')) {
      process.stdout.write(USAGE);
      return 0;
    }
    options = optionsOf(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt);
  try {
    return await testFolder(options, abort.signal);
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

interface Options {
  readonly models: string;
  readonly collection: CollectionName;
  readonly method: InfluenceMethod;
  readonly only: string;
  readonly results: string;
}

async function testFolder(options: Options, signal: AbortSignal): Promise<number> {
  const { models, results } = options;
  const files = readdirSync(models).filter((file) => file.includes(options.only));
  const studies = new Map<string, Study>();
  let [done, failed] = [0, 0];
  for (const file of files.sort()) {
    const model = KEPT_EPOCHS.find((epoch) => file.endsWith(`.${epoch}.model`));
    if (model === undefined) continue;
    try {
      const result = await testFile(join(models, file), model, options, studies, signal);
      if (result === null) continue;
      storePathways(result, results);
      done++;
      const { found, tested } = result.all;
      process.stdout.write(
        `${experimentName(result.configuration)}.${model}: of ${tested} pathways the paper's rule finds ${found.paper}, ` +
          `max-T ${found.maxT} (${result.influence.seconds} s)\n`,
      );
    } catch (error) {
      if (signal.aborted) {
        process.stderr.write('stopped; the same command goes on from here\n');
        return 130;
      }
      failed++;
      process.stderr.write(`${join(models, file)}: ${(error as Error).message}\n`);
    }
  }
  process.stdout.write(
    `${done} tested now${failed > 0 ? `, ${failed} failed` : ''}; results in ${results}\n`,
  );
  return failed > 0 ? 1 : 0;
}

/** Null for a model that was tested before, and for one of simulated data. @param studies those loaded, by data set */
async function testFile(
  path: string,
  model: KeptEpoch,
  { collection, method, results }: Options,
  studies: Map<string, Study>,
  signal: AbortSignal,
): Promise<PathwayResult | null> {
  const stored = loadModel(path);
  const { epoch, ...settings } = stored.configuration as Experiment & { readonly epoch: number };
  const configuration = completeExperiment(settings);
  const question: PathwayQuestion = { configuration, model, collection, method };
  if (datasetNamed(configuration.dataset).measured === null) return null;
  if (isStored(question, fingerprintOf(stored.model), results)) return null;
  const { dataset, generated, seed } = configuration;
  const key = generated ? `${dataset} ${seed}` : dataset; // genes and regulators of real data are those of every seed
  const study = studies.get(key) ?? (await loadStudyOf(configuration));
  studies.set(key, study);
  const onProgress = counting(`trajectories of ${experimentName(configuration)}`);
  return pathwaysOfModel({ ...stored, epoch }, study, question, { signal, onProgress });
}

function optionsOf(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      models: { type: 'string' },
      'gene-sets': { type: 'string', default: 'reactome' },
      method: { type: 'string', default: 'estimate' },
      only: { type: 'string', default: '' },
      results: { type: 'string', default: pathwaysFolder() },
    },
  });
  const { models = '', 'gene-sets': sets, method, only, results } = values;
  if (!existsSync(models)) throw new Error(`there is no folder of models ${models}`);
  const collection = COLLECTIONS.find((name) => name === sets);
  if (collection === undefined)
    throw new RangeError(`--gene-sets is one of ${COLLECTIONS.join(', ')}, not "${sets}"`);
  const way = INFLUENCE_METHODS.find((name) => name === method);
  if (way === undefined) {
    throw new RangeError(`--method is ${INFLUENCE_METHODS.join(' or ')}, not "${method}"`);
  }
  return { models, collection, method: way, only, results };
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
