import type { LassoChoice } from './lasso';
import type { PairRanks } from './pair-ranks';
import type { Posterior } from './posterior';

/** Data whose network predicts less than this share better than every gene by itself are not believed against a prior. */
const CONVINCING = 0.4;
/** Below this share they say nothing that is put before a prior. */
const SILENT = 0.05;
/** What a pair outside the prior is given at most by data that are not believed: too little to be an edge of a model. */
const IMPLAUSIBLE = 0.05;
/** The share of the pairs outside that may come before a prior's: no prior loses more of its AUROC. */
const FORWARD = 0.003;
/** The part of the edges that weak data do not see: their ranks are as good as random. */
const UNSEEN = 0.5;

/** Where the prior is not supported by data that say something, half of what they do not see is taken to be right. */
const RIGHT_UNSEEN = 0.5;

/** How much less the squared error of the data's own network is than that of every gene by itself, as a share; below 0 it is worse. */
export const gainOf = (lasso: Pick<LassoChoice, 'validationLoss' | 'lossWithoutNetwork'>): number =>
  1 - lasso.validationLoss / lasso.lossWithoutNetwork;

/** Whether the data are too weak to be believed against a prior. @param gain see `gainOf` */
export const isWeak = (gain: number): boolean => gain < CONVINCING;

/**
 * The probabilities of a posterior as they stand where data are weak. What such data do not support may be right and not seen, so
 * that the prior's pairs come first, in the order that the data give them.
 *
 * With one exception: where the data say something and support no part of this prior (the interval of its reliability reaches 0),
 * the strongest few of the pairs outside are weighed against the prior's as in `posteriorOf`, with edges of which the data see half.
 * They are so few that a prior that is right after all loses at most `FORWARD` of its AUROC.
 */
export function ofWeakData(
  { inside, outside }: Pick<PairRanks, 'inside' | 'outside'>,
  { reliability, seen }: Posterior,
  gain: number,
): Pick<Posterior, 'inside' | 'outside' | 'missing'> {
  // Half of a prior of which nothing is known, and as many edges elsewhere as the other half leaves.
  const share = inside.length / (2 * outside);
  const elsewhere = (rank: number): number => Math.min(IMPLAUSIBLE, share) * (1 - rank / 2);
  if (gain < SILENT || reliability.low > 0) {
    return { inside: (rank) => 0.75 - rank / 2, outside: elsewhere, missing: 0 };
  }
  const right = reliability.share + (1 - reliability.share) * UNSEEN * RIGHT_UNSEEN;
  const density = (rank: number): number => UNSEEN + (1 - UNSEEN) * seen(rank);
  const among = (rank: number): number => Math.min(0.5, share * density(rank));
  const forward = Math.floor(FORWARD * outside);
  return {
    inside: (rank) => {
      const edge = right * density(rank);
      return edge / (edge + (1 - right) * (1 - among(rank)));
    },
    outside: (rank) => (rank * outside < forward ? among(rank) : elsewhere(rank)),
    missing: Array.from({ length: forward }, (_, k) => among((k + 0.5) / outside)).reduce((a, b) => a + b, 0),
  };
}
