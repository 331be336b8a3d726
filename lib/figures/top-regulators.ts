import type { Figure } from './figure';
import { DIVERGING } from './matrix-image';
import { themed } from './theme';

/** What an edge of a network must say to be counted; more may be there. */
export interface SignedEdge {
  readonly regulator: string;
  readonly target: string;
  /** Its sign: activates or represses. */
  readonly effect: number;
}

/** A regulator and the number of its targets by sign. */
export interface RegulatorCount {
  readonly name: string;
  readonly activated: number;
  readonly repressed: number;
  /** Its targets were measured (in the reference network). */
  readonly assayed: boolean;
  /** It is known to regulate (a transcription factor of the prior). */
  readonly known: boolean;
}

/** The regulators of a network with the most targets, first the largest; of equals by name. */
export function topRegulators(
  edges: Iterable<SignedEdge>,
  {
    count = 20,
    assayed = [],
    known = [],
  }: { count?: number; assayed?: Iterable<string>; known?: Iterable<string> } = {},
): RegulatorCount[] {
  const counts = new Map<string, { activated: number; repressed: number }>();
  for (const { regulator, effect } of edges) {
    if (effect === 0) continue;
    const own = counts.get(regulator) ?? { activated: 0, repressed: 0 };
    own[effect > 0 ? 'activated' : 'repressed']++;
    counts.set(regulator, own);
  }
  const [measured, expected] = [new Set(assayed), new Set(known)];
  return [...counts]
    .map(([name, signs]) => ({ name, ...signs, assayed: measured.has(name), known: expected.has(name) }))
    .sort((a, b) => b.activated + b.repressed - a.activated - a.repressed || (a.name < b.name ? -1 : 1))
    .slice(0, count);
}

const WIDTH = 360;
/** Columns of marks right of the bars, in pixels from their right edge. */
const MARKS = { known: 14, assayed: 32 };
/** Legends stand right of those. */
const LEGEND_OFFSET = 52;

/**
 * The regulators with the most targets: bars of the number of targets, activated and repressed in the colours of the effects heat maps;
 * marks at the right say whose targets were measured and who is a known transcription factor.
 *
 * @throws RangeError if there is no regulator
 */
export function topRegulatorsFigure(
  regulators: readonly RegulatorCount[],
  { title }: { title: string },
): Figure {
  if (regulators.length === 0) throw new RangeError('a network without an edge has no regulator to draw');
  const signs = ['activated', 'repressed'] as const;
  const values = regulators.flatMap(({ name, ...counts }) =>
    signs.map((sign) => ({ name, sign, targets: counts[sign], place: signs.indexOf(sign) })),
  );
  const kinds = { known: 'known transcription factor', assayed: 'targets measured' };
  const marks = regulators.flatMap((regulator) =>
    (['known', 'assayed'] as const)
      .filter((kind) => regulator[kind])
      .map((kind) => ({ name: regulator.name, kind: kinds[kind], at: WIDTH + MARKS[kind] })),
  );
  const shown = Object.values(kinds).filter((kind) => marks.some((mark) => mark.kind === kind));
  const y = {
    field: 'name',
    type: 'nominal' as const,
    title: null,
    sort: regulators.map(({ name }) => name),
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
