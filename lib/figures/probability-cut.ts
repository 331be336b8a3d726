import { CUTS, cutCurve, type CutPoint } from '../evaluation/cut-curve';
import type { Evidence } from '../evidence/evidence';
import { PLAUSIBLE } from '../evidence/network-model';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { Figure } from './figure';
import { category, layer, quantity, withRowsAsCsv, type Layer, type Panel } from './marks/marks';
import { CATEGORY_COLOURS, QUIET, themed } from './marks/theme';

/** The curves, with their colours and dashes; what is promised is a shade of what it promises. */
const CURVES = {
  precision: { of: ({ precision }: CutPoint) => precision, colour: CATEGORY_COLOURS[0], dash: [1, 0] },
  'expected precision': {
    of: ({ expected }: CutPoint) => expected,
    colour: CATEGORY_COLOURS[5],
    dash: [5, 3],
  },
  recall: { of: ({ recall }: CutPoint) => recall, colour: CATEGORY_COLOURS[1], dash: [1, 0] },
} as const;

const HEIGHT = 240;
const STEP = CUTS[1] - CUTS[0];

/**
 * Where to cut a network of probabilities, under a slider that needs no kernel. Left, over the cut: the precision that the probabilities
 * promise by themselves (their mean over the pairs that are left) and, beside a truth, precision and recall; where promised and true
 * precision run together, the probabilities are calibrated. Right: how many pairs are left. Dashed: from where on a pair is likelier an
 * edge than one drawn at random, and from where on the model of strategy evidence holds it; neither needs a truth.
 *
 * @param evidence probabilities n x n, row = regulator, and the share of pairs that are edges by them
 * @param truth n x n; without one the promised precision stands alone
 * @throws RangeError if the sizes differ, or no pair has a probability of 0.005
 */
export function probabilityCutFigure(
  { probability, prevalence }: Pick<Evidence, 'probability' | 'prevalence'>,
  { title, truth = null }: { title: string; truth?: SparseMatrix | null },
): Figure {
  const points = cutCurve(probability, truth);
  if (points[0].pairs === 0) {
    throw new RangeError(`no pair has a probability of ${CUTS[0]} or more: there is nothing to cut`);
  }
  const cuts = [prevalence, PLAUSIBLE];
  const range = { input: 'range' as const, min: CUTS[0], max: CUTS[CUTS.length - 1], step: STEP };
  return themed({
    title: {
      text: title,
      subtitle: [
        'under the slider: pairs of at least this probability are called edges',
        `dashed: likelier an edge than a random pair (${prevalence.toFixed(3)}), in the model of the evidence (${PLAUSIBLE})`,
      ],
    },
    params: [{ name: 'cut', value: PLAUSIBLE, bind: { ...range, name: 'cut ' } }],
    bounds: 'flush',
    spacing: 80,
    hconcat: [sharesPanel(points, cuts), pairsPanel(points, cuts)],
  });
}

const x = quantity('cut', {
  title: 'cut: probability of at least',
  scale: { domain: [0, 1] },
  axis: { tickCount: 5 },
});

/** Only what stands at the slider's value, which a browser hands over with a rounding error of its own. */
const atSlider = (one: Layer): Layer => ({
  ...one,
  transform: [{ filter: `abs(datum.cut - cut) < ${STEP / 2}` }],
});

/** The rule at the slider's value; its rows are those of `points`, of which it lets one through. */
const sliderRule = (points: readonly CutPoint[]): Layer =>
  atSlider(
    withRowsAsCsv(
      layer(
        points.map(({ cut }) => ({ cut })),
        { type: 'rule', color: 'black', strokeWidth: 1.5 },
        { x },
      ),
    ),
  );

/** Cuts that need no truth. */
const markedCuts = (cuts: readonly number[]): Layer =>
  layer(
    cuts.map((at) => ({ at })),
    { type: 'rule', strokeDash: [4, 4], color: QUIET },
    { x: { ...x, field: 'at' } },
  );

function sharesPanel(points: readonly CutPoint[], cuts: readonly number[]): Panel {
  const values = Object.entries(CURVES).flatMap(([curve, { of }]) =>
    points.flatMap((point) => {
      const share = of(point);
      return share === null ? [] : { cut: point.cut, curve, share: rounded(100 * share) };
    }),
  );
  const drawn = Object.entries(CURVES).filter(([name]) => values.some(({ curve }) => curve === name));
  const scale = { domain: drawn.map(([name]) => name) };
  const legend = { orient: 'bottom' as const, symbolType: 'stroke', symbolSize: 400 };
  const color = category('curve', {
    title: null,
    scale: { ...scale, range: drawn.map(([, { colour }]) => colour) },
    legend,
  });
  const strokeDash = category('curve', {
    title: null,
    scale: { ...scale, range: drawn.map(([, { dash }]) => [...dash]) },
    legend,
  });
  const y = quantity('share', { title: 'share of pairs or edges (%)', scale: { domain: [0, 100] } });
  const tooltip = [category('curve'), x, quantity('share', { title: '%', format: '.1f' })];
  const words = points.map((point) => ({ cut: point.cut, words: inWords(point) }));
  return {
    width: 380,
    height: HEIGHT,
    layer: [
      markedCuts(cuts),
      withRowsAsCsv(layer(values, { type: 'line', strokeWidth: 2 }, { x, y, color, strokeDash })),
      sliderRule(points),
      atSlider(
        withRowsAsCsv(
          layer(values, { type: 'point', filled: true, size: 70, opacity: 1 }, { x, y, color, tooltip }),
        ),
      ),
      atSlider(
        withRowsAsCsv(
          layer(
            words,
            { type: 'text', align: 'left', baseline: 'bottom', fontSize: 12 },
            { x: { value: 0 }, y: { value: -6 }, text: category('words') },
          ),
        ),
      ),
    ],
  };
}

/** "0.100: 846 pairs, 58.3 % of them true (55.0 % promised), 89.6 % of the true edges". */
function inWords({ cut, pairs, expected, precision, recall }: CutPoint): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const start = `${cut.toFixed(3)}: ${pairs} pairs`;
  if (expected === null) return start;
  if (precision === null) return `${start}; ${percent(expected)} of them are edges if the probabilities hold`;
  const found = recall === null ? '' : `; ${percent(recall)} of all true edges`;
  return `${start}, ${percent(precision)} of them true (${percent(expected)} promised)${found}`;
}

function pairsPanel(points: readonly CutPoint[], cuts: readonly number[]): Panel {
  const values = points.flatMap(({ cut, pairs }) => (pairs > 0 ? { cut, pairs } : []));
  const y = quantity('pairs', {
    title: 'pairs called edges',
    scale: { type: 'log', nice: false },
    axis: { tickCount: 5 },
  });
  const tooltip = [x, quantity('pairs')];
  return {
    width: 200,
    height: HEIGHT,
    layer: [
      markedCuts(cuts),
      withRowsAsCsv(layer(values, { type: 'line', strokeWidth: 2, color: QUIET }, { x, y })),
      sliderRule(points),
      atSlider(
        withRowsAsCsv(
          layer(
            values,
            { type: 'point', filled: true, size: 70, color: 'black', opacity: 1 },
            { x, y, tooltip },
          ),
        ),
      ),
    ],
  };
}

const rounded = (value: number): number => Number(value.toFixed(2));
