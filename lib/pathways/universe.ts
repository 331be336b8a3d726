import type { Rename } from '../studies/own/names/spellings';
import type { GeneSet } from './gene-sets';
import { describeNames, kindOf, someOf, matchingKey, symbolsIn } from './gene-symbols';

/** Which sets are tested: sizes are counted after the intersection with the universe. */
export interface SizeLimits {
  /** Default 5. */
  readonly minSize?: number;
  /** Default 500. */
  readonly maxSize?: number;
}

/** A set as the test sees it: which symbols of the universe it holds. */
export interface TestedSet {
  readonly name: string;
  /** Ascending positions in the universe. */
  readonly members: Int32Array;
}

/** How scores and sets are brought together. */
export interface UniverseOptions extends SizeLimits {
  /** Changes the names of the scores before they are looked for in the sets. */
  readonly rename?: Rename;
}

/** What is tested against what. */
export interface GeneUniverse {
  /** N symbols of the model that are in at least one set, as the model writes them. */
  readonly symbols: readonly string[];
  /** The influence of each. */
  readonly influence: Float64Array;
  readonly sets: readonly TestedSet[];
  /** Symbols of the model, in the universe or not. */
  readonly known: number;
  /** Symbols that several genes name, whose influences were averaged. */
  readonly averaged: number;
  /** Symbols of the universe that the sets write in another case: many of them are a sign of another species. */
  readonly otherCase: number;
  /** Sets that were left out because they have too few or too many symbols in the universe. */
  readonly tooSmall: number;
  readonly tooLarge: number;
}

/**
 * The universe of a pathway test (Appendix B.8): genes named "A /// B" give their influence to each symbol, symbols named
 * by several genes get the mean of theirs, and those in no set at all are left out: what no pathway covers says nothing
 * about pathways. Only then are the sets sifted by size; one that holds the whole
 * universe goes with the too large ones, for there is nothing left to compare it with.
 *
 * @throws RangeError when names and influences do not pair up or a number is not finite; Error when model and sets have no
 *   name in common (with what both look like), or when no set has a size within the limits
 */
export function universeOf(
  genes: readonly string[],
  influence: ArrayLike<number>,
  geneSets: readonly GeneSet[],
  { minSize = 5, maxSize = 500, rename = (name) => name }: UniverseOptions = {},
): GeneUniverse {
  if (genes.length !== influence.length) {
    throw new RangeError(`${genes.length} genes cannot have ${influence.length} influences`);
  }
  const bySymbol = influenceBySymbol(genes, influence, rename);
  const written = new Map(
    geneSets.flatMap((set) => set.genes.map((gene) => [matchingKey(gene), gene] as const)),
  );
  const shared = [...bySymbol].filter(([key]) => written.has(key));
  if (shared.length === 0) {
    throw new Error(
      nothingShared(
        [...bySymbol.values()].map(({ symbol }) => symbol),
        [...written.values()],
      ),
    );
  }
  const positionOf = new Map(shared.map(([key], position) => [key, position] as const));
  const { sets, tooSmall, tooLarge } = siftedBySize(geneSets, positionOf, minSize, maxSize);
  if (sets.length === 0) {
    throw new Error(
      `none of the ${geneSets.length} gene sets has ${minSize} to ${maxSize} of the ${shared.length} genes that scores ` +
        `and sets have in common (${tooSmall} have fewer, ${tooLarge} more): change { minSize } and { maxSize }`,
    );
  }
  return {
    symbols: shared.map(([, { symbol }]) => symbol),
    influence: Float64Array.from(shared, ([, { sum, count }]) => sum / count),
    sets,
    known: bySymbol.size,
    averaged: shared.filter(([, { count }]) => count > 1).length,
    otherCase: shared.filter(([key, { symbol }]) => written.get(key) !== symbol).length,
    tooSmall,
    tooLarge,
  };
}

/** The influences of the genes that one symbol names, by how it is matched. */
interface OfSymbol {
  /** As the model writes it. */
  readonly symbol: string;
  readonly sum: number;
  readonly count: number;
}

/** @throws RangeError for an influence that is not finite */
function influenceBySymbol(
  genes: readonly string[],
  influence: ArrayLike<number>,
  rename: Rename,
): Map<string, OfSymbol> {
  const bySymbol = new Map<string, OfSymbol>();
  genes.forEach((gene, k) => {
    if (!Number.isFinite(influence[k])) throw new RangeError(`the influence of ${gene} is ${influence[k]}`);
    for (const symbol of symbolsIn(rename(gene))) {
      const key = matchingKey(symbol);
      const held = bySymbol.get(key) ?? { symbol, sum: 0, count: 0 };
      bySymbol.set(key, { ...held, sum: held.sum + influence[k], count: held.count + 1 });
    }
  });
  return bySymbol;
}

/** The sets as the universe holds them, without those of too few or too many of its symbols. */
function siftedBySize(
  geneSets: readonly GeneSet[],
  positionOf: ReadonlyMap<string, number>,
  minSize: number,
  maxSize: number,
): { sets: TestedSet[]; tooSmall: number; tooLarge: number } {
  const sets: TestedSet[] = [];
  let [tooSmall, tooLarge] = [0, 0];
  for (const { name, genes } of geneSets) {
    const positions = new Set<number>();
    for (const gene of genes) {
      const position = positionOf.get(matchingKey(gene));
      if (position !== undefined) positions.add(position);
    }
    const members = Int32Array.from(positions).sort();
    if (members.length < minSize) tooSmall++;
    else if (members.length > maxSize || members.length === positionOf.size) tooLarge++;
    else sets.push({ name, members });
  }
  return { sets, tooSmall, tooLarge };
}

/** Why no name of the scores is in the sets, as far as their looks tell. */
function nothingShared(scores: readonly string[], sets: readonly string[]): string {
  const none = 'no gene of the scores is in any gene set';
  if (kindOf(scores) === kindOf(sets)) {
    return (
      `${none}: the scores name ${someOf(scores)}, the sets ${someOf(sets)}, both ${kindOf(scores)}. ` +
      'Are the names spelt right, and are the sets those of these genes? { rename } changes the names of the scores'
    );
  }
  return (
    `${none}: the scores name ${describeNames(scores)}, the sets ${describeNames(sets)}. Both must use the same kind of name, of the ` +
    'same species: { rename } changes the names of the scores'
  );
}
