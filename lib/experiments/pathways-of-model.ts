import type { Study } from '../studies/study';
import { rankCorrelation } from '../math/rank-correlation';
import { Random } from '../math/random';
import { loadCollection } from '../pathways/collections';
import type { LongWork } from '../pathways/breather';
import type { GeneSet } from '../pathways/gene-sets';
import { influenceSpan } from './influence-span';
import { influenceScores } from '../pathways/influence';
import { estimateInfluence } from '../pathways/influence-estimate';
import { testPathways } from '../pathways/permutation-test';
import { universeOf, type GeneUniverse } from '../pathways/universe';
import type { StoredModel } from '../phoenix/model';
import { libraryVersion } from './library-version';
import { recordOf, type RecordedTest } from './pathway-record';
import { fingerprintOf, type PathwayQuestion, type PathwayResult } from './pathway-store';

/** Of the influences and of the permutations. */
const SEED = 1;

/** Pathways that a result keeps of the second test, which only says how many of the first one's findings are left. */
const BEST_AMONG_REGULATORS = 10;

/** Most influential genes that a result names. */
const STRONGEST = 15;

/**
 * Which pathways a model found: the influence of its genes (Appendix B.8), by perturbation or by the estimate, and the permutation
 * test on all genes and on the known regulators alone.
 *
 * @param study the model's own: where its regulators are known from
 * @throws Error when study and model differ in their genes, or the genes are in no set; the signal's reason when aborted
 */
export async function pathwaysOfModel(
  { model, hash, epoch }: Pick<StoredModel, 'model' | 'hash'> & { readonly epoch: number },
  study: Study,
  question: PathwayQuestion,
  work: LongWork = {},
): Promise<PathwayResult> {
  const { genes } = model;
  const { signal } = work;
  const { configuration, collection, method } = question;
  requireSameGenes(genes, study);
  const scoresBy = (scores: typeof estimateInfluence, options: LongWork) =>
    scores(model, {
      ...options,
      span: influenceSpan(configuration),
      random: Random.fromSeed(SEED, 'influence'),
    });
  const begun = performance.now();
  const influence = await scoresBy(method === 'full' ? influenceScores : estimateInfluence, work);
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  const estimate = method === 'full' ? await scoresBy(estimateInfluence, { signal }) : null;

  const { source, sets } = await collectionFor(study, collection, genes);
  const known = study.regulators ?? [];
  const test = async (universe: GeneUniverse, best?: number): Promise<RecordedTest> => {
    const permutations = Random.fromSeed(SEED, 'permutations');
    return recordOf(universe, await testPathways(universe, { random: permutations, signal }), sets, best);
  };
  const all = await test(universeOf(genes, influence, sets));
  const amongRegulators = universeOfSome(known, genes, influence, sets);
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const order = [...genes.keys()].sort((a, b) => influence[b] - influence[a]);
  return {
    configuration,
    model: question.model,
    epoch,
    hash,
    fingerprint: fingerprintOf(model),
    influence: {
      method,
      seed: SEED,
      genes: genes.length,
      moving: influence.filter((value) => value > 0).length,
      regulators: known.length,
      regulatorShare: Number((sum(known.map((gene) => influence[gene])) / sum(influence)).toFixed(4)),
      strongest: order.slice(0, STRONGEST).map((gene) => genes[gene]),
      ...(estimate && { estimateCorrelation: Number(rankCorrelation(influence, estimate).toFixed(4)) }),
      seconds,
    },
    collection,
    source,
    all,
    regulators: amongRegulators && (await test(amongRegulators, BEST_AMONG_REGULATORS)),
    library: libraryVersion(),
  };
}

function requireSameGenes(genes: readonly string[], study: Study): void {
  if (genes.length === study.genes.length && genes.every((gene, k) => gene === study.genes[k])) return;
  throw new Error(
    `the model's genes are not those of its data (${study.source}): it was trained on others; ` +
      'fetch those with `npm run data`, or take a model of these',
  );
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
