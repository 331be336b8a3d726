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
 * @param a n x n effects, row-major; an entry other than 0 is an edge
 * @param b the same genes in the same order
 * @param strongest how many of the strongest edges of each are compared
 * @throws RangeError if the networks differ in size, or one has fewer edges than are compared
 */
export function networkOverlap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  strongest: number,
): NetworkOverlap {
  if (a.length !== b.length) {
    throw new RangeError(`networks of ${a.length} and ${b.length} pairs are not over the same genes`);
  }
  const [edgesA, edgesB] = [byStrength(a), byStrength(b)];
  for (const { length } of [edgesA, edgesB]) {
    if (!(strongest >= 1 && strongest <= length)) {
      throw new RangeError(`a network of ${length} edges has no strongest ${strongest}`);
    }
  }
  let both = 0;
  let same = 0;
  for (const pair of edgesA) {
    if (b[pair] === 0) continue;
    both++;
    if (a[pair] > 0 === b[pair] > 0) same++;
  }
  const topOfA = new Set(edgesA.slice(0, strongest));
  return {
    both,
    sameSign: both > 0 ? same / both : null,
    sharedStrongest: edgesB.slice(0, strongest).filter((pair) => topOfA.has(pair)).length,
    sharedBlindly: (both * strongest ** 2) / (edgesA.length * edgesB.length),
  };
}

/** The pairs with an effect, strongest first. */
function byStrength(network: ArrayLike<number>): number[] {
  const pairs: number[] = [];
  for (let pair = 0; pair < network.length; pair++) if (network[pair] !== 0) pairs.push(pair);
  return pairs.sort((x, y) => Math.abs(network[y]) - Math.abs(network[x]) || x - y);
}
