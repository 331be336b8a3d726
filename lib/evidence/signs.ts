import { type MatrixRows, matrixRows } from '../math/matrix-rows';
import { entriesOf, type SparseMatrix } from '../math/sparse-matrix';

/** The prior's edges that the data make probable: on how many signs the two agree. */
export interface SignAgreement {
  readonly compared: number;
  readonly agreeing: number;
  /** Whether the prior gives signs: one that has a single sign for all edges is taken to give none. */
  readonly signed: boolean;
}

/**
 * The sign of every pair, and how often data and prior agree.
 * @param effects of the data, n x n, row = regulator
 * @param probability of an edge: signs are compared where it is at least 1/2
 */
export function signAgreement(
  effects: MatrixRows,
  prior: SparseMatrix,
  probability: MatrixRows,
): { sign: MatrixRows; agreement: SignAgreement } {
  const n = prior.rows;
  const signed = prior.values.some((value) => value < 0) && prior.values.some((value) => value > 0);
  const signOfPrior = new Map<number, number>();
  if (signed)
    for (const [from, to, value] of entriesOf(prior)) signOfPrior.set(from * n + to, Math.sign(value));
  let [compared, agreeing] = [0, 0];
  const ofData = new Map<number, Int8Array>();
  effects.forEach((regulator, values) => ofData.set(regulator, Int8Array.from(values, Math.sign)));
  probability.forEach((regulator, values) => {
    for (let target = 0; target < n; target++) {
      const known = signOfPrior.get(regulator * n + target);
      const found = ofData.get(regulator)?.[target] ?? 0;
      if (known === undefined || found === 0 || values[target] < 0.5) continue;
      compared++;
      if (known === found) agreeing++;
    }
  });
  return {
    agreement: { compared, agreeing, signed },
    sign: matrixRows(n, n, (regulator, values) => {
      for (let target = 0; target < n; target++) {
        values[target] = ofData.get(regulator)?.[target] || (signOfPrior.get(regulator * n + target) ?? 0);
      }
    }),
  };
}
