import type { MatrixRows } from '../math/matrix-rows';
import { strongestEdges } from '../network/strongest-edges';

/** How far two networks of the same genes say the same, as those of two seeds should. */
export interface NetworkOverlap {
  /** Edges that both have. */
  readonly both: number;
  /** Share of those with the same sign; null without one. Of signs drawn blindly it is about 1/2. */
  readonly sameSign: number | null;
  /** How many edges are among the strongest `strongest` of both. */
  readonly sharedStrongest: number;
  /**
   * The expectation of that number if each network had its edges where it has them, but their strengths were drawn blindly:
   * an edge of both is among the strongest of one with probability strongest / edges.
   */
  readonly sharedBlindly: number;
}

/**
 * Compares two networks edge by edge: where they have edges, with which sign, and which are the strongest by |effect|, of
 * equals the first.
 *
 * @param a rows of effects; an entry other than 0 is an edge
 * @param b the same genes in the same order
 * @param strongest how many of the strongest edges of each are compared
 * @throws RangeError if the networks differ in size, or one has fewer edges than are compared
 */
export function networkOverlap(a: MatrixRows, b: MatrixRows, strongest: number): NetworkOverlap {
  if (a.rows !== b.rows || a.cols !== b.cols) {
    throw new RangeError(
      `networks of ${a.rows * a.cols} and ${b.rows * b.cols} pairs are not over the same genes`,
    );
  }
  let [edgesA, edgesB, both, same] = [0, 0, 0, 0];
  a.forEach((regulator, ofA) => {
    b.forEach(
      (_, ofB) => {
        for (let target = 0; target < a.cols; target++) {
          if (ofA[target] !== 0) edgesA++;
          if (ofB[target] !== 0) edgesB++;
          if (ofA[target] === 0 || ofB[target] === 0) continue;
          both++;
          if (ofA[target] > 0 === ofB[target] > 0) same++;
        }
      },
      [regulator],
    );
  });
  for (const edges of [edgesA, edgesB]) {
    if (!(strongest >= 1 && strongest <= edges)) {
      throw new RangeError(`a network of ${edges} edges has no strongest ${strongest}`);
    }
  }
  const pairOf = (regulator: number, target: number): number => regulator * a.cols + target;
  const topOf = (network: MatrixRows): number[] => [...strongestEdges(network, pairOf, { strongest })];
  const topOfA = new Set(topOf(a));
  return {
    both,
    sameSign: both > 0 ? same / both : null,
    sharedStrongest: topOf(b).filter((pair) => topOfA.has(pair)).length,
    sharedBlindly: (both * strongest ** 2) / (edgesA * edgesB),
  };
}
