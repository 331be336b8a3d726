import { someOf } from './names/names';
import type { NamedSeries } from './expression/series';

/** A gene that stays below this share of the range hardly counts in the loss. */
const FAINT = 0.01;

/**
 * What must be said where all genes were mapped to [0, 1] by one range, and few genes span it: the levels of the others stay near 0,
 * and their errors vanish in the loss. Nothing where it is fewer than a tenth of the genes.
 * @param training the series as recorded
 * @param scaled maps their levels to those that training sees
 */
export function faintGenes(
  training: readonly NamedSeries[],
  genes: readonly string[],
  scaled: (levels: Float64Array) => Float64Array,
): string[] {
  const highest = new Float64Array(genes.length).fill(-Infinity);
  for (const { times, levels } of training) {
    scaled(levels).forEach((value, k) => {
      const gene = Math.floor(k / times.length);
      highest[gene] = Math.max(highest[gene], value);
    });
  }
  const faint = genes.filter((_, gene) => highest[gene] < FAINT);
  if (10 * faint.length < genes.length) return [];
  return [
    `${faint.length} of ${genes.length} genes stay below ${FAINT} (${someOf(faint, 3)}): a few genes of much higher levels span ` +
      "the range, and nothing is learned about the others. Take logarithms first, or { normalise: 'each-gene' }.",
  ];
}
