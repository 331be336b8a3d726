import { datasetNamed } from '../datasets/datasets';
import type { Experiment } from '../experiments/experiment';
import { runAll, type RunAllOptions } from '../experiments/run-all';
import type { Finished } from '../experiments/run-experiment';
import type { Outcome } from '../experiments/run-linear';
import { strategyLabel, strategyNamed } from '../strategies/strategies';
import { messageInCode } from '../training/training-failure';
import { finishable } from './interruptible';
import { LiveRuns } from './live-runs';

/**
 * Trains experiments in processes of their own, with one display that is updated in place: for each run a bar, epoch, loss,
 * sparsity and the least time left, and the validation losses falling. Interrupting the kernel ends every run after its epoch, with
 * the models that it has (`stoppedBy` is then 'request'), what waits after its first; interrupting again stops all of it.
 * @throws RangeError for a strategy without epochs; Error that names the run which failed; TrainingAborted after a second interrupt
 */
export async function trainLive(
  experiments: readonly Experiment[],
  options: Pick<RunAllOptions, 'jobs' | 'checkpointOf'> & { title?: string } = {},
): Promise<Finished[]> {
  const linear = experiments.find(({ strategy }) => strategyNamed(strategy).linear);
  if (linear) {
    throw new RangeError(`strategy ${linear.strategy} has no epochs to show: npm run experiment fits it`);
  }
  const names = namesOf(experiments);
  const live = new LiveRuns(
    experiments.map(({ dataset, strategy, epochs }, k) => {
      const { patience } = datasetNamed(dataset).training;
      return { name: names[k], strategy, epochs, patience };
    }),
    options.title ?? `training ${experiments.length} model${experiments.length === 1 ? '' : 's'}`,
  );
  let outcomes: (Outcome | Error)[];
  try {
    outcomes = await finishable(
      (interruption) =>
        runAll(experiments, {
          ...options,
          ...interruption,
          onStart: (k) => live.started(k),
          onEpoch: (k, report) => live.epoch(k, report),
          onEnd: (k, outcome) => live.ended(k, outcome instanceof Error ? outcome : outcome.result.stoppedBy),
        }),
      (stops) => (stops ? live.interrupted() : live.finishing()),
    );
  } finally {
    await live.end();
  }
  return outcomes.map((outcome, k) => {
    if ('best' in outcome) return outcome;
    const { dataset, strategy, seed } = experiments[k];
    throw new Error(`${strategy} on ${dataset} (seed ${seed}) failed: ${messageInCode(outcome as Error)}`, {
      cause: outcome,
    });
  });
}

/** "DASH, seed 1", with the data set where they are several, and with whatever else differs where that leaves two alike. */
function namesOf(experiments: readonly Experiment[]): string[] {
  const several = new Set(experiments.map(({ dataset }) => dataset)).size > 1;
  const names = experiments.map(({ dataset, strategy, seed }) =>
    [strategyLabel(strategy), ...(several ? [dataset] : []), `seed ${seed}`].join(', '),
  );
  if (new Set(names).size === names.length) return names;
  const differing = OTHER_SETTINGS.filter(
    (setting) => new Set(experiments.map((one) => one[setting])).size > 1,
  );
  return experiments.map((one, k) =>
    [names[k], ...differing.map((setting) => settingInWords(setting, one[setting]))].join(', '),
  );
}

/** What trainings of one strategy, data set and seed may differ in. */
const OTHER_SETTINGS = [
  ...([
    'noise',
    'priorCorruption',
    'validation',
    'timeScale',
    'lambda1',
    'lambda2',
    'mixing',
    'tau',
  ] as const),
  ...(['epochs', 'learningRate', 'penaltyWeight', 'asPublishedCode', 'solver'] as const),
];

/** "time scale 100", "as published code"; what is left at its default goes without saying how. */
function settingInWords(setting: keyof Experiment, value: unknown): string {
  const words = setting.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (value === undefined || value === false) return `usual ${words}`;
  return value === true ? words : `${words} ${String(value)}`;
}
