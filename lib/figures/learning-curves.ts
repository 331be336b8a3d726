import type { Figure } from './figure';
import { lossLayers, type RunCurves } from './loss-layers';
import { QUIET, themed } from './theme';

/**
 * How training went, one column a run: training and validation loss over the epochs on a common logarithmic axis,
 * a rule at every pruning event, the sparsity below, and a mark at the epoch whose model is reported.
 */
export function learningCurvesFigure(runs: readonly RunCurves[], { title }: { title: string }): Figure {
  const losses = runs
    .flatMap((run) => run.epochs.flatMap((epoch) => [epoch.trainingLoss, epoch.validationLoss]))
    .filter((loss) => loss > 0 && Number.isFinite(loss));
  const lossDomain: [number, number] = losses.length
    ? [losses.reduce((a, b) => Math.min(a, b)), losses.reduce((a, b) => Math.max(a, b))]
    : [1e-4, 1];
  const width = Math.round(Math.min(400, 640 / Math.max(1, runs.length)));
  return themed({
    title: {
      text: title,
      subtitle: 'grey rules: pruning events; diamond: the epoch whose model is reported',
    },
    hconcat: runs.map((run, column) => {
      const lastEpoch = run.epochs.length ? run.epochs[run.epochs.length - 1].epoch : 1;
      const epochs = { domain: [0, lastEpoch], nice: false };
      return {
        title: { text: run.label, anchor: 'middle' as const },
        spacing: 24,
        bounds: 'flush' as const,
        vconcat: [
          {
            width,
            height: 190,
            layer: lossLayers(run, { lossDomain, epochs, epochTitle: null, lossTitle: column === 0 }),
          },
          {
            width,
            height: 100,
            layer: [
              {
                data: { values: run.pruningEpochs.map((epoch) => ({ epoch })) },
                mark: { type: 'rule' as const, color: '#cccccc' },
                encoding: { x: { field: 'epoch', type: 'quantitative' as const, scale: epochs } },
              },
              {
                data: {
                  values: run.epochs.map(({ epoch, sparsity }) => ({ epoch, sparsity: 100 * sparsity })),
                },
                mark: {
                  type: 'line' as const,
                  interpolate: 'step-after' as const,
                  color: QUIET,
                  strokeWidth: 2,
                },
                encoding: {
                  x: { field: 'epoch', type: 'quantitative' as const, title: 'epoch', scale: epochs },
                  y: {
                    field: 'sparsity',
                    type: 'quantitative' as const,
                    title: column === 0 ? 'sparsity %' : null,
                    scale: { domain: [0, 100] },
                    axis: { tickCount: 3 },
                  },
                },
              },
            ],
          },
        ],
      };
    }),
  });
}
