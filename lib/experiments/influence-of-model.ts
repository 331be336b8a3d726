import { rankCorrelation } from '../math/rank-correlation';
import { Random } from '../math/random';
import type { LongWork } from '../pathways/breather';
import { influenceScores } from '../pathways/influence';
import { estimateInfluence } from '../pathways/influence-estimate';
import type { Model } from '../phoenix/model';
import type { Study } from '../studies/study';
import type { Experiment } from './experiment';
import { influenceSpan } from './influence-span';
import type { InfluenceMethod, PathwayResult } from './pathway-store';

/** The influence of every gene of a model, in the order of its genes, and what a result says of it. */
export interface ModelInfluence {
  readonly scores: Float64Array;
  readonly recorded: PathwayResult['influence'];
}

const SEED = 1;

/** Most influential genes that a result names. */
const STRONGEST = 15;

/**
 * The influence of a model's genes (Appendix B.8), by perturbation of every gene or by the estimate.
 *
 * @param study the model's own: where its regulators are known from
 * @throws Error when study and model differ in their genes; the signal's reason when aborted
 */
export async function influenceOfModel(
  model: Model,
  study: Study,
  { configuration, method }: { readonly configuration: Experiment; readonly method: InfluenceMethod },
  work: LongWork = {},
): Promise<ModelInfluence> {
  const { genes } = model;
  if (genes.length !== study.genes.length || genes.some((gene, k) => gene !== study.genes[k])) {
    throw new Error(
      `the model's genes are not those of its data (${study.source}): it was trained on others; ` +
        'fetch those with `npm run data`, or take a model of these',
    );
  }
  const scoresBy = (way: typeof estimateInfluence, options: LongWork) =>
    way(model, {
      ...options,
      span: influenceSpan(configuration),
      random: Random.fromSeed(SEED, 'influence'),
    });
  const begun = performance.now();
  const scores = await scoresBy(method === 'full' ? influenceScores : estimateInfluence, work);
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  const estimate = method === 'full' ? await scoresBy(estimateInfluence, { signal: work.signal }) : null;
  const known = study.regulators ?? [];
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const order = [...genes.keys()].sort((a, b) => scores[b] - scores[a]);
  return {
    scores,
    recorded: {
      method,
      seed: SEED,
      genes: genes.length,
      moving: scores.filter((value) => value > 0).length,
      regulators: known.length,
      regulatorShare: Number((sum(known.map((gene) => scores[gene])) / sum(scores)).toFixed(4)),
      strongest: order.slice(0, STRONGEST).map((gene) => genes[gene]),
      ...(estimate && { estimateCorrelation: Number(rankCorrelation(scores, estimate).toFixed(4)) }),
      seconds,
    },
  };
}
