import type { LayerSpec } from 'vega-lite/build/src/spec';
import type { Field } from 'vega-lite/build/src/channeldef';
import { CATEGORY_COLOURS } from './theme';

/** One epoch of a run, as a learning curve shows it. */
export interface EpochRecord {
  readonly epoch: number;
  /** Mean squared errors on the noisy pairs. */
  readonly trainingLoss: number;
  readonly validationLoss: number;
  /** Share of weights that are 0. */
  readonly sparsity: number;
}

/** A training run as far as it has come. */
export interface RunCurves {
  readonly label: string;
  readonly epochs: readonly EpochRecord[];
  /** The epochs at whose start weights were pruned. */
  readonly pruningEpochs: readonly number[];
  /** The epoch whose model is reported, once that is known. */
  readonly reportedEpoch?: number;
}

type Layer = LayerSpec<Field>['layer'][number];

/**
 * The two loss curves of a run on a logarithmic axis, over its pruning events: layers for a figure of its own or one
 * of several panels. Epochs without a positive, finite loss are left out: a logarithmic axis has no place for them.
 */
export function lossLayers(
  run: RunCurves,
  {
    lossDomain,
    epochs,
    epochTitle,
    lossTitle,
  }: {
    lossDomain?: [number, number];
    epochs: { domain: number[]; nice: boolean };
    epochTitle: string | null;
    lossTitle: boolean;
  },
): Layer[] {
  const curves = (['training', 'validation'] as const).flatMap((kind) =>
    run.epochs
      .map(({ epoch, ...losses }) => ({ epoch, kind, loss: losses[`${kind}Loss`] }))
      .filter(({ loss }) => loss > 0 && Number.isFinite(loss)),
  );
  const reported = curves.filter(({ epoch, kind }) => kind === 'validation' && epoch === run.reportedEpoch);
  const x = { field: 'epoch', type: 'quantitative' as const, title: epochTitle, scale: epochs };
  const y = {
    field: 'loss',
    type: 'quantitative' as const,
    title: lossTitle ? 'loss (MSE)' : null,
    scale: { type: 'log' as const, nice: false, ...(lossDomain && { domain: lossDomain }) },
    axis: { format: '.0e', tickCount: 4 },
  };
  const color = {
    field: 'kind',
    type: 'nominal' as const,
    title: 'loss',
    legend: { orient: 'bottom' as const },
    scale: { domain: ['training', 'validation'], range: CATEGORY_COLOURS.slice(0, 2) },
  };
  return [
    {
      data: { values: run.pruningEpochs.map((epoch) => ({ epoch })) },
      mark: { type: 'rule', color: '#cccccc' },
      encoding: { x },
    },
    { data: { values: curves }, mark: { type: 'line', strokeWidth: 1.8 }, encoding: { x, y, color } },
    {
      data: { values: reported },
      mark: { type: 'point', shape: 'diamond', size: 120, filled: true, color: 'black', opacity: 1 },
      encoding: { x, y },
    },
  ];
}
