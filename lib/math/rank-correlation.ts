/**
 * Spearman's rank correlation of two lists; equal values share their mean rank.
 * @throws RangeError if they differ in length, or one of them is constant
 */
export function rankCorrelation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) throw new RangeError(`${x.length} values cannot be paired with ${y.length}`);
  const [a, b] = [centred(ranks(x)), centred(ranks(y))];
  const inner = (p: Float64Array, q: Float64Array): number =>
    p.reduce((sum, value, k) => sum + value * q[k], 0);
  const spread = Math.sqrt(inner(a, a) * inner(b, b));
  if (!(spread > 0)) throw new RangeError('a constant list has no rank correlation with anything');
  return inner(a, b) / spread;
}

/** Ranks from 1, ascending; equal values get the mean of the ranks they take up. */
function ranks(values: ArrayLike<number>): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, k) => k).sort((a, b) => values[a] - values[b]);
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let k = from; k < to; k++) result[order[k]] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
