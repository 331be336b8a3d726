import type { MatrixRows } from '../math/matrix-rows';

/** Edges are sorted this many at a time (64 MB), or more of a large network, whose effects are not computed more often. */
const AT_A_TIME = 2 ** 23;
const MOST_PASSES = 8;

/** Effects of one class share their exponent and 8 further bits: 65 536 classes, rising as the magnitude rises. */
const CLASSES = 2 ** 16;
const SHIFT = 15;

/** A pair's number and the effect's sign share 32 bits. */
const MOST_GENES = Math.floor(Math.sqrt(2 ** 31));

/** An edge from the numbers of its genes, its effect, and the sum of all |effects| on its target. */
export type EdgeTeller<Edge> = (regulator: number, target: number, effect: number, total: number) => Edge;

/** Which edges are wanted, and how they are found. */
export interface EdgeChoice {
  /** How many at most; all by default. */
  readonly strongest?: number;
  /** How many are sorted at a time. */
  readonly atATime?: number;
  /** Told each time that the effects of a regulator have been computed, of large dense networks the slow part. */
  readonly onRow?: (regulator: number) => void;
}

/**
 * The edges of a network, strongest |effect| first, of equals in the order of the genes. The effects are gone through once for
 * a count by strength, and once for every 8 million edges or eighth of all: a network of 11165 genes fits, and a shorter list costs less. May be
 * iterated any number of times.
 *
 * @param told what an edge is told as
 * @throws RangeError if there are more than 46 340 genes
 */
export function strongestEdges<Edge>(
  network: MatrixRows,
  told: EdgeTeller<Edge>,
  choice: EdgeChoice = {},
): Iterable<Edge> {
  if (network.cols > MOST_GENES) {
    throw new RangeError(`edges are listed for at most ${MOST_GENES} genes, not ${network.cols}`);
  }
  return { [Symbol.iterator]: () => strongestFirst(watched(network, choice.onRow), told, choice) };
}

function* strongestFirst<Edge>(
  network: MatrixRows,
  told: EdgeTeller<Edge>,
  { strongest = Infinity, atATime }: EdgeChoice,
): Generator<Edge> {
  const genes = network.cols;
  const { totals, counts } = survey(network);
  const edges = counts.reduce((sum, count) => sum + count);
  const most = atATime ?? Math.max(AT_A_TIME, Math.ceil(Math.min(strongest, edges) / MOST_PASSES));
  const bits = new Uint32Array(1);
  const magnitude = new Float32Array(bits.buffer);
  let left = strongest;
  for (let above = CLASSES; above > 0 && left > 0;) {
    // As many whole classes as fit, and at least one.
    let from = above;
    let size = 0;
    do size += counts[--from];
    while (from > 0 && size + counts[from - 1] <= most);
    const words = sortedEdges(network, from, above, size);
    for (let k = 0; k < size && left > 0; k++, left--) {
      const pair = words[2 * k] >>> 1;
      bits[0] = ~words[2 * k + 1];
      const effect = words[2 * k] & 1 ? -magnitude[0] : magnitude[0];
      const target = pair % genes;
      yield told((pair - target) / genes, target, effect, totals[target]);
    }
    above = from;
  }
}

function watched(network: MatrixRows, onRow: EdgeChoice['onRow']): MatrixRows {
  if (onRow === undefined) return network;
  const { rows, cols } = network;
  return {
    rows,
    cols,
    forEach: (visit, listed) =>
      network.forEach((row, values) => {
        visit(row, values);
        onRow(row);
      }, listed),
  };
}

/** How many edges there are of each class of magnitude, and the sum of |effects| on each target. */
function survey(network: MatrixRows): { totals: Float64Array; counts: Float64Array } {
  const totals = new Float64Array(network.cols);
  const counts = new Float64Array(CLASSES);
  network.forEach((_, effects) => {
    const bits = bitsOf(effects);
    for (let target = 0; target < effects.length; target++) {
      if (effects[target] === 0) continue;
      totals[target] += Math.abs(effects[target]);
      counts[classOf(bits[target])]++;
    }
  });
  return { totals, counts };
}

/**
 * The edges of the classes from .. above, sorted: two words each, 2 * pair + sign and the complement of the magnitude's
 * bits. Together they are one 64-bit number (the second word is the higher on every machine that Node.js runs on but
 * mainframes), which sorts by falling magnitude, then by pair.
 */
function sortedEdges(network: MatrixRows, from: number, above: number, size: number): Uint32Array {
  const keys = new BigUint64Array(size);
  const words = new Uint32Array(keys.buffer);
  const genes = network.cols;
  let next = 0;
  network.forEach((regulator, effects) => {
    const bits = bitsOf(effects);
    for (let target = 0; target < genes; target++) {
      if (effects[target] === 0) continue;
      const kind = classOf(bits[target]);
      if (kind < from || kind >= above) continue;
      words[next++] = 2 * (regulator * genes + target) + (bits[target] >>> 31);
      words[next++] = ~(bits[target] & 0x7fffffff);
    }
  });
  keys.sort();
  return words;
}

const bitsOf = (effects: Float32Array): Uint32Array =>
  new Uint32Array(effects.buffer, effects.byteOffset, effects.length);

const classOf = (bits: number): number => (bits & 0x7fffffff) >>> SHIFT;
