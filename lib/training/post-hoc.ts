import { createHash } from 'node:crypto';
import type { Study } from '../studies/study';
import { Random } from '../math/random';
import { Model } from '../phoenix/model';
import { normalisedWeights } from '../pruning/normalised-weights';
import { fullMask, prune } from '../pruning/prune';
import { oneStandardErrorRule } from './one-standard-error';
import type { TrainingPlan } from './plan';
import { Stages, summaryOf, type FineTuning, type Progress } from './post-hoc-stages';
import type { Trained, TrainOptions } from './train';
import type { TrainedModel } from './training-run';

/** The sparsities that the paper tries. */
export const POST_HOC_SPARSITIES = [0.5, 0.75, 0.83, 0.87, 0.9, 0.92, 0.95, 0.97, 0.99] as const;

/** Fine-tunings at each sparsity; they differ in the order of the data. */
export const POST_HOC_REPEATS = 3;

/** How the sparsity was chosen. */
export interface PostHocGrid {
  readonly fineTunings: readonly FineTuning[];
  readonly chosenSparsity: number;
  readonly lowestSparsity: number;
  /** Lowest mean validation loss plus its standard error. */
  readonly threshold: number;
  /** Epochs of the unpruned training. */
  readonly unprunedEpochs: number;
  /** Epochs over the grid, the mean of the repeats at each sparsity: what the paper counts. */
  readonly epochs: number;
}

/** A finished post hoc pruning: the unpruned training, then the chosen fine-tuning, epochs numbered on. */
export interface PostHocTrained extends Trained {
  readonly grid: PostHocGrid;
  /** The best repeat at each sparsity, in the order of the grid. */
  readonly winners: readonly TrainedModel[];
}

export interface PostHocOptions extends TrainOptions {
  readonly sparsities?: readonly number[];
  readonly repeats?: number;
}

/**
 * Post hoc pruning with fine-tuning: train unpruned; from the best epoch, for every sparsity of the grid, prune each matrix by
 * its normalised weights (W_P by |W|) in one stroke and train on with the same loop, three times with the data in other
 * orders; choose the sparsest whose mean validation loss is within one standard error of the lowest. The model is the
 * chosen sparsity's repeat with the lowest validation loss.
 *
 * `plan.tau` weighs the unpruned training, which may have PHOENIX's prior term as the unpruned baseline has; fine-tuning has
 * the data alone, as all pruning has.
 *
 * `onEpoch` counts epochs through all trainings. A stopped run resumes to the bit: finished trainings are kept in the
 * checkpoint file, the one under way in a second file beside it; finished fine-tunings are not told again.
 * @throws what `train` throws; RangeError for a sparsity outside [0, 1), fewer than two repeats, or where it is to be finished early
 */
export async function trainPostHoc(
  study: Study,
  plan: TrainingPlan,
  options: PostHocOptions,
): Promise<PostHocTrained> {
  const { sparsities = POST_HOC_SPARSITIES, repeats = POST_HOC_REPEATS, ...shared } = options;
  const odd = sparsities.find((sparsity) => !(sparsity >= 0 && sparsity < 1));
  if (odd !== undefined) throw new RangeError(`a sparsity lies in [0, 1), not at ${odd}`);
  if (sparsities.length === 0 || !(repeats >= 2)) {
    throw new RangeError(
      'a choice within one standard error needs at least one sparsity and two repeats of each',
    );
  }
  if (shared.finish !== undefined && shared.finish !== false) {
    throw new RangeError(
      'post hoc pruning chooses among its trainings, and has no model before the last of them ends',
    );
  }
  const { seed } = shared;
  const unprunedPlan: TrainingPlan = { ...plan, pruning: null };
  const fineTuningPlan: TrainingPlan = { ...unprunedPlan, tau: 1 };
  const stages = new Stages(study, shared, {
    configuration: sha256(JSON.stringify({ plan: unprunedPlan, seed, sparsities, repeats })),
    study: study.hash,
    source: study.source,
  });
  let progress = stages.found({
    shape: { genes: study.genes.length, hidden: plan.hidden },
    genes: study.genes,
  });
  if (progress === null) {
    const unpruned = summaryOf(await stages.train(unprunedPlan, {}, null));
    progress = stages.keep({ unpruned, fineTunings: [], winners: [] });
  } else {
    progress.unpruned.history.forEach((report) => shared.onEpoch?.(report));
  }
  for (const [index, sparsity] of sparsities.entries()) {
    const start = pruneOnce(progress.unpruned.best.model, sparsity);
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (progress.fineTunings.length > index * repeats + repeat) continue;
      const order = Random.fromSeed(seed, `fine-tuning ${repeat}`).bits();
      const trained: Trained = await stages.train(fineTuningPlan, { seed: order, start }, progress);
      progress = stages.keep(withFineTuning(progress, trained, { sparsity, index, repeat }));
    }
  }
  return { ...choose(progress, sparsities, repeats), resumedAfter: stages.resumedAfter };
}

