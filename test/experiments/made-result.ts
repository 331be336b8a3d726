import { datasetNamed } from '../../lib/datasets/datasets';
import { experimentName, storedExperiment, type ExperimentRequest } from '../../lib/experiments/experiment';
import type { ExperimentResult, Measures } from '../../lib/experiments/result';
import type { StoredResult } from '../../lib/experiments/result-store';

/** What a test says of a result; the rest is filled with the same numbers everywhere. */
export interface MadeNumbers {
  readonly sparsity?: number;
  readonly balancedAccuracy?: number;
  readonly rollOut?: number;
  readonly bestEpoch?: number;
  readonly epochs?: number;
  readonly seconds?: number;
  /** Balanced accuracies of the prior, and of the model outside it. */
  readonly prior?: number;
  readonly outsidePrior?: number | null;
  /** Real data: error over the pairs, balanced accuracy within the assayed rows, remarks on the data, and their hash. */
  readonly noisyPairs?: number;
  readonly assayed?: number;
  readonly remarks?: readonly string[];
  readonly hash?: string;
}

/** A result as training would hand it over, with numbers of the test's choice: pruned at epochs 3, 10, 20, ... */
export function madeResult(request: ExperimentRequest, numbers: MadeNumbers = {}): ExperimentResult {
  const { sparsity = 0.9, balancedAccuracy = 0.8, rollOut = 2e-3, epochs = 12, bestEpoch = 11 } = numbers;
  const { prior = 0.97, outsidePrior = 0.6, seconds = 10 } = numbers;
  const { noisyPairs = 3e-3, assayed, remarks, hash = 'abc' } = numbers;
  const configuration = storedExperiment(request);
  const agreement = {
    truePositives: 1,
    falsePositives: 2,
    trueNegatives: 3,
    falseNegatives: 4,
    tpr: 0.2,
    tnr: 0.6,
    balancedAccuracy: prior,
  };
  const score = {
    ...agreement,
    balancedAccuracy: outsidePrior ?? NaN,
    pairs: 10,
    auroc: 0.9,
    auprc: 0.1,
    prevalence: 0.01,
    earlyPrecisionRatio: 3,
    youden: { threshold: 1e-3, tpr: 0.5, tnr: 0.5, balancedAccuracy: 0.5 },
  };
  const measures: Omit<Measures, 'epoch'> = {
    validationLoss: 1.25e-3,
    sparsity,
    deadGenes: 0,
    averageOutDegree: 12.5,
    balancedAccuracy,
    auroc: 0.9,
    auprc: 0.5,
    tpr: 0.8,
    tnr: 0.9,
    earlyPrecisionRatio: 20,
    balancedAccuracyAtYouden: 0.85,
    outsidePrior: outsidePrior === null ? null : score,
    ...(assayed !== undefined && { assayed: { ...score, balancedAccuracy: assayed } }),
    testMse: { noisyPairs, cleanPairs: 1e-3, rollOut },
  };
  return {
    configuration,
    study: {
      name: 'sim350',
      source: 'generated network of 350 genes; made up',
      hash,
      ...(remarks && { remarks }),
    },
    machine: { node: 'v20.0.0', processor: 'made up', kernel: 'typed-array' },
    ...measures,
    bestEpoch,
    stopEpoch: epochs,
    stoppedBy: 'patience',
    last: { ...measures, epoch: epochs, sparsity: sparsity + 0.02 },
    baselines: {
      network: {
        prior: agreement,
        knownRegulators: agreement,
        trueRegulators: agreement,
        randomEdges: agreement,
        randomExpected: { tpr: 0.1, tnr: 0.9, balancedAccuracy: 0.5 },
        ...(assayed !== undefined && {
          listedRegulators: { ...agreement, balancedAccuracy: 0.958 },
          assayedRegulators: { ...agreement, balancedAccuracy: 0.999 },
          withinAssayed: {
            prior: { ...agreement, balancedAccuracy: 0.597 },
            knownRegulators: agreement,
            listedRegulators: { ...agreement, balancedAccuracy: 0.5 },
          },
        }),
      },
      nothingChanges: { noisyPairs: 1e-2, cleanPairs: 1e-2, rollOut: 1e-2 },
      trainingMean: { noisyPairs: 1e-2, cleanPairs: 1e-2 },
      ...(datasetNamed(configuration.dataset).measured !== null && {
        autoregression: noisyPairs / 2,
        linearExtrapolation: noisyPairs / 4,
      }),
    },
    seconds,
    history: Array.from({ length: epochs }, (_, k) => ({
      epoch: k + 1,
      trainingLoss: 0.0123456789 / (k + 1),
      validationLoss: 0.0198765432 / (k + 1),
      sparsity: 1 - 0.3 * 0.9 ** Math.floor(k / 10),
      learningRate: 1e-3,
      pruned: k + 1 === 3 ? 0.7 : (k + 1) % 10 === 0 ? 0.1 : null,
      conditions: [1234.56789],
      evaluations: 26.123456,
    })),
  };
}

/** Made results as a folder of stored ones would hold them, by name. */
export function storeOf(
  ...made: readonly (readonly [ExperimentRequest, MadeNumbers?])[]
): ReadonlyMap<string, StoredResult> {
  return new Map(
    made.map(([request, numbers]) => {
      const result = madeResult(request, numbers);
      return [experimentName(result.configuration), result];
    }),
  );
}

/** The same of a table of simulated data, whose runs solve the decay exactly. */
export const storeOfTable = (
  ...made: readonly (readonly [ExperimentRequest, MadeNumbers?])[]
): ReadonlyMap<string, StoredResult> =>
  storeOf(...made.map(([request, numbers]) => [{ solver: 'krogstad', ...request }, numbers] as const));
