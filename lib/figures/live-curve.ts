import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import type { EpochRecord } from './learning-curves';
import { logAxis } from './marks/log-axis';
import { quantity } from './marks/marks';
import { runScales, themed } from './marks/theme';

/** A run that is still training. */
export interface LiveRun {
  readonly strategy: string;
  /** Names it among the others ("DASH, seed 2"). */
  readonly run: string;
  readonly epochs: readonly EpochRecord[];
  /** The most epochs that it trains: the axis stands there from the start. */
  readonly planned?: number;
}

/** The most epochs of a run that are drawn; of a longer one every k-th, so that an update stays small. */
const MOST_EPOCHS = 200;

/**
 * The validation losses of runs that are still training, small enough to be sent again and again to one display; `lines` (progress
 * bars, say) stand above. The first epochs are points, since one makes no line. A colour and a dash are a strategy's where no two runs have the same one, and else a run's.
 */
export function liveCurveFigure(
  runs: readonly LiveRun[],
  { title, lines }: { title: string; lines: readonly string[] },
): Figure {
  const { scales, nameOf } = runScales(runs);
  const values = runs.flatMap((run) => {
    const stride = Math.ceil(run.epochs.length / MOST_EPOCHS);
    return run.epochs
      .filter(({ validationLoss }, k) => (run.epochs.length - 1 - k) % stride === 0 && validationLoss > 0)
      .map(({ epoch, validationLoss }) => ({ strategy: nameOf(run), run: run.run, epoch, validationLoss }));
  });
  const last = Math.max(2, ...runs.map(({ epochs, planned }) => planned ?? epochs.length));
  const losses = logAxis(values.map(({ validationLoss }) => validationLoss));
  return explorable(
    themed({
      title: { text: title, subtitle: [...lines], subtitleFont: 'monospace' },
      width: 520,
      height: 190,
      data: { values },
      mark: { type: 'line', strokeWidth: 1.8, point: runs.every(({ epochs }) => epochs.length < 2) },
      encoding: {
        x: quantity('epoch', {
          title: 'epoch',
          scale: { domain: [1, last], nice: false },
          axis: { format: 'd', tickCount: Math.min(10, last - 1) },
        }),
        y: quantity('validationLoss', {
          title: 'validation loss (MSE)',
          scale: { type: 'log', nice: false, domain: losses.domain },
          axis: { format: losses.format, values: losses.ticks, labelOverlap: false },
        }),
        color: scales.color,
        strokeDash: scales.dash,
        detail: { field: 'run' },
      },
    }),
    { legend: 'strategy' },
  );
}
