import type { Figure } from './figure';
import { labelPlaces } from './marks/label-places';
import { layer, quantity, type Category, type Layer, type Panel, type Quantity } from './marks/marks';
import { strategyLabel } from '../strategies/strategies';
import { strategyScales, themed } from './marks/theme';

/** How the average out-degree of one run went. */
export interface OutDegreeRun {
  /** The panel it stands in: a lineage or data set. */
  readonly study: string;
  readonly strategy: string;
  readonly seed: number;
  readonly path: readonly { readonly epoch: number; readonly averageOutDegree: number }[];
  /** The epoch whose model is reported. */
  readonly bestEpoch: number;
}

/** An out-degree to compare with, such as the paper's. */
export interface OutDegreeMark {
  readonly study: string;
  readonly strategy: string;
  readonly averageOutDegree: number;
}

const SIZE = { width: 190, height: 220 };
const LABEL_GAP = 12;
const DECADES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

/**
 * How the average out-degree (targets a gene, over all genes) falls along pruning: one panel a study, one line a run, the reported epoch
 * marked; ticks at the right edge with a name are the paper's. Epochs without any edge have no place on the logarithmic axis.
 *
 * @throws RangeError if there is no run with an edge
 */
export function outDegreePathFigure(
  runs: readonly OutDegreeRun[],
  { title, paper = [] }: { title: string; paper?: readonly OutDegreeMark[] },
): Figure {
  const scales = strategyScales([...runs, ...paper].map(({ strategy }) => strategy));
  const color = { ...scales.color, legend: { orient: 'bottom' as const } };
  const values = runs.flatMap(({ study, strategy, seed, path, bestEpoch }, run) =>
    corners(path, bestEpoch).map(({ epoch, averageOutDegree }) => ({
      study,
      run,
      strategy: strategyLabel(strategy),
      seed,
      epoch,
      averageOutDegree,
      best: epoch === bestEpoch,
    })),
  );
  if (values.length === 0) throw new RangeError('an out-degree path needs at least one run with an edge');
  const degrees = [...values, ...paper].map(({ averageOutDegree }) => averageOutDegree);
  const domain: Domain = [Math.min(...degrees) / 1.1, Math.max(...degrees) * 1.1];
  const studies = [...new Set(runs.map(({ study }) => study))];
  return themed({
    title: {
      text: title,
      subtitle: `diamond: the epoch whose model is reported${paper.length > 0 ? '; dashed at the right edge: the paper' : ''}`,
      offset: 30,
    },
    bounds: 'flush',
    // the names at a panel's right edge stand in the space between
    spacing: paper.length > 0 ? 96 : 40,
    hconcat: studies.map((study, column): Panel => {
      const own = values.filter((value) => value.study === study);
      const y = quantity('averageOutDegree', {
        title: column === 0 ? 'average out-degree' : null,
        scale: { type: 'log', domain, nice: false },
        axis: { values: DECADES, format: '~s' },
      });
      const theirs = paper.filter((mark) => mark.study === study);
      return {
        title: { text: study, anchor: 'middle' },
        ...SIZE,
        layer: [...runLayers(own, y, color), ...paperLayers(theirs, domain, y, color)],
      };
    }),
  });
}

type Domain = [low: number, high: number];

/** A line a run, a diamond at its reported epoch. */
function runLayers(
  epochs: readonly { epoch: number; best: boolean }[],
  y: Quantity,
  color: Category,
): Layer[] {
  const lastEpoch = Math.max(...epochs.map(({ epoch }) => epoch));
  const x = quantity('epoch', { title: 'epoch', scale: { domain: [0, lastEpoch], nice: false } });
  const tooltip = [
    { field: 'strategy' },
    quantity('seed'),
    quantity('epoch'),
    quantity('averageOutDegree', { title: 'out-degree', format: '.1f' }),
  ];
  return [
    layer(
      epochs,
      { type: 'line', strokeWidth: 1.6, opacity: 0.8 },
      { x, y, color, detail: { field: 'run' } },
    ),
    layer(
      epochs.filter(({ best }) => best),
      { type: 'point', shape: 'diamond', filled: true, size: 90, stroke: 'black', opacity: 1 },
      { x, y, color, tooltip },
    ),
  ];
}

/** The paper's out-degrees at the right edge, their names behind it. */
function paperLayers(
  paper: readonly OutDegreeMark[],
  [low, high]: Domain,
  y: Quantity,
  color: Category,
): Layer[] {
  const toPixel = (degree: number): number => (SIZE.height * Math.log(high / degree)) / Math.log(high / low);
  const places = labelPlaces(
    paper.map(({ averageOutDegree }) => toPixel(averageOutDegree)),
    LABEL_GAP,
  );
  const marks = paper.map(({ strategy, averageOutDegree }, k) => ({
    strategy: strategyLabel(strategy),
    label: `${strategyLabel(strategy)} ${averageOutDegree}`,
    averageOutDegree,
    place: places[k],
  }));
  return [
    layer(
      marks,
      { type: 'rule', strokeDash: [4, 3], strokeWidth: 1.5 },
      { y, x: { value: SIZE.width - 45 }, x2: { value: SIZE.width }, color },
    ),
    layer(
      marks,
      { type: 'text', align: 'left', baseline: 'middle', dx: 4, fontSize: 10, fontStyle: 'italic' },
      { x: { value: SIZE.width }, y: quantity('place', { scale: null }), color, text: { field: 'label' } },
    ),
  ];
}

type Epochs = OutDegreeRun['path'];

/** The epochs with an edge, without those that say what both their neighbours say: the line is the same, its data a tenth. */
function corners(path: Epochs, bestEpoch: number): Epochs {
  const drawn = path.filter(({ averageOutDegree }) => averageOutDegree > 0);
  const same = (a: number, b: number): boolean => drawn[a]?.averageOutDegree === drawn[b]?.averageOutDegree;
  return drawn.filter(({ epoch }, k) => epoch === bestEpoch || !(same(k - 1, k) && same(k, k + 1)));
}
