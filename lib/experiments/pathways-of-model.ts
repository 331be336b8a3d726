import type { Study } from '../studies/study';
import { Random } from '../math/random';
import { loadCollection } from '../pathways/collections';
import type { GeneSet } from '../pathways/gene-sets';
import { testPathways } from '../pathways/permutation-test';
import { universeOf, type GeneUniverse } from '../pathways/universe';
import type { StoredModel } from '../phoenix/model';
import type { ModelInfluence } from './influence-of-model';
import { libraryVersion } from './library-version';
import { recordOf, type RecordedTest } from './pathway-record';
import { fingerprintOf, type PathwayQuestion, type PathwayResult } from './pathway-store';

/** Of the permutations. */
const SEED = 1;

/** Pathways that a result keeps of the second test, which only says how many of the first one's findings are left. */
const BEST_AMONG_REGULATORS = 10;

/**
 * Which pathways of a collection a model found: the permutation test of its genes' influence, on all genes and on the known regulators
 * alone.
 *
 * @param study the model's own: where its regulators are known from
 * @param influence of this model, by the question's method
 * @throws Error when the gene sets are not at hand, or the genes are in none of them; the signal's reason when aborted
 */
export async function pathwaysOfModel(
  { model, hash, epoch }: Pick<StoredModel, 'model' | 'hash'> & { readonly epoch: number },
  study: Study,
  { configuration, model: kept, collection }: PathwayQuestion,
  { scores, recorded }: ModelInfluence,
  signal?: AbortSignal,
): Promise<PathwayResult> {
  const { genes } = model;
  const { source, sets } = await collectionFor(study, collection, genes);
  const test = async (universe: GeneUniverse, best?: number): Promise<RecordedTest> => {
    const permutations = Random.fromSeed(SEED, 'permutations');
    return recordOf(universe, await testPathways(universe, { random: permutations, signal }), sets, best);
  };
  const amongRegulators = universeOfSome(study.regulators ?? [], genes, scores, sets);
  return {
    configuration,
    model: kept,
    epoch,
    hash,
    fingerprint: fingerprintOf(model),
    influence: recorded,
    collection,
    source,
    all: await test(universeOf(genes, scores, sets)),
    regulators: amongRegulators && (await test(amongRegulators, BEST_AMONG_REGULATORS)),
    library: libraryVersion(),
  };
}

/** The gene sets: of published data the published ones alone. */
async function collectionFor(
  study: Study,
  collection: PathwayQuestion['collection'],
  genes: readonly string[],
) {
  const generated = study.source.startsWith('generated');
  const loaded = await loadCollection(collection, { genes, seed: SEED, generated });
  if (!generated && loaded.source.startsWith('generated')) {
    throw new Error(`the gene sets are not at hand: \`npm run data -- ${collection}\` fetches them`);
  }
  return loaded;
}

/** The universe of some genes, or null where no set has enough of them; that names and sets match has been seen before. */
function universeOfSome(
  members: readonly number[],
  genes: readonly string[],
  influence: Float64Array,
  sets: readonly GeneSet[],
): GeneUniverse | null {
  try {
    return universeOf(
      members.map((gene) => genes[gene]),
      members.map((gene) => influence[gene]),
      sets,
    );
  } catch {
    return null;
  }
}
