import { matchingKey } from '../pathways/gene-symbols';
import type { GeneSet } from '../pathways/gene-sets';
import { sortedByZ } from '../pathways/pathway-table';
import {
  isFound,
  PATHWAY_RULES,
  type PathwayScore,
  type PathwayTest,
  type PathwayRule,
} from '../pathways/permutation-test';
import type { GeneUniverse } from '../pathways/universe';

/** Pathways that a record keeps by their rank, unless told; those found by any rule and those that the paper names come on top. */
const BEST = 30;

/** The pathways that the paper's text names, by what their names in Reactome hold. */
export const NAMED_PATHWAYS = [
  { title: 'TP53', pattern: /TP53/ },
  { title: 'FOXO', pattern: /FOXO/ },
  { title: 'RUNX1', pattern: /RUNX1/ },
  { title: 'heme signaling', pattern: /HEME_SIGNALING/ },
] as const;
export type NamedPathway = (typeof NAMED_PATHWAYS)[number]['title'];

/** A pathway as a record keeps it: how many genes it has in the universe, not which. */
export type RecordedPathway = Omit<PathwayScore, 'members' | 'score' | 'expected'> & {
  readonly genes: number;
};

/** How the sets of one of the paper's names fared before any test. */
export interface NamedSets {
  readonly title: NamedPathway;
  /** In the collection. */
  readonly sets: number;
  readonly tested: number;
  /** Genes that the largest of them has in the universe. */
  readonly largest: number;
}

/** What is kept of a permutation test. */
export interface RecordedTest {
  /** Symbols of the universe, of how many that have a score. */
  readonly symbols: number;
  readonly known: number;
  /** Sets that were tested, and that were not because they hold too few or too many symbols of the universe. */
  readonly tested: number;
  readonly tooSmall: number;
  readonly tooLarge: number;
  readonly permutations: number;
  readonly paperPermutations: number;
  /** How many pathways each rule finds at 5 %. */
  readonly found: Readonly<Record<PathwayRule, number>>;
  readonly named: readonly NamedSets[];
  /** Those of largest z, all that any rule finds and all that have one of the paper's names, by z. */
  readonly pathways: readonly RecordedPathway[];
}

/** What to keep of a test of these sets: by rank the `best` pathways. */
export function recordOf(
  universe: GeneUniverse,
  test: PathwayTest,
  sets: readonly GeneSet[],
  best = BEST,
): RecordedTest {
  const named = (name: string): boolean => NAMED_PATHWAYS.some(({ pattern }) => pattern.test(name));
  const keys = new Set(universe.symbols.map(matchingKey));
  const count = (rule: PathwayRule): number =>
    test.pathways.filter((pathway) => isFound(pathway, rule)).length;
  return {
    symbols: universe.symbols.length,
    known: universe.known,
    tested: universe.sets.length,
    tooSmall: universe.tooSmall,
    tooLarge: universe.tooLarge,
    permutations: test.permutations,
    paperPermutations: test.paperPermutations,
    found: Object.fromEntries(PATHWAY_RULES.map((rule) => [rule, count(rule)])) as Record<
      PathwayRule,
      number
    >,
    named: NAMED_PATHWAYS.map(({ title, pattern }) => {
      const own = sets.filter(({ name }) => pattern.test(name));
      const sizes = own.map(({ genes }) => genes.filter((gene) => keys.has(matchingKey(gene))).length);
      return {
        title,
        sets: own.length,
        tested: universe.sets.filter(({ name }) => pattern.test(name)).length,
        largest: Math.max(0, ...sizes),
      };
    }),
    pathways: sortedByZ(test.pathways)
      .filter(
        (pathway, k) =>
          k < best || named(pathway.name) || PATHWAY_RULES.some((rule) => isFound(pathway, rule)),
      )
      .map(({ name, members, z, p, bonferroni, benjaminiHochberg, maxT, paper }) => ({
        name,
        genes: members.length,
        z,
        p,
        bonferroni,
        benjaminiHochberg,
        maxT,
        paper,
      })),
  };
}
