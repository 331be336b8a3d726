import type { NetworkBaselines } from '../evaluation/baselines';
import type { Figure } from './figure';
import { strategyLabel, strategyStyle } from '../strategies/strategies';
import { category, quantity } from './marks/marks';
import { QUIET, themed } from './marks/theme';

/** One bar; a share in [0, 1]. */
export interface BaselineBar {
  /** What is scored: a sentence for a trivial baseline, a strategy's name for a trained model. */
  readonly label: string;
  readonly balancedAccuracy: number;
  /** Whether a model was trained for it. */
  readonly trained: boolean;
}

/** The bars of the trivial baselines, then one a trained model, under its strategy's name. */
export function baselineBars(
  baselines: NetworkBaselines,
  trained: readonly { readonly strategy: string; readonly balancedAccuracy: number }[],
): BaselineBar[] {
  const trivial = {
    'random edges, as many as the model has': baselines.randomEdges,
    'every regulator of the prior regulates everything': baselines.knownRegulators,
    'every true regulator regulates everything': baselines.trueRegulators,
    'the prior itself': baselines.prior,
  };
  return [
    ...Object.entries(trivial).map(([label, { balancedAccuracy }]) => ({
      label,
      balancedAccuracy,
      trained: false,
    })),
    ...trained.map(({ strategy: label, balancedAccuracy }) => ({ label, balancedAccuracy, trained: true })),
  ];
}

/** Balanced accuracy of the trivial baselines beside that of the trained strategies, in the order given, from chance. */
export function baselinesBarsFigure(bars: readonly BaselineBar[], { title }: { title: string }): Figure {
  const values = bars.map(({ label, balancedAccuracy, trained }) => ({
    label: trained ? strategyLabel(label) : label,
    accuracy: 100 * balancedAccuracy,
    shown: `${(100 * balancedAccuracy).toFixed(1)} %`,
    colour: trained ? strategyStyle(label).colour : '#bdbdbd',
  }));
  const lowest = Math.min(50, ...values.map(({ accuracy }) => accuracy));
  const x = quantity('accuracy', {
    title: 'balanced accuracy (%; 50 is chance)',
    scale: { domain: [lowest < 50 ? Math.floor(lowest / 5) * 5 : 50, 105], nice: false },
    axis: { values: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] },
  });
  const y = category('label', {
    title: null,
    sort: values.map(({ label }) => label),
    axis: { labelLimit: 480, labelFontSize: 12 },
  });
  const color = category('colour', { scale: null });
  return themed({
    title: { text: title, subtitle: 'grey: needs no training; coloured: trained' },
    width: 380,
    height: { step: 24 },
    data: { values },
    layer: [
      { mark: { type: 'bar', height: 15 }, encoding: { x, x2: { datum: 50 }, y, color } },
      { mark: { type: 'rule', color: QUIET }, encoding: { x: { datum: 50 } } },
      {
        mark: { type: 'text', align: 'left', dx: 4, fontSize: 11 },
        encoding: { x, y, text: { field: 'shown' } },
      },
    ],
  });
}
