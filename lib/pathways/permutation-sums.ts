import type { Random } from '../math/random';
import type { TestedSet } from './universe';

/** Permutations that are summed side by side: one cache line of doubles. */
export const LANES = 8;

/**
 * Values rounded (relative to their total, by less than 1e-15) so that the sum over any of them is exact in every order.
 * A permutation often gives a set the same values that it has, in another order, and with many zeros among the values it
 * does so all the time: whether such a tie counts must not hang on the rounding of a sum.
 */
export function exactlySummable(values: ArrayLike<number>): Float64Array {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += Math.abs(values[k]);
  if (total === 0) return new Float64Array(values.length);
  const quantum = 2 ** (Math.ceil(Math.log2(total)) - 52);
  return Float64Array.from(values, (value) => Math.round(value / quantum) * quantum);
}

/**
 * Sums of values over sets, for the values as they are and for random permutations of them.
 *
 * It is the product of the 0/1 matrix sets x N with N x 8 permuted values, block by block, over the ones only: for Reactome
 * on 7300 genes (0.6 % ones) 100 000 permutations take 5 s of additions and 16 s of shuffling on one core, where the dense
 * product in tfjs takes 33 s on two, without the shuffling, and rounds to single precision.
 */
export class PermutationSums {
  private readonly setStart: Int32Array;
  /** The sets' members times LANES: where their values begin in `block`. */
  private readonly members: Int32Array;
  private readonly shuffled: Float64Array;
  /** N x LANES permuted values. */
  private readonly block: Float64Array;
  /** sets x LANES sums. */
  readonly sums: Float64Array;

  /** `values` should be exactly summable; each set names positions in them. */
  constructor(
    values: Float64Array,
    private readonly sets: readonly TestedSet[],
  ) {
    this.setStart = new Int32Array(sets.length + 1);
    sets.forEach(({ members }, s) => (this.setStart[s + 1] = this.setStart[s] + members.length));
    this.members = new Int32Array(this.setStart[sets.length]);
    sets.forEach(({ members }, s) =>
      this.members.set(
        members.map((member) => member * LANES),
        this.setStart[s],
      ),
    );
    this.shuffled = values.slice();
    this.block = new Float64Array(values.length * LANES);
    this.sums = new Float64Array(sets.length * LANES);
  }

  /** The next LANES permutations: leaves their sums in `sums`. */
  next(random: Random): void {
    const { shuffled, block } = this;
    for (let lane = 0; lane < LANES; lane++) {
      shuffle(shuffled, random);
      for (let k = 0; k < shuffled.length; k++) block[k * LANES + lane] = shuffled[k];
    }
    this.sum();
  }

  /** Written out lane by lane: a loop over the lanes takes three times as long. */
  private sum(): void {
    const { setStart, members, block, sums } = this;
    for (let s = 0; s < this.sets.length; s++) {
      let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let e = setStart[s]; e < setStart[s + 1]; e++) {
        const row = members[e];
        s0 += block[row];
        s1 += block[row + 1];
        s2 += block[row + 2];
        s3 += block[row + 3];
        s4 += block[row + 4];
        s5 += block[row + 5];
        s6 += block[row + 6];
        s7 += block[row + 7];
      }
      const at = s * LANES;
      sums[at] = s0;
      sums[at + 1] = s1;
      sums[at + 2] = s2;
      sums[at + 3] = s3;
      sums[at + 4] = s4;
      sums[at + 5] = s5;
      sums[at + 6] = s6;
      sums[at + 7] = s7;
    }
  }
}

/** Fisher and Yates, in place: every order equally likely, whatever the order before. */
function shuffle(values: Float64Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
