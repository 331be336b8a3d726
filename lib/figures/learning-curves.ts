import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import { logAxis } from './marks/log-axis';
import { category, layer, quantity, type Layer, type Quantity } from './marks/marks';
import { CATEGORY_COLOURS, QUIET, themed } from './marks/theme';

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

/** A finished training, as `train` gives it back. */
export interface TrainedCurves {
  readonly label: string;
  readonly history: readonly (EpochRecord & { readonly pruned: number | null })[];
  readonly best: { readonly epoch: number };
}

const curvesOf = ({ label, history, best }: TrainedCurves): RunCurves => ({
  label,
  epochs: history,
  pruningEpochs: history.flatMap(({ epoch, pruned }) => (pruned === null ? [] : epoch)),
  reportedEpoch: best.epoch,
});

/**
 * How training went, one column a run: training and validation loss over the epochs on a common logarithmic axis,
 * a rule at every pruning event, the sparsity below, and a mark at the epoch whose model is reported.
 */
export function learningCurvesFigure(
  trained: readonly (RunCurves | TrainedCurves)[],
  { title }: { title: string },
): Figure {
  const runs = trained.map((one) => ('history' in one ? curvesOf(one) : one));
  const losses = logAxis(runs.flatMap(lossesOf).map(({ loss }) => loss));
  const width = Math.round(Math.min(400, 610 / Math.max(1, runs.length)));
  return explorable(
    themed({
      title: {
        text: title,
        subtitle: 'grey rules: pruning events; diamond: the epoch whose model is reported',
      },
      hconcat: runs.map((run, column) => {
        const epochs = { domain: [0, run.epochs[run.epochs.length - 1]?.epoch ?? 1], nice: false };
        return {
          title: { text: run.label, anchor: 'middle' },
          spacing: 24,
          bounds: 'flush',
          vconcat: [
            { width, height: 190, layer: lossLayers(run, losses, epochs, column === 0) },
            { width, height: 100, layer: sparsityLayers(run, epochs, column === 0) },
          ],
        };
      }),
    }),
    { legend: 'kind' },
  );
}

type Epochs = { domain: number[]; nice: boolean };

const pruningRules = ({ pruningEpochs }: RunCurves, x: Quantity): Layer =>
  layer(
    pruningEpochs.map((epoch) => ({ epoch })),
    { type: 'rule', color: '#cccccc' },
    { x },
  );

/** Epochs without a positive, finite loss are left out: a logarithmic axis has no place for them. */
const lossesOf = ({ epochs }: RunCurves) =>
  (['training', 'validation'] as const).flatMap((kind) =>
    epochs
      .map(({ epoch, ...losses }) => ({ epoch, kind, loss: losses[`${kind}Loss`] }))
      .filter(({ loss }) => loss > 0 && Number.isFinite(loss)),
  );

function lossLayers(
  run: RunCurves,
  { domain, ticks, format }: ReturnType<typeof logAxis>,
  epochs: Epochs,
  titled: boolean,
): Layer[] {
  const curves = lossesOf(run);
  const reported = curves.filter(({ epoch, kind }) => kind === 'validation' && epoch === run.reportedEpoch);
  const x = quantity('epoch', { title: null, scale: epochs });
  const y = quantity('loss', {
    title: titled ? 'loss (MSE)' : null,
    scale: { type: 'log', nice: false, domain },
    axis: { format, values: ticks, labelOverlap: false },
  });
  const color = category('kind', {
    title: 'loss',
    legend: { orient: 'bottom' },
    scale: { domain: ['training', 'validation'], range: CATEGORY_COLOURS.slice(0, 2) },
  });
  return [
    pruningRules(run, x),
    // one epoch makes no line
    layer(curves, { type: 'line', strokeWidth: 1.8, point: run.epochs.length === 1 }, { x, y, color }),
    layer(
      reported,
      { type: 'point', shape: 'diamond', size: 120, filled: true, color: 'black', opacity: 1 },
      { x, y },
    ),
  ];
}

function sparsityLayers(run: RunCurves, scale: Epochs, titled: boolean): Layer[] {
  const y = quantity('sparsity', {
    title: titled ? 'sparsity %' : null,
    scale: { domain: [0, 100] },
    axis: { tickCount: 3 },
  });
  return [
    pruningRules(run, quantity('epoch', { scale })),
    layer(
      run.epochs.map(({ epoch, sparsity }) => ({ epoch, sparsity: 100 * sparsity })),
      { type: 'line', interpolate: 'step-after', color: QUIET, strokeWidth: 2 },
      { x: quantity('epoch', { title: 'epoch', scale }), y },
    ),
  ];
}
