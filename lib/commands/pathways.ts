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
} from '../experiments/pathway-store';
import { influenceOfModel } from '../experiments/influence-of-model';
import { pathwaysOfModel } from '../experiments/pathways-of-model';
import { KEPT_EPOCHS, type KeptEpoch } from '../experiments/save-models';
import { asProgram, runCommand, WrongUse, type Command } from './command';
import { choice, choices, inOptions, text, type Values } from './options';
import { counting } from './output';
import { TEST_SCORES } from './pathways-of-scores';

const OPTIONS = {
  models: text(
    'FOLDER',
    'models that `npm run reproduce -- --models` kept; those of simulated data have no pathways',
    { needed: true },
  ),
  geneSets: choices(COLLECTIONS, 'one or several, for which the influence is computed once a model', {
    default: ['reactome'],
  }),
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
  npm run -s pathways -- --models data/runs/models --gene-sets reactome,go-process,go-function`,
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

/** What a folder of models came to. */
interface Tally {
  done: number;
  failed: number;
}

async function testFolder(options: Values<typeof OPTIONS>, signal: AbortSignal): Promise<number> {
  const { models, results = pathwaysFolder() } = options;
  if (!existsSync(models)) throw new WrongUse(`there is no folder of models ${models}`);
  const files = readdirSync(models).filter((file) => file.includes(options.only));
  const studies = new Map<string, Study>();
  const tally: Tally = { done: 0, failed: 0 };
  for (const file of files.sort()) {
    const kept = KEPT_EPOCHS.find((epoch) => file.endsWith(`.${epoch}.model`));
    if (kept === undefined) continue;
    await attempt(tally, join(models, file), signal, () =>
      testFile(join(models, file), kept, { ...options, results }, studies, tally, signal),
    );
  }
  const { done, failed } = tally;
  process.stdout.write(
    `${done} tested now${failed > 0 ? `, ${failed} failed` : ''}; results in ${results}\n`,
  );
  return failed > 0 ? 1 : 0;
}

/** What goes wrong with one model, or one collection of it, is said and counted, and stops no other. */
async function attempt(
  tally: Tally,
  what: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) throw error;
    tally.failed++;
    process.stderr.write(`${what}: ${inOptions((error as Error).message, OPTIONS)}\n`);
  }
}

/**
 * Tests and stores the collections that this model was not tested with before, with one influence for all of them; none for a
 * model of simulated data. @param studies those loaded, by data set
 */
async function testFile(
  path: string,
  kept: KeptEpoch,
  { geneSets, method, results }: Values<typeof OPTIONS>,
  studies: Map<string, Study>,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const stored = loadModel(path);
  const { epoch, ...settings } = stored.configuration as Experiment & { readonly epoch: number };
  const configuration = storedExperiment(settings);
  if (datasetNamed(configuration.dataset).measured === null) return;
  const fingerprint = fingerprintOf(stored.model);
  const questions = geneSets
    .map((collection): PathwayQuestion => ({ configuration, model: kept, collection, method }))
    .filter((question) => !isStored(question, fingerprint, results));
  if (questions.length === 0) return;
  const { dataset, generated, seed } = configuration;
  const key = generated ? `${dataset} ${seed}` : dataset; // genes and regulators of real data are those of every seed
  const study = studies.get(key) ?? (await loadStudyOf(configuration));
  studies.set(key, study);
  const name = experimentName(configuration);
  const onProgress = counting(`trajectories of ${name}`);
  const how = { configuration, method };
  const influence = await influenceOfModel(stored.model, study, how, { signal, onProgress });
  for (const question of questions) {
    const { collection } = question;
    await attempt(tally, `${path}, ${collection}`, signal, async () => {
      const result = await pathwaysOfModel({ ...stored, epoch }, study, question, influence, signal);
      storePathways(result, results);
      tally.done++;
      const { found, tested } = result.all;
      process.stdout.write(
        `${name}.${kept}, ${collection}: of ${tested} pathways the paper's rule finds ${found.paper}, ` +
          `max-T ${found.maxT} (influence in ${influence.recorded.seconds} s)\n`,
      );
    });
  }
}

asProgram(module, main);
