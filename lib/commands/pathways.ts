import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Study } from '../studies/study';
import { COLLECTIONS } from '../pathways/collections';
import { loadModel } from '../phoenix/model';
import { datasetNamed } from '../datasets/datasets';
import { experimentName, storedExperiment, type Experiment } from '../experiments/experiment';
import { loadStudyOf } from '../experiments/load-study';
import {
  fingerprintOf,
  INFLUENCE_METHODS,
  isStored,
  pathwaysFolder,
  storePathways,
  type PathwayQuestion,
  type PathwayResult,
} from '../experiments/pathway-store';
import { pathwaysOfModel } from '../experiments/pathways-of-model';
import { KEPT_EPOCHS, type KeptEpoch } from '../experiments/save-models';
import { asProgram, runCommand, WrongUse, type Command } from './command';
import { choice, inOptions, text, type Values } from './options';
import { counting } from './output';
import { TEST_SCORES } from './pathways-of-scores';

const OPTIONS = {
  models: text(
    'FOLDER',
    'models that `npm run reproduce -- --models` kept; those of simulated data have no pathways',
    { needed: true },
  ),
  geneSets: choice(COLLECTIONS, '', { default: 'reactome' }),
  method: choice(INFLUENCE_METHODS, 'influence by the adjoint of the solve, or by perturbing every gene', {
    default: 'estimate',
  }),
  only: text('TEXT', 'only models whose name holds this text', { default: '' }),
  results: text('FOLDER', 'instead of data/results/pathways'),
};

const TEST_MODELS: Command<typeof OPTIONS> = {
  about: `Tests the pathways of every model in a folder and stores each outcome, a few kB, in data/results/pathways. A model
that was tested is not tested again, unless it was trained anew; a stopped command goes on where it was.

  npm run reproduce -- --table 3 --models data/runs/models
  npm run -s pathways -- --models data/runs/models`,
  options: OPTIONS,
  stopped: 'stopped; the same command goes on from here',
  run: testFolder,
};

/**
 * Runs the command with these arguments: with --models on a folder of models, else on anyone's scores (`lib/pathways`).
 * Resolves to the exit code: 0 done, 1 a model failed, 2 wrong usage, 130 interrupted.
 */
export const main = (words: readonly string[]): Promise<number> =>
  words.some((word) => /^--models(=|$)/.test(word))
    ? runCommand(TEST_MODELS, words)
    : runCommand(TEST_SCORES, words);

async function testFolder(options: Values<typeof OPTIONS>, signal: AbortSignal): Promise<number> {
  const { models, results = pathwaysFolder() } = options;
  if (!existsSync(models)) throw new WrongUse(`there is no folder of models ${models}`);
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
      if (signal.aborted) throw error;
      failed++;
      process.stderr.write(`${join(models, file)}: ${inOptions((error as Error).message, OPTIONS)}\n`);
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
  { geneSets: collection, method, results }: Values<typeof OPTIONS>,
  studies: Map<string, Study>,
  signal: AbortSignal,
): Promise<PathwayResult | null> {
  const stored = loadModel(path);
  const { epoch, ...settings } = stored.configuration as Experiment & { readonly epoch: number };
  const configuration = storedExperiment(settings);
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

asProgram(module, main);
