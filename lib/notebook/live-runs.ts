import { liveCurveFigure } from '../figures/live-curve';
import { TrainingAborted } from '../training/train';
import type { EpochReport, StopReason } from '../training/training-run';
import { liveDisplay } from './display';

/** A run as its display needs to know it. */
export interface ShownRun {
  /** Stands before its progress. */
  readonly name: string;
  /** Gives the curve its colour. */
  readonly strategy: string;
  /** The most epochs it trains, and how many without improvement end it (null: none do). */
  readonly epochs: number;
  readonly patience: number | null;
}

/** Vega folds ordinary spaces. */
const NO_BREAK = '\u00a0';

interface Progress {
  state: 'waiting' | 'training' | 'ending' | 'done' | 'failed' | 'ended early' | 'stopped';
  startedAt: number;
  epochs: EpochReport[];
}

const UNDER_WAY: readonly Progress['state'][] = ['waiting', 'training', 'ending'];

function stateOf(how: Error | StopReason): Progress['state'] {
  if (how instanceof Error) return how instanceof TrainingAborted ? 'stopped' : 'failed';
  return how === 'request' ? 'ended early' : 'done';
}

/**
 * One display of several trainings, rewritten in place: for each run a bar, epoch, loss, sparsity and the least time left, and
 * the validation losses falling. Make it before the first `await` of a cell.
 */
export class LiveRuns {
  private readonly display = liveDisplay({ perSecond: 3 });
  private readonly progress: Progress[];
  /** All of one length. */
  private readonly names: readonly string[];

  constructor(
    private readonly runs: readonly ShownRun[],
    private readonly title: string,
    /** Stand below the runs. */
    private readonly notes: readonly string[] = [],
  ) {
    this.progress = runs.map((): Progress => ({ state: 'waiting', startedAt: 0, epochs: [] }));
    const longest = Math.max(...runs.map(({ name }) => name.length));
    this.names = runs.map(({ name }) => name.padEnd(longest).replaceAll(' ', NO_BREAK));
  }

  started(run: number): void {
    const state = this.progress[run].state === 'ending' ? 'ending' : 'training';
    this.progress[run] = { state, startedAt: performance.now(), epochs: [] };
    this.refresh();
  }

  epoch(run: number, report: EpochReport): void {
    this.progress[run].epochs.push(report);
    this.refresh();
  }

  /** @param how what it failed with, or why it ended */
  ended(run: number, how: Error | StopReason): void {
    this.progress[run].state = stateOf(how);
    this.refresh();
  }

  /** All that still run or wait are shown as ending, with the model that they have. */
  finishing(): void {
    this.mark('ending');
  }

  /** All that still run or wait are shown as stopped, at once: JupyterLab takes no more updates of a cell that has ended. */
  interrupted(): void {
    this.mark('stopped');
  }

  /** Shows the last state for good, with its picture. */
  async end(): Promise<void> {
    this.refresh();
    await this.display.end();
  }

  private mark(state: 'ending' | 'stopped'): void {
    for (const run of this.progress) if (UNDER_WAY.includes(run.state)) run.state = state;
    this.refresh();
    this.display.flush();
  }

  private refresh(): void {
    const { runs, names, progress, title } = this;
    const bars = runs.map((run, k) => `${names[k]} ${progressText(run, progress[k])}`);
    const lines = [...bars, ...this.notes];
    const curves = runs
      .map((run, k) => ({
        ...{ strategy: run.strategy, run: run.name, epochs: progress[k].epochs },
        planned: lastDrawn(run, progress[k]),
      }))
      .filter(({ epochs }) => epochs.length > 0);
    this.display.update(liveCurveFigure(curves, { title, lines }), [title, ...lines].join('\n'));
  }
}

/**
 * "━━━━━━━━┄┄┄┄ epoch 134, loss 1.9e-3, 92.4 % sparse, at least 4 s left". Where patience ends a run, nobody
 * knows when the last improvement comes; one that trains to its last epoch has "4 s left".
 */
function progressText(run: ShownRun, progress: Progress): string {
  const { patience } = run;
  const { state, startedAt, epochs } = progress;
  const last = epochs[epochs.length - 1] as EpochReport | undefined;
  if (last === undefined) return state === 'training' ? 'loading its data' : state;
  const stop = lastEpochOf(run, progress);
  const share = state === 'done' ? 1 : last.epoch / (stop + 1);
  const secondsAnEpoch = (performance.now() - startedAt) / 1000 / last.epoch;
  const left = Math.ceil((stop - last.epoch) * secondsAnEpoch);
  return (
    `${progressBar(share)} epoch ${last.epoch}, loss ${last.validationLoss.toExponential(2)}, ` +
    `${(100 * last.sparsity).toFixed(1)} % sparse, ${state === 'training' ? `${patience === null ? '' : 'at least '}${left} s left` : state}`
  );
}

/** The last epoch of a curve's axis: where patience could have ended a run that is over, the one that it came to. */
function lastDrawn(run: ShownRun, progress: Progress): number {
  const over = progress.epochs.length > 0 && !UNDER_WAY.includes(progress.state);
  return over && run.patience !== null ? progress.epochs.length : lastEpochOf(run, progress);
}

/** The epoch with which a run would end as it stands, if nobody ended it: patience counts from the best one so far. */
function lastEpochOf({ epochs: most, patience }: ShownRun, { epochs }: Progress): number {
  const trained = epochs.length;
  if (trained === 0 || patience === null) return most;
  const best = epochs.reduce((lowest, epoch) =>
    epoch.validationLoss < lowest.validationLoss ? epoch : lowest,
  );
  return Math.max(Math.min(best.epoch + patience, most), trained);
}

/** "━━━━━━━━┄┄┄┄┄┄┄┄" for a half. */
export function progressBar(share: number): string {
  const filled = Math.round(16 * share);
  return '━'.repeat(filled) + '┄'.repeat(16 - filled);
}
