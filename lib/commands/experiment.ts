import type { SparseMatrix } from '../math/sparse-matrix';
import { requireWritable, writeWhole } from '../files/write-file';
import { reportText } from '../studies/own/report';
import type { Study } from '../studies/study';
import type { TrainingPlan } from '../training/plan';
import { POST_HOC_REPEATS, POST_HOC_SPARSITIES } from '../training/post-hoc';
import { discardCheckpoint, hasCheckpoint, TrainingAborted } from '../training/train';
import { TrainingFailure } from '../training/training-failure';
import type { EpochReport } from '../training/training-run';
import { datasetNamed } from '../datasets/datasets';
import { openOwnData, type OpenedData } from '../datasets/own-data';
import { checkpointFile, lockRun } from '../experiments/checkpoint-file';
import { authorsDataAtHand, authorsDataText } from '../experiments/authors-data';
import {
  completeExperiment,
  onOwnData,
  type Experiment,
  type ExperimentRequest,
} from '../experiments/experiment';
import { loadStudyOf } from '../experiments/load-study';
import { planOf } from '../experiments/plan-of';
import { runExperiment } from '../experiments/run-experiment';
import { runLinear, type Outcome } from '../experiments/run-linear';
import { saveFinished } from '../experiments/save-models';
import { saveNetwork } from '../experiments/save-network';
import { verdict } from '../experiments/verdict';
import { strategyNamed } from '../strategies/strategies';
import { asProgram, asUse, CommandError, runCommand, WrongUse, type Command } from './command';
import { EXPERIMENT_OPTIONS } from './experiment-options';
import { Forecast } from './forecast';
import { inOptions, wordOf, type Values } from './options';
import { print, ProgressLine } from './output';
import { demandsText } from '../reproduction/inventory';

/** From so many genes on the first weights take seconds, of 20 000 a minute. */
const LARGE = 5000;

type Asked = Values<typeof EXPERIMENT_OPTIONS>;

const EXPERIMENT: Command<typeof EXPERIMENT_OPTIONS> = {
  about: `Trains one model and prints one JSON object on stdout; progress goes to stderr.

  npm run -s experiment -- --dataset sim350 --strategy dash --noise 0.05 --seed 1`,
  options: EXPERIMENT_OPTIONS,
  stopping: 'stopping after this epoch',
  async run(asked, signal) {
    const { expression, prior, coregulation, normalise, missing } = asked;
    const { rename, conflicts, duplicates, regulators, top } = asked;
    const { replicates, comma, pseudotime, lineage, bins, layer, geneNames } = asked;
    const knowledge = { prior, coregulation, rename, conflicts, duplicates, regulators, top };
    const taken = { normalise, missing, replicates, comma, pseudotime, lineage, bins, layer, geneNames };
    const own = expression && (await openOwnData({ expression, ...knowledge, ...taken }));
    const request = own ? onOwnData(asked, own) : await withAuthorsData(asked);
    const experiment = asUse(() => completeExperiment(request));
    const demands = demandsText(experiment);
    if (demands !== null) process.stderr.write(`${demands}\n`);
    if (own) {
      const plan = asUse(() => planOf(experiment, own.study));
      const { linear } = strategyNamed(experiment.strategy);
      const matched = inOptions(reportText(own.report), EXPERIMENT_OPTIONS);
      process.stderr.write(`${linear ? matched : `${matched}\n${beforeTraining(plan)}`}\n`);
    }
    return strategyNamed(experiment.strategy).linear
      ? fit(experiment, own, asked)
      : train(experiment, own, asked, signal);
  },
};

/** Runs the command with these arguments; resolves to the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export const main = (words: readonly string[]): Promise<number> => runCommand(EXPERIMENT, words);

/** The request with the authors' data where they are at hand and nothing is said of them, and a word on which it is. */
async function withAuthorsData(asked: Asked): Promise<ExperimentRequest> {
  const data = asUse(() => datasetNamed(asked.dataset ?? 'sim350'));
  const authorsData = asked.authorsData ?? (!asked.generated && (await authorsDataAtHand(data)));
  const text = authorsData ? authorsDataText(data, true) : null;
  if (text !== null) process.stderr.write(`${inOptions(text, EXPERIMENT_OPTIONS)}\n`);
  return { ...asked, authorsData };
}

/** How it will be trained: the line before the first epoch. */
function beforeTraining(plan: TrainingPlan): string {
  const { pruning, epochs, hidden, timeScale = 1 } = plan;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const parts = [
    `at most ${epochs} epochs`,
    `${hidden} hidden neurons a branch`,
    `time x ${Number(timeScale.toPrecision(4))}`,
    pruning === null
      ? ''
      : `lambda (${pruning.lambdas.lambda1}, ${pruning.lambdas.lambda2}); ${percent(pruning.schedule.first.amount)} pruned at ` +
        `epoch ${pruning.schedule.first.epoch}, then ${percent(pruning.schedule.then.amount)} of the rest every ` +
        `${pruning.schedule.then.every}`,
  ].filter((part) => part !== '');
  return `Training: ${parts.join('; ')}`;
}

