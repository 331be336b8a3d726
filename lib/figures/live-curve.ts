import type { Figure } from './figure';
import { lossLayers, type TrainingRun } from './loss-layers';
import { themed } from './theme';

/** The most epochs that are drawn; of a longer run every k-th, so that an update stays small. */
const MOST_EPOCHS = 250;

/**
 * The loss of a run that is still training, small enough to be sent again and again to one display.
 * @param lastEpoch where the epoch axis ends: the epoch at which the run will stop at the latest, or a guess
 */
export function liveCurveFigure(run: TrainingRun, { lastEpoch }: { lastEpoch: number }): Figure {
  const stride = Math.ceil(run.epochs.length / MOST_EPOCHS);
  const epochs = run.epochs.filter((_, k) => (run.epochs.length - 1 - k) % stride === 0);
  const end = Math.max(lastEpoch, 1, ...epochs.slice(-1).map(({ epoch }) => epoch));
  return themed({
    title: run.label,
    width: 420,
    height: 170,
    layer: lossLayers(
      { ...run, epochs },
      { epochs: { domain: [0, end], nice: false }, epochTitle: 'epoch', lossTitle: true },
    ),
  });
}
