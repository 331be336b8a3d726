import type { NamedSeries } from './series';

/** `together` maps the range of all genes to [0, 1], `each-gene` every gene's own. */
export const NORMALISATIONS = ['none', 'together', 'each-gene'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

/**
 * Min-max normalisation, with the range that the TRAINING series have: a validation or test value beyond it lands beyond
 * [0, 1]. `each-gene` shifts a gene that never changes in training to 0.5 and scales it with the range of all genes.
 * @param training the series, genes x T each
 * @throws Error where all training values are the same
 */
export function normaliser(
  training: readonly NamedSeries[],
  genes: number,
  normalisation: Normalisation,
): (levels: Float64Array) => Float64Array {
  if (normalisation === 'none') return (levels) => levels;
  const low = new Float64Array(genes).fill(Infinity);
  const high = new Float64Array(genes).fill(-Infinity);
  for (const { times, levels } of training) {
    levels.forEach((value, k) => {
      const gene = Math.floor(k / times.length);
      low[gene] = Math.min(low[gene], value);
      high[gene] = Math.max(high[gene], value);
    });
  }
  const lowest = low.reduce((least, value) => Math.min(least, value), Infinity);
  const range = high.reduce((most, value) => Math.max(most, value), -Infinity) - lowest;
  if (!(range > 0)) {
    throw new Error(`all training values are ${lowest}: there is nothing to normalise and nothing to learn`);
  }
  return (levels) => {
    const times = levels.length / genes;
    return levels.map((value, k) => {
      const gene = Math.floor(k / times);
      if (normalisation === 'together') return (value - lowest) / range;
      const own = high[gene] - low[gene];
      return own > 0 ? (value - low[gene]) / own : 0.5 + (value - low[gene]) / range;
    });
  };
}
