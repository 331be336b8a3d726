/** Bonferroni: each p value times their number, at most 1. Bounds the chance of one false finding under any dependence. */
export function bonferroni(p: ArrayLike<number>): Float64Array {
  return Float64Array.from(p, (value) => Math.min(1, value * p.length));
}

/**
 * Benjamini and Hochberg (1995), adjusted p values: the smallest false discovery rate at which each test is still found,
 * min over the tests k with p_(k) >= p of p_(k) * count / k.
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const descending = Int32Array.from({ length: p.length }, (_, k) => k).sort((a, b) => p[b] - p[a]);
  const adjusted = new Float64Array(p.length);
  let least = 1;
  descending.forEach((test, k) => {
    least = Math.min(least, (p[test] * p.length) / (p.length - k));
    adjusted[test] = least;
  });
  return adjusted;
}

/**
 * Westfall and Young's step-down max-T (1993): p values that hold for all tests together, like Bonferroni's, but take the
 * dependence between the tests from the permutations themselves: overlapping pathways count for less. Against the
 * statistic of rank k stands, in every permutation, the largest statistic of this and all lower ranks.
 */
export class StepDownMaxT {
  private readonly ascending: Int32Array;
  private readonly atLeast: Float64Array;
  private permutations = 0;

  /** `observed` statistics; larger is more extreme. */
  constructor(private readonly observed: Float64Array) {
    this.ascending = Int32Array.from(observed.keys()).sort((a, b) => observed[a] - observed[b]);
    this.atLeast = new Float64Array(observed.length);
  }

  /** Takes in the statistics of one permutation. */
  add(statistics: ArrayLike<number>): void {
    const { ascending, observed, atLeast } = this;
    let largest = -Infinity;
    for (let k = 0; k < ascending.length; k++) {
      const test = ascending[k];
      if (statistics[test] > largest) largest = statistics[test];
      if (largest >= observed[test]) atLeast[test]++;
    }
    this.permutations++;
  }

  /** Adjusted p values, by the plus-one rule: never 0. */
  adjusted(): Float64Array {
    const p = new Float64Array(this.observed.length);
    let most = 0;
    for (let k = p.length - 1; k >= 0; k--) {
      const test = this.ascending[k];
      most = Math.max(most, (1 + this.atLeast[test]) / (1 + this.permutations));
      p[test] = most;
    }
    return p;
  }
}
