import { setImmediate } from 'node:timers/promises';
import { FAMILIES, familyOf } from '../experiments/datasets';
import type { Experiment } from '../experiments/experiment';
import { runAll, type RunAllOptions } from '../experiments/run-all';
import type { Finished } from '../experiments/run-experiment';
import { liveCurveFigure } from '../figures/live-curve';
import { strategyLabel } from '../figures/strategy-styles';
import { TrainingAborted } from '../training/train';
import type { EpochReport } from '../training/training-run';
import { liveDisplay } from './display';

/** What the display knows of one run. */
interface Progress {
  state: 'waiting' | 'training' | 'done' | 'failed' | 'stopped';
  startedAt: number;
  epochs: EpochReport[];
}

/**
 * Trains experiments in processes of their own, with one display that is updated in place: for each run a bar, epoch, loss,
 * sparsity and the least time left, and the validation losses falling. Interrupting the kernel stops every process.
 * @throws Error that names the run which failed; TrainingAborted after an interrupt
 */
export async function trainLive(
  experiments: readonly Experiment[],
  options: Pick<RunAllOptions, 'jobs' | 'checkpointOf'> & { title?: string } = {},
): Promise<Finished[]> {
  const display = liveDisplay({ perSecond: 3 });
  const progress = experiments.map((): Progress => ({ state: 'waiting', startedAt: 0, epochs: [] }));
  const names = namesOf(experiments);
  const title = options.title ?? `training ${experiments.length} model${experiments.length === 1 ? '' : 's'}`;
  const refresh = (): void => {
    const lines = experiments.map((experiment, k) => progressLine(experiment, names[k], progress[k]));
    const runs = experiments
      .map(({ strategy, seed }, k) => ({
        strategy,
        run: `${strategy} ${seed} ${k}`,
        epochs: progress[k].epochs,
      }))
      .filter(({ epochs }) => epochs.length > 0);
    display.update(liveCurveFigure(runs, { title, lines }), [title, ...lines].join('\n'));
  };

  // Jupyter's own interrupt ends the cell but not what it started. A handler set before the first await would be taken for
  // the kernel's and kill it.
  await setImmediate();
  const abort = new AbortController();
  const onInterrupt = (): void => {
    abort.abort();
    // JupyterLab takes no more updates of a cell once it has ended, which it does before the processes have.
    for (const run of progress) {
      if (run.state === 'waiting' || run.state === 'training') run.state = 'stopped';
    }
    refresh();
    display.flush();
  };
  process.once('SIGINT', onInterrupt);
  let outcomes: (Finished | Error)[];
  try {
    outcomes = await runAll(experiments, {
      ...options,
      signal: abort.signal,
      onStart: (k) => {
        progress[k] = { state: 'training', startedAt: performance.now(), epochs: [] };
        refresh();
      },
      onEpoch: (k, report) => {
        progress[k].epochs.push(report);
        refresh();
      },
      onEnd: (k, outcome) => {
        if (outcome instanceof TrainingAborted) progress[k].state = 'stopped';
        else progress[k].state = outcome instanceof Error ? 'failed' : 'done';
        refresh();
      },
    });
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    refresh();
    await display.end();
  }
  return outcomes.map((outcome, k) => {
    if (!(outcome instanceof Error)) return outcome;
    const { dataset, strategy, seed } = experiments[k];
    throw new Error(`${strategy} on ${dataset} (seed ${seed}) failed: ${outcome.message}`, {
      cause: outcome,
    });
  });
}

/** Vega folds ordinary spaces. */
const NO_BREAK = '\u00a0';

/** "DASH, seed 1", with the data set where they are several; all of one length. */
function namesOf(experiments: readonly Experiment[]): string[] {
  const several = new Set(experiments.map(({ dataset }) => dataset)).size > 1;
  const names = experiments.map(({ dataset, strategy, seed }) =>
    [strategyLabel(strategy), ...(several ? [dataset] : []), `seed ${seed}`].join(', '),
  );
  const longest = Math.max(...names.map(({ length }) => length));
  return names.map((name) => name.padEnd(longest).replaceAll(' ', NO_BREAK));
}

/**
 * "DASH, seed 1   ━━━━━━━━┄┄┄┄  epoch 134, loss 1.9e-3, 92.4 % sparse, at least 4 s left". Where patience ends a run, nobody
 * knows when the last improvement comes; one that trains to its last epoch has "4 s left".
 */
function progressLine(experiment: Experiment, name: string, { state, startedAt, epochs }: Progress): string {
  const { dataset } = experiment;
  const last = epochs[epochs.length - 1] as EpochReport | undefined;
  if (last === undefined) return `${name} ${state === 'training' ? 'loading its data' : state}`;
  const best = epochs.reduce((lowest, epoch) =>
    epoch.validationLoss < lowest.validationLoss ? epoch : lowest,
  );
  const { patience } = FAMILIES[familyOf(dataset)];
  const stop =
    patience === null
      ? experiment.epochs
      : Math.max(Math.min(best.epoch + patience, experiment.epochs), last.epoch);
  const share = state === 'done' ? 1 : last.epoch / (stop + 1);
  const filled = Math.round(16 * share);
  const bar = '━'.repeat(filled) + '┄'.repeat(16 - filled);
  const secondsAnEpoch = (performance.now() - startedAt) / 1000 / last.epoch;
  const left = Math.ceil((stop - last.epoch) * secondsAnEpoch);
  return (
    `${name} ${bar} epoch ${last.epoch}, loss ${last.validationLoss.toExponential(2)}, ` +
    `${(100 * last.sparsity).toFixed(1)} % sparse, ${state === 'training' ? `${patience === null ? '' : 'at least '}${left} s left` : state}`
  );
}
