import { requireFraction } from '../math/fraction';
import type { ModelParts } from '../phoenix/model';
import { layoutOf, WEIGHT_MATRICES, parameterCount, type PhoenixShape } from '../phoenix/parameters';
import type { WeightScores } from './normalised-weights';

/** A mask over the flat parameter vector: 1 = kept, 0 = pruned. Biases and multipliers are always kept. */
export type Mask = Uint8Array;

/** Nothing pruned. */
export function fullMask(shape: PhoenixShape): Mask {
  return new Uint8Array(parameterCount(shape)).fill(1);
}

/** The mask of a model, of ones where nothing is pruned. */
export function maskOf({ mask, shape }: Pick<ModelParts, 'mask' | 'shape'>): Mask {
  return mask ?? fullMask(shape);
}

/** The share of pruned entries over the four weight matrices. */
export function maskSparsity(mask: Mask | Float32Array, shape: PhoenixShape): number {
  const layout = layoutOf(shape);
  let pruned = 0;
  let entries = 0;
  for (const matrix of WEIGHT_MATRICES) {
    const { offset, length } = layout[matrix];
    for (let p = offset; p < offset + length; p++) if (mask[p] === 0) pruned++;
    entries += length;
  }
  return pruned / entries;
}

/** The share of entries that are exactly 0 over the four weight matrices. */
export function zeroShare(parameters: Float32Array, shape: PhoenixShape): number {
  return maskSparsity(parameters, shape);
}

/**
 * One pruning event: of the entries that remain in each matrix, round(amount x remaining) with the lowest scores go, matrix
 * by matrix. Ties in the score (BioPruning's first event has 20 000 and more exact zeros) are broken by `tieBreak`, the
 * normalised weight, then by index: by index alone the order of the genes would decide.
 * @throws RangeError for an amount outside [0, 1] or a score that is not a number
 */
export function prune(
  mask: Mask,
  scores: WeightScores,
  tieBreak: WeightScores,
  amount: number,
  shape: PhoenixShape,
): Mask {
  const layout = layoutOf(shape);
  const next = mask.slice();
  for (const matrix of WEIGHT_MATRICES) {
    const { offset, length } = layout[matrix];
    const before = mask.subarray(offset, offset + length);
    next.set(pruneMatrix(before, scores[matrix], tieBreak[matrix], amount, matrix), offset);
  }
  return next;
}

/** The same for one matrix by itself, flat: mask, score and tie-break share its order. `name` is for the error. */
export function pruneMatrix(
  mask: Uint8Array,
  score: ArrayLike<number>,
  tieBreak: ArrayLike<number>,
  amount: number,
  name = 'the matrix',
): Uint8Array {
  requireFraction('a pruning amount', amount);
  let remaining = 0;
  for (let k = 0; k < mask.length; k++) if (mask[k] !== 0) remaining++;
  const entries = new Int32Array(remaining);
  for (let k = 0, at = 0; k < mask.length; k++) if (mask[k] !== 0) entries[at++] = k;
  const next = mask.slice();
  clearLowest(next, entries, Math.round(amount * remaining), [score, tieBreak], name);
  return next;
}

/**
 * Sets `count` of the entries (ascending) to 0: those with the lowest first key, ties by the next key, then by index.
 *
 * Sorting millions of entries by a rule takes minutes. Sorting bare numbers does not: the largest key that still goes says
 * all, but which of its ties go with it.
 */
function clearLowest(
  mask: Uint8Array,
  entries: Int32Array,
  count: number,
  [key, ...furtherKeys]: readonly ArrayLike<number>[],
  name: string,
): void {
  if (key === undefined) {
    for (let k = 0; k < count; k++) mask[entries[k]] = 0;
    return;
  }
  const values = new Float64Array(entries.length);
  entries.forEach((entry, k) => {
    if (Number.isNaN(key[entry]))
      throw new RangeError(`the score of entry ${entry} of ${name} is not a number`);
    values[k] = key[entry];
  });
  if (count === 0) return;
  const limit = values.sort()[count - 1];
  let left = count;
  for (const entry of entries) {
    if (key[entry] >= limit) continue;
    mask[entry] = 0;
    left--;
  }
  const ties = entries.filter((entry) => key[entry] === limit);
  clearLowest(mask, ties, left, furtherKeys, name);
}
