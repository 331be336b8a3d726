import type { Figure } from './figure';
import { labelPlaces } from './label-places';
import { strategyLabel } from '../strategies/strategies';
import { strategyScales, themed } from './theme';

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

const SIZE = { width: 220, height: 220 };
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
  const domain = [Math.min(...degrees) / 1.1, Math.max(...degrees) * 1.1];
  const toPixel = (degree: number): number =>
    (SIZE.height * Math.log(domain[1] / degree)) / Math.log(domain[1] / domain[0]);
  const color = {
    field: 'strategy',
    type: 'nominal' as const,
    title: 'strategy',
    scale: { domain: scales.labels, range: scales.colours },
    legend: { orient: 'bottom' as const },
  };
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
    hconcat: studies.map((study, column) => {
      const own = values.filter((value) => value.study === study);
      const theirs = paper.filter((mark) => mark.study === study);
      const places = labelPlaces(
        theirs.map(({ averageOutDegree }) => toPixel(averageOutDegree)),
        LABEL_GAP,
      );
      const lastEpoch = Math.max(...own.map(({ epoch }) => epoch));
      const x = {
        field: 'epoch',
        type: 'quantitative' as const,
        title: 'epoch',
        scale: { domain: [0, lastEpoch], nice: false },
      };
      const y = {
        field: 'averageOutDegree',
        type: 'quantitative' as const,
        title: column === 0 ? 'average out-degree' : null,
        scale: { type: 'log' as const, domain, nice: false },
        axis: { values: DECADES, format: '~s' },
      };
      const marks = theirs.map(({ strategy, averageOutDegree }, k) => ({
        strategy: strategyLabel(strategy),
        label: `${strategyLabel(strategy)} ${averageOutDegree}`,
        averageOutDegree,
        place: places[k],
      }));
      return {
        title: { text: study, anchor: 'middle' as const },
        ...SIZE,
        layer: [
          {
            data: { values: own },
            mark: { type: 'line' as const, strokeWidth: 1.6, opacity: 0.8 },
            encoding: { x, y, color, detail: { field: 'run' } },
          },
          {
            data: { values: own.filter(({ best }) => best) },
            mark: {
              type: 'point' as const,
              shape: 'diamond',
              filled: true,
              size: 90,
              stroke: 'black',
              opacity: 1,
            },
            encoding: {
              x,
              y,
              color,
              tooltip: [
                { field: 'strategy' },
                { field: 'seed', type: 'quantitative' as const },
                { field: 'epoch', type: 'quantitative' as const },
                {
                  field: 'averageOutDegree',
                  type: 'quantitative' as const,
                  title: 'out-degree',
                  format: '.1f',
                },
              ],
            },
          },
          {
            data: { values: marks },
            mark: { type: 'rule' as const, strokeDash: [4, 3], strokeWidth: 1.5 },
            encoding: { y, x: { value: SIZE.width - 45 }, x2: { value: SIZE.width }, color },
          },
          {
            data: { values: marks },
            mark: {
              type: 'text' as const,
              align: 'left' as const,
              baseline: 'middle' as const,
              dx: 4,
              fontSize: 10,
              fontStyle: 'italic' as const,
            },
            encoding: {
              x: { value: SIZE.width },
              y: { field: 'place', type: 'quantitative' as const, scale: null },
              color,
              text: { field: 'label' },
            },
          },
        ],
      };
    }),
  });
}

type Epochs = OutDegreeRun['path'];

/** The epochs with an edge, without those that say what both their neighbours say: the line is the same, its data a tenth. */
function corners(path: Epochs, bestEpoch: number): Epochs {
  const drawn = path.filter(({ averageOutDegree }) => averageOutDegree > 0);
  const same = (a: number, b: number): boolean => drawn[a]?.averageOutDegree === drawn[b]?.averageOutDegree;
  return drawn.filter(({ epoch }, k) => epoch === bestEpoch || !(same(k - 1, k) && same(k, k + 1)));
}
