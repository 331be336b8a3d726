import type { MatrixRows } from '../math/matrix-rows';

/**
 * How alike regulators act: |Pearson correlation| of their rows of effects (Figures 2 and 6 of the paper).
 *
 * @param network n x n, row = regulator
 * @param regulators the r rows to compare, in the order of the result
 * @returns r x r, row-major, symmetric, in [0, 1]; a regulator whose row is constant (without any effect, say) has
 *   no correlation and is given 0 with every other, itself included
 * @throws RangeError if a regulator is not one of the n genes
 */
export function coregulationSimilarity(network: MatrixRows, regulators: ArrayLike<number>): Float64Array {
  const r = regulators.length;
  for (let a = 0; a < r; a++) {
    if (!(Number.isInteger(regulators[a]) && regulators[a] >= 0 && regulators[a] < network.rows)) {
      throw new RangeError(`regulator ${regulators[a]} is not one of the genes 0 .. ${network.rows - 1}`);
    }
  }
  const rows: Float64Array[] = [];
  network.forEach((_, effects) => rows.push(standardised(Float64Array.from(effects))), regulators);
  const similarity = new Float64Array(r * r);
  for (let a = 0; a < r; a++) {
    for (let b = a; b < r; b++) {
      let dot = 0;
      for (let j = 0; j < network.cols; j++) dot += rows[a][j] * rows[b][j];
      similarity[a * r + b] = similarity[b * r + a] = Math.min(1, Math.abs(dot));
    }
  }
  return similarity;
}

/** What a network shows of who acts alike in the truth. */
export interface CoregulationKept {
  /** Pairs of regulators that act alike in the truth. */
  readonly pairs: number;
  /** Their mean similarity in the network, and that of all other pairs. */
  readonly alike: number;
  readonly others: number;
}

/**
 * Figures 2 and 6 as three numbers: how similarly the regulators that act alike in the truth act in a network, beside all others. Where
 * the two are equal, the picture shows nothing of the truth.
 *
 * @param network n x n, row = regulator
 * @param truth the same; pairs of regulators whose similarity in it is above `above`, in (0, 1), act alike
 * @throws RangeError where `coregulationSimilarity` does, or if all pairs act alike, or none
 */
export function coregulationKept(
  network: MatrixRows,
  truth: MatrixRows,
  regulators: ArrayLike<number>,
  above = 0.3,
): CoregulationKept {
  const [found, known] = [network, truth].map((one) => coregulationSimilarity(one, regulators));
  const r = regulators.length;
  let [pairs, alike, others] = [0, 0, 0];
  for (let a = 0; a < r; a++) {
    for (let b = a + 1; b < r; b++) {
      if (known[a * r + b] > above) {
        pairs++;
        alike += found[a * r + b];
      } else others += found[a * r + b];
    }
  }
  const all = (r * (r - 1)) / 2;
  if (pairs === 0 || pairs === all) {
    throw new RangeError(
      `${pairs} of ${all} pairs of regulators are alike above ${above}: nothing to compare`,
    );
  }
  return { pairs, alike: alike / pairs, others: others / (all - pairs) };
}

/** The row, centred and of length 1; all 0 if it is constant. */
function standardised(row: Float64Array): Float64Array {
  if (row.every((effect) => effect === row[0])) return new Float64Array(row.length);
  const mean = row.reduce((sum, effect) => sum + effect, 0) / row.length;
  const centred = row.map((effect) => effect - mean);
  const length = Math.sqrt(centred.reduce((sum, effect) => sum + effect * effect, 0));
  return centred.map((effect) => effect / length);
}
