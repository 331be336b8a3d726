import { parseArgs } from 'node:util';
import { Random } from '../math/random';
import { COLLECTIONS, loadCollection, type Collection, type CollectionName } from '../pathways/collections';
import { readGeneSets } from '../pathways/gene-sets';
import { readInfluence } from '../pathways/influence-file';
import { counting, wholeNumber } from './options';
import { writePathways } from '../pathways/pathway-table';
import { testPathways } from '../pathways/permutation-test';
import { summaryOf } from './pathways-summary';
import { universeOf } from '../pathways/universe';

const USAGE = `Tests which pathways hold more influential genes than chance, by permutation.

  npm run -s pathways -- --influence scores.csv --gene-sets reactome --out pathways.csv

  --influence FILE     csv with a header and the columns gene and influence; symbols, "A /// B" counts for both
  --gene-sets FILE     .gmt (name, description, genes; tab separated), or one of the registered collections:
                       ${COLLECTIONS.join(', ')}
  --min-size N         smallest and
  --max-size N         largest number of genes that a set may have among those tested (default 5 and 500)
  --permutations N     (default 40 for every set, at least 10000; the paper's rule takes the first 1000)
  --seed N             (default 1)
  --models FOLDER      tests the models of a folder instead (\`--models FOLDER --help\` explains it)
  --out FILE           csv, one pathway a line: pathway,genes,score,z,p,bonferroni,benjamini_hochberg,max_t,paper_z,
                       paper_p,paper_bonferroni,expected,members
`;

/** Runs the command with these arguments; resolves to the exit code: 0 done, 2 wrong usage or wrong input, 130 interrupted. */
export async function main(words: readonly string[]): Promise<number> {
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt);
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        influence: { type: 'string' },
        'gene-sets': { type: 'string' },
        'min-size': { type: 'string' },
        'max-size': { type: 'string' },
        permutations: { type: 'string' },
        seed: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const { influence: scores, 'gene-sets': setsFile } = values;
    if (scores === undefined || setsFile === undefined) {
      throw new Error('--influence and --gene-sets are needed; --help explains them');
    }
    const seed = wholeNumber('seed', values.seed, 0) ?? 1;
    const limits = {
      minSize: wholeNumber('min-size', values['min-size'], 1),
      maxSize: wholeNumber('max-size', values['max-size'], 1),
    };
    const asked = wholeNumber('permutations', values.permutations, 1);

    const { genes, influence } = await readInfluence(scores);
    const { source, sets } = await collectionOf(setsFile, genes, seed);
    const universe = universeOf(genes, influence, sets, limits);
    const test = await testPathways(universe, {
      random: Random.fromSeed(seed, 'permutations'),
      permutations: asked,
      onProgress: counting('permutations'),
      signal: abort.signal,
    });
    process.stdout.write(`${[source, ...summaryOf(universe, test)].join('\n')}\n`);
    if (values.out !== undefined) {
      writePathways(values.out, test);
      process.stdout.write(`all ${test.pathways.length} pathways are in ${values.out}\n`);
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${abort.signal.aborted ? 'interrupted' : (error as Error).message}\n`);
    return abort.signal.aborted ? 130 : 2;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

function collectionOf(name: string, genes: readonly string[], seed: number): Promise<Collection> {
  const registered = COLLECTIONS.find((collection): collection is CollectionName => collection === name);
  if (registered !== undefined) return loadCollection(registered, { genes, seed });
  const sets = readGeneSets(name);
  return Promise.resolve({ source: `${sets.length} gene sets of ${name}`, sets });
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
