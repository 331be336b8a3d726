import type { Series } from '../studies/study';
import { explorable } from './marks/explorable';
import type { Figure } from './figure';
import { category, quantity } from './marks/marks';
import { CATEGORY_COLOURS, themed } from './marks/theme';

/** A model's roll-out from the start of one series: genes x T, row-major, at that series' times or any others. */
export interface RollOut {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/**
 * Expression over time, one panel a gene and one colour a trajectory, or series where they were measured: points are what was recorded (noise included),
 * thin lines the values without noise (where those are known; else they join the points), dashed lines a model's roll-out where one is given.
 *
 * @param shown names of the genes to draw, or their indices
 * @param rollOuts one a series, in the same order, or none
 * @throws RangeError that names all genes which there are not
 */
export function trajectoriesFigure(
  series: readonly Series[],
  genes: readonly string[],
  shown: readonly (string | number)[],
  {
    title,
    rollOuts = [],
    timeTitle = 'time (arbitrary units)',
  }: { title: string; rollOuts?: readonly RollOut[]; timeTitle?: string },
): Figure {
  const chosen = indicesOf(shown, genes);
  const values = rowsOf(series, genes, chosen, rollOuts);
  // What was measured is called as the files call it.
  const noiseless = series.every(({ recorded, clean }) => recorded === clean);
  const encoding = {
    x: quantity('time', { title: timeTitle }),
    y: quantity('expression', { title: 'expression (0 to 1)', scale: { zero: false } }),
    color: category('trajectory', {
      title: noiseless ? 'series' : 'trajectory',
      scale: { range: CATEGORY_COLOURS },
      legend: series.length > 1 ? {} : null,
    }),
  };
  const only = (kind: string) => [{ filter: { field: 'kind', equal: kind } }];
  const lines = noiseless ? 'lines join them' : 'lines: without noise';
  const subtitle = `points: recorded; ${lines}${rollOuts.length ? '; dashed: the model from t = 0' : ''}`;
  return explorable(
    themed({
      title: { text: title, subtitle },
      data: { values },
      facet: category('gene', { title: null, sort: chosen.map((gene) => genes[gene]) }),
      columns: Math.ceil(chosen.length / Math.ceil(chosen.length / 4)),
      spec: {
        width: 150,
        height: 120,
        layer: [
          { transform: only('without noise'), mark: { type: 'line', strokeWidth: 1.2 }, encoding },
          { transform: only('recorded'), mark: { type: 'point', filled: true, size: 28 }, encoding },
          {
            transform: only('model'),
            mark: { type: 'line', strokeDash: [5, 3], strokeWidth: 1.8 },
            encoding,
          },
        ],
      },
    }),
    { legend: 'trajectory', zoom: true },
  );
}

/** A row a gene, trajectory, kind and time. */
function rowsOf(
  series: readonly Series[],
  genes: readonly string[],
  chosen: readonly number[],
  rollOuts: readonly RollOut[],
) {
  return series.flatMap((one, s) => {
    const kinds = [
      { kind: 'recorded', times: one.times, values: one.recorded },
      { kind: 'without noise', times: one.times, values: one.clean },
      ...(rollOuts[s] ? [{ kind: 'model', ...rollOuts[s] }] : []),
    ];
    return kinds.flatMap(({ kind, times, values: expression }) =>
      chosen.flatMap((gene) =>
        Array.from(times, (time, i) => ({
          gene: genes[gene],
          trajectory: s + 1,
          kind,
          time,
          expression: expression[gene * times.length + i],
        })),
      ),
    );
  });
}

function indicesOf(shown: readonly (string | number)[], genes: readonly string[]): number[] {
  const found = shown.map((gene) => (typeof gene === 'number' ? gene : genes.indexOf(gene)));
  const unknown = shown.filter((_, k) => genes[found[k]] === undefined);
  if (unknown.length === 0) return found;
  const some = genes.slice(0, 5).join(', ');
  throw new RangeError(
    `no gene of this study: ${unknown.join(', ')}. It has ${genes.length}: ${some}${genes.length > 5 ? ' ...' : ''} ` +
      '(by name as they are written, or by number from 0)',
  );
}