/** Each matrix pruned to this sparsity by its normalised weights, W_P by |W|: the mask alone, training then sets the zeros. */
export function pruneOnce({ shape, parameters, genes }: Model, sparsity: number): Model {
  const weights = normalisedWeights(parameters, shape, 'magnitude');
  const mask = prune(fullMask(shape), weights, weights, sparsity, shape);
  return new Model({ shape, parameters, mask, genes });
}

/** The progress after one more fine-tuning, which is the best of its sparsity so far, or is not. */
function withFineTuning(
  progress: Progress,
  trained: Trained,
  { sparsity, index, repeat }: { sparsity: number; index: number; repeat: number },
): Progress {
  const { best, last, seconds } = trained;
  const winners = [...progress.winners];
  if (repeat === 0 || best.validationLoss < winners[index].best.validationLoss) {
    winners[index] = summaryOf(trained);
  }
  const fineTuning: FineTuning = {
    sparsity,
    repeat,
    validationLoss: best.validationLoss,
    bestEpoch: best.epoch,
    stopEpoch: last.epoch,
    seconds,
  };
  return { ...progress, fineTunings: [...progress.fineTunings, fineTuning], winners };
}

function choose(
  { unpruned, fineTunings, winners }: Progress,
  sparsities: readonly number[],
  repeats: number,
): Omit<PostHocTrained, 'resumedAfter'> {
  const sparsestFirst = sparsities.map((_, k) => k).sort((a, b) => sparsities[b] - sparsities[a]);
  const at = (k: number): readonly FineTuning[] => fineTunings.slice(k * repeats, (k + 1) * repeats);
  const choice = oneStandardErrorRule(
    sparsestFirst.map((k) => at(k).map(({ validationLoss }) => validationLoss)),
  );
  const chosen = sparsestFirst[choice.chosen];
  const { best, last, history, stoppedBy } = winners[chosen];
  const unprunedEpochs = unpruned.last.epoch;
  const numberedOn = <T extends { readonly epoch: number }>(one: T): T => ({
    ...one,
    epoch: unprunedEpochs + one.epoch,
  });
  return {
    best: numberedOn(best),
    last: numberedOn(last),
    history: [
      ...unpruned.history,
      ...history.map((report, k) =>
        numberedOn({ ...report, pruned: k === 0 ? sparsities[chosen] : report.pruned }),
      ),
    ],
    stoppedBy,
    winners: winners.map((winner) => numberedOn(winner.best)),
    seconds: unpruned.seconds + fineTunings.reduce((sum, { seconds }) => sum + seconds, 0),
    grid: {
      fineTunings,
      chosenSparsity: sparsities[chosen],
      lowestSparsity: sparsities[sparsestFirst[choice.lowest]],
      threshold: choice.threshold,
      unprunedEpochs,
      epochs: Math.round(fineTunings.reduce((sum, { stopEpoch }) => sum + stopEpoch, 0) / repeats),
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
