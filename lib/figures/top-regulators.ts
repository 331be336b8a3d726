import type { RegulatorSummary } from '../network/network';
import type { Figure } from './figure';
import { category, layer, quantity, type Category, type Layer } from './marks/marks';
import { DIVERGING } from './marks/matrix-image';
import { themed } from './marks/theme';

/** A regulator and the number of its targets by sign, as `Network.regulators` finds them. */
export type RegulatorBar = Pick<RegulatorSummary, 'regulator' | 'activated' | 'repressed'>;

const WIDTH = 360;
/** Legends stand right of the bars and of the columns of marks beside them. */
const LEGEND_OFFSET = 52;

/**
 * The regulators with the most targets, in the order given: bars of the number of targets, activated and repressed in the colours of the
 * effects heat maps; marks at the right say whose targets were measured and who is a known transcription factor.
 *
 * - `assayed`: names of the regulators whose targets the reference network was measured for
 * - `known`: names of known transcription factors
 * @throws RangeError if there is no regulator
 */
export function topRegulatorsFigure(
  regulators: readonly RegulatorBar[],
  {
    title,
    assayed = [],
    known = [],
  }: { title: string; assayed?: Iterable<string>; known?: Iterable<string> },
): Figure {
  if (regulators.length === 0) throw new RangeError('a network without an edge has no regulator to draw');
  const bars = regulators.flatMap(({ regulator, activated, repressed }) => [
    { name: regulator, sign: 'activated', targets: activated, place: 0 },
    { name: regulator, sign: 'repressed', targets: repressed, place: 1 },
  ]);
  const y = category('name', {
    title: null,
    sort: regulators.map(({ regulator }) => regulator),
    axis: { labelFontSize: 11, labelLimit: 200 },
  });
  const color = category('sign', {
    title: 'targets',
    legend: { offset: LEGEND_OFFSET },
    scale: { domain: ['activated', 'repressed'], range: [DIVERGING.positive, DIVERGING.negative] },
  });
  return themed({
    title: { text: title, subtitle: 'targets: genes that the regulator has any effect on' },
    width: WIDTH,
    height: { step: 18 },
    resolve: { scale: { color: 'independent' } },
    layer: [
      layer(
        bars,
        { type: 'bar', height: 12 },
        {
          x: quantity('targets', { title: 'out-degree (number of targets)', stack: 'zero' }),
          y,
          order: { field: 'place' },
          color,
          tooltip: [{ field: 'name' }, { field: 'sign' }, quantity('targets')],
        },
      ),
      ...markLayers(regulators, y, new Set(known), new Set(assayed)),
    ],
  });
}

/** A column of marks for each thing that is known of any regulator. */
function markLayers(
  regulators: readonly RegulatorBar[],
  y: Category,
  known: ReadonlySet<string>,
  assayed: ReadonlySet<string>,
): Layer[] {
  const kinds = [
    { kind: 'known transcription factor', names: known, at: WIDTH + 14, shape: 'triangle-up' },
    { kind: 'targets measured', names: assayed, at: WIDTH + 32, shape: 'square' },
  ];
  const marks = regulators.flatMap(({ regulator: name }) =>
    kinds.filter(({ names }) => names.has(name)).map(({ kind, at }) => ({ name, kind, at })),
  );
  if (marks.length === 0) return [];
  const shown = kinds.filter(({ kind }) => marks.some((mark) => mark.kind === kind));
  const shape = category('kind', {
    title: 'regulator',
    legend: { offset: LEGEND_OFFSET },
    scale: { domain: shown.map(({ kind }) => kind), range: shown.map((one) => one.shape) },
  });
  return [
    layer(
      marks,
      { type: 'point', filled: true, size: 55, opacity: 1, color: 'black' },
      { x: quantity('at', { scale: null }), y, shape },
    ),
  ];
}
