import type { Pairs } from '../studies/pairs';

/**
 * Linear regression on pairs of consecutive times: what a gene must have made between them, if it decays at a rate k,
 *
 *   y = (g1 - g0 e^(-k dt)) / (1 - e^(-k dt)),
 *
 * on the expression g0 of all genes. A pair weighs (1 - e^(-k dt))^2, which makes the squared residuals those of g1.
 */
export interface Production {
  readonly genes: number;
  readonly count: number;
  /** genes x count: sqrt(weight) (g0 - its weighted mean), a row a regulator. */
  readonly regulators: Float64Array;
  /** genes x count: sqrt(weight) (y - its weighted mean), a row a target. */
  readonly produced: Float64Array;
  /** The weighted means of g0 and of y, by gene. */
  readonly meanRegulator: Float64Array;
  readonly meanProduced: Float64Array;
}

/** Centred and weighted production of all genes over the pairs. @param decay k, per unit of the pairs' time */
export function productionOf(pairs: Pairs, decay: number): Production {
  const { genes, count, start, target, intervals } = pairs;
  const shares = Float64Array.from(intervals, (interval) => -Math.expm1(-decay * interval));
  const total = shares.reduce((sum, share) => sum + share * share, 0);
  const regulators = new Float64Array(genes * count);
  const produced = new Float64Array(genes * count);
  const meanRegulator = new Float64Array(genes);
  const meanProduced = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    for (let p = 0; p < count; p++) {
      const [before, after, share] = [start[p * genes + gene], target[p * genes + gene], shares[p]];
      const made = before + (after - before) / share;
      regulators[gene * count + p] = before;
      produced[gene * count + p] = made;
      meanRegulator[gene] += (share * share * before) / total;
      meanProduced[gene] += (share * share * made) / total;
    }
    for (let k = gene * count; k < (gene + 1) * count; k++) {
      const share = shares[k - gene * count];
      regulators[k] = share * (regulators[k] - meanRegulator[gene]);
      produced[k] = share * (produced[k] - meanProduced[gene]);
    }
  }
  return { genes, count, regulators, produced, meanRegulator, meanProduced };
}

/** G = X X' / N of the regulators' rows, genes x genes. */
export function gramOf({ genes, count, regulators }: Production): Float64Array {
  const gram = new Float64Array(genes * genes);
  for (let i = 0; i < genes; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i * genes + j] = gram[j * genes + i] = inner(regulators, i, regulators, j, count) / count;
    }
  }
  return gram;
}

/** c = X y / N of one target, by regulator. */
export function covarianceWith(
  { genes, count, regulators, produced }: Production,
  target: number,
): Float64Array {
  return Float64Array.from(
    { length: genes },
    (_, i) => inner(regulators, i, produced, target, count) / count,
  );
}

function inner(a: Float64Array, i: number, b: Float64Array, j: number, count: number): number {
  let sum = 0;
  for (let p = 0, x = i * count, y = j * count; p < count; p++) sum += a[x + p] * b[y + p];
  return sum;
}
