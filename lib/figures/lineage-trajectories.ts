import type { Series } from '../studies/study';
import { alongComponent, principalComponents, type PrincipalComponents } from '../math/principal-components';
import type { Figure } from './figure';
import { layer, quantity, type Panel } from './marks/marks';
import { CATEGORY_COLOURS, QUIET, themed } from './marks/theme';

/** One batch of a lineage: its cells along pseudotime, and what it is used for. */
export interface LineageBatch {
  readonly name: string;
  readonly role: 'training' | 'validation' | 'test';
  readonly series: Series;
}

const ROLE_COLOURS = {
  training: CATEGORY_COLOURS[0],
  validation: CATEGORY_COLOURS[4],
  test: CATEGORY_COLOURS[2],
};

/**
 * A lineage's path through gene expression: the first two principal components along pseudotime, one column a batch. The components
 * are those of the training batches, so that every batch is seen in one and the same frame; the grey line in every panel is the first
 * training batch, to compare with.
 *
 * @param most cells drawn of a batch, evenly along pseudotime
 * @throws RangeError if no batch is for training
 */
export function lineageTrajectoriesFigure(
  batches: readonly LineageBatch[],
  { title, most = 200 }: { title: string; most?: number },
): Figure {
  const frame = frameOf(batches);
  const component = (k: number): string => `PC ${k + 1} (${(100 * frame.shares[k]).toFixed(0)} %)`;
  const courses = [0, 1].map((k) =>
    batches.map(({ series }) => thinned(series.times, alongComponent(series.recorded, frame, k), most)),
  );
  const first = batches.findIndex(({ role }) => role === 'training');
  const color = colourByRole(batches);
  const tooLarge = batches.some(({ series }) => series.times.length > most);
  return themed({
    title: {
      text: title,
      subtitle: [
        'principal components of the training batch (share of its variance); grey line in every panel: the training batch',
        ...(tooLarge ? [`at most ${most} cells of a batch are drawn, evenly along pseudotime`] : []),
      ],
      offset: 42,
    },
    columns: batches.length,
    // columns stand under each other whatever their axes hold; room for titles and axes is in the spacing
    bounds: 'flush',
    align: 'all',
    spacing: { row: 22, column: 26 },
    concat: courses.flatMap((byBatch, k) => {
      const all = byBatch.flat().map(({ place }) => place);
      const domain = [Math.min(...all), Math.max(...all)];
      const last = k === courses.length - 1;
      const x = quantity('time', {
        title: last ? 'pseudotime (0 to 1)' : null,
        scale: { domain: [0, 1] },
        axis: { values: [0, 0.5, 1], labels: last },
      });
      const reference = movingMean(byBatch[first]);
      return batches.map(({ name, role, series }, b): Panel => {
        const y = quantity('place', {
          title: b === 0 ? component(k) : null,
          scale: { domain, nice: true, zero: false },
          axis: { tickCount: 4, labels: b === 0 },
        });
        const subtitle = `${role}, ${series.times.length} cells`;
        return {
          width: 137,
          height: 120,
          ...(k === 0 && { title: { text: name, subtitle, anchor: 'middle' } }),
          layer: [
            layer(
              byBatch[b],
              { type: 'point', filled: true, size: 14, opacity: 0.6 },
              { x, y, color: { datum: role, ...color } },
            ),
            layer(reference, { type: 'line', color: QUIET, strokeWidth: 2 }, { x, y }),
          ],
        };
      });
    }),
  });
}

/** The first two principal components of the training batches, side by side as one genes x (T_1 + T_2 + ...) matrix. */
function frameOf(batches: readonly LineageBatch[]): PrincipalComponents {
  const training = batches.filter(({ role }) => role === 'training').map(({ series }) => series);
  if (training.length === 0) throw new RangeError('the frame is that of the training batches: there is none');
  const genes = training[0].recorded.length / training[0].times.length;
  const rows = Array.from({ length: genes }, (_, gene) =>
    training.flatMap(({ recorded, times: { length } }) => [
      ...recorded.slice(gene * length, (gene + 1) * length),
    ]),
  );
  return principalComponents(rows.flat(), genes, 2);
}

/** What a batch is used for as the colour of its cells. */
function colourByRole(batches: readonly LineageBatch[]) {
  const roles = (['training', 'validation', 'test'] as const).filter((role) =>
    batches.some((batch) => batch.role === role),
  );
  const scale = { domain: roles, range: roles.map((role) => ROLE_COLOURS[role]) };
  const legend = { orient: 'bottom' as const };
  return { type: 'nominal' as const, title: 'batch used for', scale, legend };
}

interface Place {
  readonly time: number;
  readonly place: number;
}

/** Finer than a pixel; a figure of thousands of points stays small. */
const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** At most so many of them, evenly. */
function thinned(times: ArrayLike<number>, places: ArrayLike<number>, most: number): Place[] {
  const stride = Math.ceil(times.length / most);
  return Array.from({ length: Math.ceil(times.length / stride) }, (_, k) => ({
    time: rounded(times[k * stride]),
    place: rounded(places[k * stride]),
  }));
}

/** The course with every place averaged over a tenth of the points around it. */
function movingMean(course: readonly Place[]): Place[] {
  const reach = Math.floor(course.length / 20);
  return course.map(({ time }, k) => {
    const near = course.slice(Math.max(0, k - reach), k + reach + 1);
    return { time, place: rounded(near.reduce((sum, { place }) => sum + place / near.length, 0)) };
  });
}
