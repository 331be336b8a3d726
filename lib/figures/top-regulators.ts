import type { RegulatorSummary } from '../network/network';
import type { Figure } from './figure';
import { DIVERGING } from './matrix-image';
import { themed } from './theme';

/** A regulator and the number of its targets by sign, as `Network.regulators` finds them. */
export type RegulatorBar = Pick<RegulatorSummary, 'regulator' | 'activated' | 'repressed'>;

const WIDTH = 360;
/** Columns of marks right of the bars, in pixels from their right edge. */
const MARKS = { known: 14, assayed: 32 };
/** Legends stand right of those. */
const LEGEND_OFFSET = 52;

/**
 * The regulators with the most targets, in the order given: bars of the number of targets, activated and repressed in the colours of the
 * effects heat maps; marks at the right say whose targets were measured and who is a known transcription factor.
 *
 * @param assayed names of the regulators whose targets the reference network was measured for
 * @param known names of known transcription factors
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
  const signs = ['activated', 'repressed'] as const;
  const values = regulators.flatMap((bar) =>
    signs.map((sign, place) => ({ name: bar.regulator, sign, targets: bar[sign], place })),
  );
  const kinds = { known: 'known transcription factor', assayed: 'targets measured' };
  const named = { known: new Set(known), assayed: new Set(assayed) };
  const marks = regulators.flatMap(({ regulator }) =>
    (['known', 'assayed'] as const)
      .filter((kind) => named[kind].has(regulator))
      .map((kind) => ({ name: regulator, kind: kinds[kind], at: WIDTH + MARKS[kind] })),
  );
  const shown = Object.values(kinds).filter((kind) => marks.some((mark) => mark.kind === kind));
  const y = {
    field: 'name',
    type: 'nominal' as const,
    title: null,
    sort: regulators.map(({ regulator }) => regulator),
    axis: { labelFontSize: 11, labelLimit: 200 },
  };
  return themed({
    title: { text: title, subtitle: 'targets: genes that the regulator has any effect on' },
    width: WIDTH,
    height: { step: 18 },
    resolve: { scale: { color: 'independent' } },
    layer: [
      {
        data: { values },
        mark: { type: 'bar', height: 12 },
        encoding: {
          x: {
            field: 'targets',
            type: 'quantitative',
            title: 'out-degree (number of targets)',
            stack: 'zero',
          },
          y,
          order: { field: 'place' },
          color: {
            field: 'sign',
            type: 'nominal',
            title: 'targets',
            legend: { offset: LEGEND_OFFSET },
            scale: { domain: [...signs], range: [DIVERGING.positive, DIVERGING.negative] },
          },
          tooltip: [{ field: 'name' }, { field: 'sign' }, { field: 'targets', type: 'quantitative' }],
        },
      },
      ...(shown.length > 0
        ? [
            {
              data: { values: marks },
              mark: { type: 'point' as const, filled: true, size: 55, opacity: 1, color: 'black' },
              encoding: {
                x: { field: 'at', type: 'quantitative' as const, scale: null },
                y,
                shape: {
                  field: 'kind',
                  type: 'nominal' as const,
                  title: 'regulator',
                  legend: { offset: LEGEND_OFFSET },
                  scale: {
                    domain: shown,
                    range: shown.map((kind) => (kind === kinds.known ? 'triangle-up' : 'square')),
                  },
                },
              },
            },
          ]
        : []),
    ],
  });
}