/** Fits a linear model, which takes seconds. @param own the study, where it has been read already */
async function fit(experiment: Experiment, own: OpenedData | undefined, asked: Asked): Promise<number> {
  if (asked.saveModel !== undefined) {
    throw new WrongUse(
      `--save-model keeps PHOENIX models, and ${experiment.strategy} is a linear one: take --network`,
    );
  }
  for (const place of [asked.out, asked.network]) if (place !== undefined) requireWritable(place);
  const study = await loadStudyOf(experiment, own?.study);
  process.stderr.write(`${study.source}\n`);
  await handOver(await runLinear(experiment, study), asked, study.prior, new ProgressLine(performance.now()));
  return 0;
}

/** @param own the study, where it has been read already */
async function train(
  experiment: Experiment,
  own: OpenedData | undefined,
  asked: Asked,
  signal: AbortSignal,
): Promise<number> {
  const file = asked.checkpoint ?? checkpointFile(experiment);
  const line = new ProgressLine(performance.now());
  let unlock: (() => void) | undefined;
  try {
    for (const place of [file, asked.out, asked.saveModel, asked.network]) {
      if (place !== undefined) requireWritable(place);
    }
    unlock = lockRun(file);
    if (asked.fresh) discardCheckpoint(file);
    if (hasCheckpoint(file)) process.stderr.write(`resuming from ${file} (--fresh starts anew)\n`);
    const study = await loadStudyOf(experiment, own?.study);
    process.stderr.write(`${study.source}\n`);
    line.show('drawing the first weights', study.genes.length >= LARGE);
    const forecast = new Forecast(epochsOf(experiment, study));
    const finished = await runExperiment(experiment, {
      study,
      signal,
      checkpoint: { file, everySeconds: asked.checkpointSeconds },
      onStep: (done, of) => {
        const text = forecast.step(done, of);
        if (text !== null) line.keep(text);
        else if (done < of) line.show(`step ${done} of ${of} of epoch ${forecast.epoch + 1}`);
      },
      onEpoch: (report) => {
        forecast.epochDone(report.epoch);
        line.show(epochText(report), report.epoch === 1 || report.epoch % 10 === 0 || undefined);
      },
      onMeasuring: (what) => line.show(what, true),
      onWarning: (warning) => line.keep(warning),
    });
    process.stderr.write('\n');
    await handOver(finished, asked, study.prior, line);
    discardCheckpoint(file);
    return 0;
  } catch (error) {
    const message =
      error instanceof TrainingFailure
        ? error.advised((setting, value) => `${wordOf(setting)} ${value}`)
        : (error as Error).message;
    const resumes = hasCheckpoint(file);
    if (error instanceof TrainingAborted) {
      const next = resumes ? `resumes it (${file})` : 'starts anew';
      throw new CommandError(`\n${message}; the same command ${next}`, 130);
    }
    throw new CommandError(
      `\n${message}${resumes ? `\nits checkpoint is in ${file} (--fresh forgets it)` : ''}`,
      1,
    );
  } finally {
    unlock?.();
  }
}

/** The epochs of a run, if it goes to its end. */
function epochsOf(experiment: Experiment, study: Study): number {
  const trainings = strategyNamed(experiment.strategy).postHoc
    ? 1 + POST_HOC_SPARSITIES.length * POST_HOC_REPEATS
    : 1;
  return trainings * planOf(experiment, study).epochs;
}

function epochText({ epoch, trainingLoss, validationLoss, sparsity, pruned }: EpochReport): string {
  const event = pruned === null ? '' : `, pruned ${Math.round(100 * pruned)} %`;
  return (
    `epoch ${epoch}: loss ${trainingLoss.toExponential(3)}, validation ${validationLoss.toExponential(3)}, ` +
    `sparsity ${(100 * sparsity).toFixed(1)} %${event}`
  );
}

/**
 * Writes the files that were asked for and prints the result. One that cannot be written keeps no other from it; stdout then
 * has all of the result.
 * @throws Error that names what could not be written
 */
async function handOver(
  finished: Outcome,
  asked: Asked,
  prior: SparseMatrix,
  line: ProgressLine,
): Promise<void> {
  const { out, saveModel, network, saveEpoch, strongest } = asked;
  const { result } = finished;
  const failures: string[] = [];
  const write = (file: string | undefined, how: (file: string) => void): void => {
    try {
      if (file !== undefined) how(file);
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  const { model } = 'fitted' in finished ? finished.fitted : finished[saveEpoch];
  if ('best' in finished) write(saveModel, (file) => saveFinished(file, finished, saveEpoch));
  write(network, (file) =>
    saveNetwork(file, model, prior, { strongest, onProgress: (text) => line.show(text) }),
  );
  line.end();
  write(out, (file) => writeWhole(file, `${JSON.stringify(result)}\n`));
  const summary = { ...result, history: undefined, path: undefined };
  await print(JSON.stringify(failures.length === 0 ? summary : result));
  if (failures.length > 0) throw new Error(`${failures.join('\n')}\nall of the result is on stdout`);
  process.stderr.write(`${verdict(result, 'best' in finished ? saveEpoch : 'last')}\n`);
}

asProgram(module, main);
