/**
 * How alike regulators act: |Pearson correlation| of their rows of effects (Figures 2 and 6 of the paper).
 *
 * @param effects n x n, row-major, row = regulator
 * @param regulators the r rows to compare, in the order of the result
 * @returns r x r, row-major, symmetric, in [0, 1]; a regulator whose row is constant (without any effect, say) has
 *   no correlation and is given 0 with every other, itself included
 * @throws RangeError if the effects are not n x n or a regulator is not one of the n genes
 */
export function coregulationSimilarity(
  effects: ArrayLike<number>,
  genes: number,
  regulators: ArrayLike<number>,
): Float64Array {
  if (effects.length !== genes * genes) {
    throw new RangeError(
      `${effects.length} effects are not a network of ${genes} genes (${genes} x ${genes})`,
    );
  }
  const r = regulators.length;
  const rows = Array.from({ length: r }, (_, a) => standardisedRow(effects, genes, regulators[a]));
  const similarity = new Float64Array(r * r);
  for (let a = 0; a < r; a++) {
    for (let b = a; b < r; b++) {
      let dot = 0;
      for (let j = 0; j < genes; j++) dot += rows[a][j] * rows[b][j];
      similarity[a * r + b] = similarity[b * r + a] = Math.min(1, Math.abs(dot));
    }
  }
  return similarity;
}

/** The regulator's row, centred and of length 1; all 0 if the row is constant. */
function standardisedRow(effects: ArrayLike<number>, genes: number, regulator: number): Float64Array {
  if (!(Number.isInteger(regulator) && regulator >= 0 && regulator < genes)) {
    throw new RangeError(`regulator ${regulator} is not one of the genes 0 .. ${genes - 1}`);
  }
  const row = Float64Array.from({ length: genes }, (_, j) => effects[regulator * genes + j]);
  if (row.every((effect) => effect === row[0])) return new Float64Array(genes);
  const mean = row.reduce((sum, effect) => sum + effect, 0) / genes;
  const centred = row.map((effect) => effect - mean);
  const length = Math.sqrt(centred.reduce((sum, effect) => sum + effect * effect, 0));
  return centred.map((effect) => effect / length);
}
