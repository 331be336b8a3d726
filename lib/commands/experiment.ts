import { requireWritable } from '../files/write-file';
import { reportText } from '../studies/own/report';
import type { Study } from '../studies/study';
import type { TrainingPlan } from '../training/plan';
import { POST_HOC_REPEATS, POST_HOC_SPARSITIES } from '../training/post-hoc';
import { discardCheckpoint, hasCheckpoint, TrainingAborted } from '../training/train';
import { TrainingFailure } from '../training/training-failure';
import type { EpochReport } from '../training/training-run';
import { datasetNamed } from '../datasets/datasets';
import { openOwnData, type OpenedData } from '../datasets/own-data';
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
import { runLinear } from '../experiments/run-linear';
import { strategyNamed } from '../strategies/strategies';
import { asProgram, asUse, CommandError, runCommand, WrongUse, type Command } from './command';
import { EXPERIMENT_OPTIONS } from './experiment-options';
import { Forecast } from './forecast';
import { handOver } from './hand-over';
import { holdRun, placeOf, requireFinishable, type HeldRun } from './hold-run';
import { inOptions, wordOf, type Values } from './options';
import { ProgressLine } from './output';
import { demandsText } from '../reproduction/grids/inventory';

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
    const { rename, conflicts, duplicates, regulators, weight, top } = asked;
    const { replicates, comma, pseudotime, lineage, bins, layer, geneNames } = asked;
    const knowledge = { prior, coregulation, rename, conflicts, duplicates, regulators, weight, top };
    const taken = { normalise, missing, replicates, comma, pseudotime, lineage, bins, layer, geneNames };
    const line = new ProgressLine();
    const own =
      expression &&
      (await openOwnData({ expression, ...knowledge, ...taken }, (text) => line.show(text)).finally(() =>
        line.end(),
      ));
    const request = own ? onOwnData(asked, own) : await withAuthorsData(asked);
    const experiment = asUse(() => completeExperiment(request));
    requireFinishable(experiment, asked);
    if (asked.edges === 'plausible' && experiment.own && experiment.own.prior === undefined) {
      throw new WrongUse(
        '--edges plausible weighs a prior, and none is named: name one (--prior FILE), or leave it out',
      );
    }
    const demands = demandsText(experiment);
    if (demands !== null) process.stderr.write(`${demands}\n`);
    if (own) {
      const plan = asUse(() => planOf(experiment, own.study));
      const { linear, evidence } = strategyNamed(experiment.strategy);
      const matched = inOptions(reportText(own.report), EXPERIMENT_OPTIONS);
      process.stderr.write(`${linear ? matched : `${matched}\n${beforeTraining(plan, evidence)}`}\n`);
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
function beforeTraining({ pruning, epochs, hidden, timeScale = 1 }: TrainingPlan, evidence = false): string {
  const parts = [
    `at most ${epochs} epochs`,
    evidence ? 'a hidden neuron a branch for each regulator' : `${hidden} hidden neurons a branch`,
    `time x ${Number(timeScale.toPrecision(4))}`,
    ...(pruning === null ? [] : [pruningText(pruning, epochs)]),
  ];
  return `Training: ${parts.join('; ')}`;
}

function pruningText(
  { lambdas, schedule: { first, then } }: NonNullable<TrainingPlan['pruning']>,
  epochs: number,
): string {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return (
    `lambda (${lambdas.lambda1}, ${lambdas.lambda2}); ${percent(first.amount)} pruned at epoch ${first.epoch}, then ` +
    `${percent(then.amount)} of the rest every ${then.every}` +
    (first.epoch > epochs ? ': NOTHING in so few epochs' : '')
  );
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
  await handOver(await runLinear(experiment, study), asked, study, new ProgressLine(performance.now()));
  return 0;
}

/** @param own the study, where it has been read already */
async function train(
  experiment: Experiment,
  own: OpenedData | undefined,
  asked: Asked,
  signal: AbortSignal,
): Promise<number> {
  const line = new ProgressLine(performance.now());
  let run: HeldRun = { file: placeOf(experiment, asked), release: () => undefined };
  try {
    for (const place of [run.file, asked.out, asked.saveModel, asked.network]) {
      if (place !== undefined) requireWritable(place);
    }
    const study = await loadStudyOf(experiment, own?.study);
    run = holdRun(experiment, study, asked);
    process.stderr.write(`${study.source}\n`);
    line.show('drawing the first weights', study.genes.length >= LARGE);
    const forecast = new Forecast(epochsOf(experiment, study));
    const finished = await runExperiment(experiment, {
      study,
      signal,
      finish: asked.finish,
      checkpoint: { file: run.file, everySeconds: asked.checkpointSeconds },
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
      onWarning: (warning) => line.keep(inOptions(warning, EXPERIMENT_OPTIONS)),
    });
    process.stderr.write('\n');
    await handOver(finished, asked, study, line);
    if (finished.result.stoppedBy === 'request') {
      process.stderr.write(
        `its checkpoint stays in ${run.file}: without --finish, or with more --epochs, it goes on from there\n`,
      );
    } else discardCheckpoint(run.file);
    return 0;
  } catch (error) {
    throw failedRun(error as Error, experiment, run.file);
  } finally {
    run.release();
  }
}

/** What a run failed with, or that it was stopped, and what its checkpoint is good for. */
function failedRun(error: Error, { strategy }: Experiment, file: string): CommandError {
  const message =
    error instanceof TrainingFailure
      ? error.advised((setting, value) => `${wordOf(setting)} ${value}`)
      : error.message;
  const resumes = hasCheckpoint(file);
  if (!(error instanceof TrainingAborted)) {
    return new CommandError(
      `\n${message}${resumes ? `\nits checkpoint is in ${file} (--fresh forgets it)` : ''}`,
      1,
    );
  }
  const finish = strategyNamed(strategy).postHoc ? '' : '; with --finish it ends it there';
  const next = resumes ? `resumes it (${file})${finish}` : 'starts anew';
  return new CommandError(`\n${message}; the same command ${next}`, 130);
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

asProgram(module, main);
