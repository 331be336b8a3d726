import { layoutOf, MATRICES, parameterCount, type PhoenixShape } from '../phoenix/parameters';
import type { Scores } from './normalised-weights';

/** A mask over the flat parameter vector: 1 = kept, 0 = pruned. Biases and multipliers are always kept. */
export type Mask = Uint8Array;

/** Nothing pruned. */
export function fullMask(shape: PhoenixShape): Mask {
  return new Uint8Array(parameterCount(shape)).fill(1);
}

/** The share of pruned entries over the four weight matrices. */
export function maskSparsity(mask: Mask, shape: PhoenixShape): number {
  const layout = layoutOf(shape);
  let pruned = 0;
  let entries = 0;
  for (const matrix of MATRICES) {
    const { offset, length } = layout[matrix];
    for (let p = offset; p < offset + length; p++) if (mask[p] === 0) pruned++;
    entries += length;
  }
  return pruned / entries;
}

/** The share of entries that are exactly 0 over the four weight matrices. */
export function zeroShare(parameters: Float32Array, shape: PhoenixShape): number {
  return maskSparsity(
    Uint8Array.from(parameters, (value) => (value === 0 ? 0 : 1)),
    shape,
  );
}

/**
 * One pruning event: of the entries that remain in each matrix, round(amount x remaining) with the lowest scores go, matrix
 * by matrix. Ties in the score (BioPruning's first event has 20 000 and more exact zeros) are broken by `tieBreak`, the
 * normalised weight, then by index: by index alone the order of the genes would decide.
 * @throws RangeError for an amount outside [0, 1] or a score that is not a number
 */
export function prune(
  mask: Mask,
  scores: Scores,
  tieBreak: Scores,
  amount: number,
  shape: PhoenixShape,
): Mask {
  const layout = layoutOf(shape);
  const next = Uint8Array.from(mask);
  for (const matrix of MATRICES) {
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
  if (!(amount >= 0 && amount <= 1)) throw new RangeError(`a pruning amount lies in [0, 1], not ${amount}`);
  const remaining: number[] = [];
  mask.forEach((kept, k) => {
    if (kept === 0) return;
    if (Number.isNaN(score[k])) throw new RangeError(`the score of entry ${k} of ${name} is not a number`);
    remaining.push(k);
  });
  const order = Int32Array.from(remaining).sort(
    (a, b) => score[a] - score[b] || tieBreak[a] - tieBreak[b] || a - b,
  );
  const next = Uint8Array.from(mask);
  const count = Math.round(amount * remaining.length);
  for (let k = 0; k < count; k++) next[order[k]] = 0;
  return next;
}
