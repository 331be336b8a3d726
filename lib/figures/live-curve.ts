import type { Figure } from './figure';
import type { EpochRecord } from './learning-curves';
import { quantity } from './marks';
import { strategyLabel } from '../strategies/strategies';
import { strategyScales, themed } from './theme';

/** A run that is still training. */
export interface LiveRun {
  readonly strategy: string;
  /** Tells runs of one strategy apart ("seed 2"). */
  readonly run: string;
  readonly epochs: readonly EpochRecord[];
}

/** The most epochs of a run that are drawn; of a longer one every k-th, so that an update stays small. */
const MOST_EPOCHS = 200;

/**
 * The validation losses of runs that are still training, one colour a strategy, small enough to be sent again and again to
 * one display; `lines` (progress bars, say) stand above.
 */
export function liveCurveFigure(
  runs: readonly LiveRun[],
  { title, lines }: { title: string; lines: readonly string[] },
): Figure {
  const { color } = strategyScales(runs.map(({ strategy }) => strategy));
  const values = runs.flatMap(({ strategy, run, epochs }) => {
    const stride = Math.ceil(epochs.length / MOST_EPOCHS);
    return epochs
      .filter(({ validationLoss }, k) => (epochs.length - 1 - k) % stride === 0 && validationLoss > 0)
      .map(({ epoch, validationLoss }) => ({
        strategy: strategyLabel(strategy),
        run,
        epoch,
        validationLoss,
      }));
  });
  const longest = Math.max(0, ...runs.map(({ epochs }) => epochs.length));
  return themed({
    title: { text: title, subtitle: [...lines], subtitleFont: 'monospace' },
    width: 520,
    height: 190,
    data: { values },
    mark: { type: 'line', strokeWidth: 1.8 },
    encoding: {
      x: quantity('epoch', {
        title: 'epoch',
        scale: { nice: false },
        axis: { format: 'd', tickCount: Math.min(10, Math.max(1, longest - 1)) },
      }),
      y: quantity('validationLoss', {
        title: 'validation loss (MSE)',
        scale: { type: 'log', nice: false },
        axis: { format: '.3~e', tickCount: 4 },
      }),
      color,
      detail: { field: 'run' },
    },
  });
}
