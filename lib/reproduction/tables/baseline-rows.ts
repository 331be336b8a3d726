import type { NetworkBaselines } from '../../evaluation/baselines';
import type { Baselines } from '../../experiments/result';
import type { StoredResult } from '../../experiments/result-store';
import { meanAndSdOfKnown, type MeanAndSd } from '../../math/mean-and-sd';

/** A prediction that needs no training, over the seeds whose data were split anew; null where it says nothing. */
export interface BaselineRow {
  readonly name: string;
  readonly seeds: number;
  readonly testMse: MeanAndSd | null;
  /** Over all pairs, and within the rows of the assayed regulators. */
  readonly balancedAccuracy: MeanAndSd | null;
  readonly assayed: MeanAndSd | null;
}

/** Predictors of expression that know no network. */
const PREDICTORS: readonly (readonly [name: string, error: (baselines: Baselines) => number | null])[] = [
  ['nothing changes', ({ nothingChanges }) => nothingChanges.noisyPairs],
  ['training mean', ({ trainingMean }) => trainingMean.noisyPairs],
  ['AR(1) a gene', ({ autoregression }) => autoregression ?? null],
  ['line through the last two', ({ linearExtrapolation }) => linearExtrapolation ?? null],
];

/** Networks that need no training. */
const NETWORKS: readonly (readonly [
  name: string,
  scores: (network: NetworkBaselines) => { readonly all: number | null; readonly within: number | null },
])[] = [
  [
    'the prior itself',
    ({ prior, withinAssayed }) => ({
      all: prior.balancedAccuracy,
      within: withinAssayed?.prior.balancedAccuracy ?? null,
    }),
  ],
  [
    'every known TF regulates all',
    ({ listedRegulators, withinAssayed }) => ({
      all: listedRegulators?.balancedAccuracy ?? null,
      within: withinAssayed?.listedRegulators?.balancedAccuracy ?? null,
    }),
  ],
  [
    'every assayed TF regulates all',
    ({ assayedRegulators }) => ({ all: assayedRegulators?.balancedAccuracy ?? null, within: null }),
  ],
];

/** The baselines of some results on the same data set, those first that predict expression; each study counts once. */
export function baselineRows(results: readonly StoredResult[]): BaselineRow[] {
  const studies = [...new Map(results.map(({ study, baselines }) => [study.hash, baselines])).values()];
  const predictors = PREDICTORS.map(([name, error]): BaselineRow => ({
    name,
    seeds: studies.length,
    testMse: meanAndSdOfKnown(studies.map(error)),
    balancedAccuracy: null,
    assayed: null,
  }));
  const networks = NETWORKS.map(([name, scores]): BaselineRow => {
    const found = studies.map(({ network }) =>
      network === null ? { all: null, within: null } : scores(network),
    );
    return {
      name,
      seeds: studies.length,
      testMse: null,
      balancedAccuracy: meanAndSdOfKnown(found.map(({ all }) => all)),
      assayed: meanAndSdOfKnown(found.map(({ within }) => within)),
    };
  });
  return [...predictors, ...networks].filter(
    ({ testMse, balancedAccuracy, assayed }) => testMse ?? balancedAccuracy ?? assayed,
  );
}
