import { PAIRED_UNITS, type PairedDifference } from '../reproduction/tables/paired-differences';
import { rowLabel } from '../reproduction/grids/table-row';
import type { Figure } from './figure';
import { category, layer, quantity, type Panel } from './marks/marks';
import { QUIET, themed } from './marks/theme';

/**
 * Paired differences over seeds: a panel a section, a line a pair; the mean with its 95 % interval, each seed a small mark. The zero
 * line is where both are alike.
 * @throws RangeError if there is none, or if they are of several measures
 */
export function pairedDifferencesFigure(
  differences: readonly PairedDifference[],
  { title }: { title: string },
): Figure {
  const [measure, ...others] = new Set(differences.map((one) => one.measure));
  if (measure === undefined || others.length > 0) {
    throw new RangeError('a figure of paired differences needs some, all of one measure');
  }
  const { title: name, unit, digits, better } = PAIRED_UNITS[measure];
  const all = differences.flatMap((one) => [...one.differences, one.mean.low, one.mean.high, 0]);
  const domain = [unit * Math.min(...all), unit * Math.max(...all)];
  const x = quantity('difference', { title: `difference of ${name}`, scale: { domain, nice: true } });
  const sections = [...new Set(differences.map(({ section }) => section))];
  const models = [...new Set(differences.map((one) => one.model))].join(' and ');
  return themed({
    title: {
      text: title,
      subtitle:
        `mean and 95 % interval over the seeds (small marks); ${models} epoch; ` +
        `${better > 0 ? 'right' : 'left'} of 0 the first is better`,
    },
    vconcat: sections.map((section) =>
      panelOf(
        section,
        differences.filter((one) => one.section === section),
        { x, unit, digits },
      ),
    ),
  });
}

function panelOf(
  section: string,
  differences: readonly PairedDifference[],
  { x, unit, digits }: { x: ReturnType<typeof quantity>; unit: number; digits: number },
): Panel {
  const nameOf = ({ above, below }: PairedDifference): string => `${rowLabel(above)} - ${rowLabel(below)}`;
  const y = category('pair', { title: null, sort: differences.map(nameOf), axis: { labelLimit: 260 } });
  const each = differences.flatMap((one) =>
    one.differences.map((difference, k) => ({
      pair: nameOf(one),
      seed: one.seeds[k],
      difference: unit * difference,
    })),
  );
  const means = differences.map((one) => ({
    pair: nameOf(one),
    seeds: one.seeds.length,
    difference: unit * one.mean.mean,
    low: unit * one.mean.low,
    high: unit * one.mean.high,
  }));
  const number = { format: `.${digits}f` };
  const tooltip = [
    ...[category('pair'), quantity('seeds'), quantity('difference', { title: 'mean', ...number })],
    ...[quantity('low', { title: '95 % from', ...number }), quantity('high', { title: 'to', ...number })],
  ];
  return {
    title: { text: section, fontSize: 12, fontWeight: 'normal' },
    width: 380,
    height: 26 * means.length,
    layer: [
      layer([{ difference: 0 }], { type: 'rule', strokeDash: [4, 4], color: QUIET }, { x }),
      layer(
        each,
        { type: 'point', filled: true, size: 16, opacity: 0.5, color: '#0072B2' },
        { x, y, tooltip: [quantity('seed'), quantity('difference', number)] },
      ),
      layer(
        means,
        { type: 'rule', strokeWidth: 2, color: '#0072B2' },
        { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
      ),
      layer(means, { type: 'point', filled: true, size: 70, color: '#0072B2' }, { x, y, tooltip }),
    ],
  };
}
