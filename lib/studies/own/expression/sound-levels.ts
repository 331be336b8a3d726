import { listing } from '../names/names';
import type { Measurements } from './measurements';

/** A model computes in single precision, which holds numbers up to 3.4e38; beyond this their squares are infinite. */
const LARGEST = 1e18;
/** So many times the next smaller level is no measurement any more. */
const GAP = 1e5;
/** At most this share of all levels, and at least so many, may stand beyond such a gap. */
const [SHARE, FEW] = [0.01, 3];

/**
 * @throws Error that names all levels which single precision cannot square, and the few that stand a factor of 10^5 above all
 *   others: a slipped decimal point, a placeholder such as 1e30 or 999999999
 */
export function requireSoundLevels({ file, genes, samples, levels, placeOf }: Measurements): void {
  const limit = Math.min(LARGEST, gapIn(levels));
  const wrong: number[] = [];
  let rest = 0;
  levels.forEach((value, k) => {
    if (Math.abs(value) > limit) wrong.push(k);
    else if (Math.abs(value) > rest) rest = Math.abs(value);
  });
  if (wrong.length === 0) return;
  const named = wrong.map((k) => {
    const [gene, sample] = [Math.floor(k / samples.length), k % samples.length];
    const { time, series } = samples[sample];
    const at = placeOf ? `${placeOf(gene, sample)}: ` : '';
    return `${at}gene ${genes[gene]} ${levels[k]} at time ${time}${series === '' ? '' : ` of ${series}`}`;
  });
  const others = rest > 0 ? `far beyond all others, which reach ${rest}` : 'too large to compute with';
  throw new Error(
    `${file}: ${wrong.length === 1 ? '1 value is' : `${wrong.length} values are`} ${others}: ${listing(named)}. ` +
      "Mend them in the file, or write NA for them and leave their genes out with { missing: 'drop-genes' }.",
  );
}

/** The level above which the few largest stand apart from the others; infinity where none do. */
function gapIn(levels: Float64Array): number {
  const sorted = levels
    .filter((value) => value !== 0 && !Number.isNaN(value))
    .map(Math.abs)
    .sort();
  const few = Math.min(Math.max(FEW, Math.floor(SHARE * levels.length)), sorted.length >> 1);
  for (let k = sorted.length - few; k < sorted.length; k++) {
    if (k > 0 && sorted[k] > GAP * sorted[k - 1]) return sorted[k - 1];
  }
  return Infinity;
}
