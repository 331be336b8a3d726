import { locate, type Places } from '../downloads/locate';
import { Random } from '../math/random';
import { readGeneSets, type GeneSet } from './gene-sets';
import { symbolsIn } from './gene-symbols';

/** The registered collections (`npm run data -- pathways` fetches them). */
export const COLLECTIONS = ['reactome', 'go-process', 'go-function', 'go-process-2023'] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

/** Gene sets, and where they came from in words that a reader can use. */
export interface GeneSetCollection {
  readonly source: string;
  readonly sets: readonly GeneSet[];
}

export interface CollectionOptions extends Places {
  /** The genes that a generated collection is drawn from. */
  readonly genes: readonly string[];
  /** Of a generated collection. */
  readonly seed: number;
  /** Generate even where the registered file is at hand. */
  readonly generated?: boolean;
}

const TITLES: Readonly<Record<CollectionName, string>> = {
  reactome: 'Reactome (MSigDB 2023.1)',
  'go-process': 'GO biological process (MSigDB 6.2)',
  'go-function': 'GO molecular function (MSigDB 6.2)',
  'go-process-2023': 'GO biological process (MSigDB 2023.1)',
};

/**
 * A registered collection or, where its file is not at hand, a generated stand-in.
 * @throws RangeError for another name; Error where the file at hand is not the registered one
 */
export async function loadCollection(
  name: CollectionName,
  options: CollectionOptions,
): Promise<GeneSetCollection> {
  if (!COLLECTIONS.includes(name)) {
    throw new RangeError(
      `a collection of gene sets is one of ${COLLECTIONS.join(', ')}, not "${String(name)}"`,
    );
  }
  const path = options.generated ? null : await locate(name, options);
  if (path !== null) return { source: TITLES[name], sets: (await readGeneSets(path)).sets };
  return {
    source:
      `generated stand-in for ${TITLES[name]}, seed ${options.seed}: random sets without a meaning ` +
      `(\`npm run data -- ${name}\` fetches the real ones)`,
    sets: generateGeneSets(options.genes, options.seed),
  };
}

/**
 * Random gene sets that mean nothing: `count` sets of 5 to 80 genes (never more than there are; the logarithm of the size
 * is uniform), drawn without replacement. A sound test finds none of them.
 */
export function generateGeneSets(genes: readonly string[], seed: number, count = 100): GeneSet[] {
  const symbols = [...new Set(genes.flatMap(symbolsIn))];
  const random = Random.fromSeed(seed, 'gene sets');
  return Array.from({ length: count }, (_, k) => {
    const size = Math.min(symbols.length, Math.round(Math.exp(random.uniform(Math.log(5), Math.log(80)))));
    const members = [...random.permutation(symbols.length).subarray(0, size)].sort((a, b) => a - b);
    return {
      name: `GENERATED_SET_${String(k + 1).padStart(3, '0')}`,
      description: 'random genes',
      genes: members.map((member) => symbols[member]),
    };
  });
}
