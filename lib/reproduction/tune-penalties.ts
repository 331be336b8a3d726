import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../downloads/sources';
import { writeWhole } from '../files/write-file';
import { familyOf, type Family } from '../datasets/datasets';
import { completeExperiment, experimentName, type Dataset, type Experiment } from '../experiments/experiment';
import { PENALTY_STRATEGIES, type PenaltyStrategy } from '../strategies/penalty-strategies';
import type { ExperimentResult } from '../experiments/result';
import { runAll, type RunAllOptions } from '../experiments/run-all';

/** What tuning keeps of one run: enough to choose by, and the settings to run it again. */
export interface TuningRow {
  readonly configuration: Experiment;
  readonly validationLoss: number;
  readonly sparsity: number;
  readonly deadGenes: number;
  readonly balancedAccuracy: number | null;
  /** Missing in the rows of simulated data, which are older. */
  readonly averageOutDegree?: number;
  readonly bestEpoch: number;
  readonly stopEpoch: number;
  readonly seconds: number;
}

/**
 * The weights tried, by kind of data: decades around the published ones, and lower where the errors are a hundred times those
 * of simulated data. Bone marrow has the strategies of the paper's tables only.
 */
const WEIGHTS: Record<Family, Partial<Record<PenaltyStrategy, readonly number[]>>> = {
  simulated: {
    l0: [1e-4, 1e-3, 1e-2, 1e-1],
    'c-node': [1e-3, 1e-2, 1e-1, 1, 10],
    'path-reg': [1e-5, 1e-4, 1e-3],
  },
  'breast-cancer': {
    l0: [1e-4, 1e-3, 1e-2],
    'c-node': [1e-3, 1e-1, 10],
    'path-reg': [1e-5, 1e-4, 1e-3],
  },
  'bone-marrow': { 'path-reg': [1e-6, 1e-5, 1e-4, 1e-3, 1e-2] },
  own: {},
};

/** C-NODE's loss on simulated data falls for 350 epochs at the weight that is chosen. */
function needsWholeRuns(dataset: Dataset, strategy: PenaltyStrategy): boolean {
  return familyOf(dataset) === 'simulated' && strategy === 'c-node';
}

/** The file that holds what was tried. */
function tuningFile(): string {
  return join(projectFolder(), 'data', 'results', 'tuning', 'penalties.json');
}

/** What was tried so far; empty where nothing was. */
export function readTuning(): readonly TuningRow[] {
  const file = tuningFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TuningRow[]) : [];
}

/**
 * Trains each penalty strategy on a data set (simulated ones at 5 % noise) with each weight and stores the validation losses,
 * run by run: what is there already is not trained again. The weights chosen from it stand in `penalty-strategies.ts`.
 * @throws TrainingAborted once everything has stopped after an abort
 */
export async function tunePenalties(
  dataset: Dataset,
  settings: { readonly epochs?: number; readonly timeScale?: number },
  options: Pick<RunAllOptions, 'jobs' | 'signal'> & {
    readonly onEnd?: (experiment: Experiment, outcome: TuningRow | Error) => void;
  },
): Promise<void> {
  const tried = new Set(readTuning().map(({ configuration }) => experimentName(configuration)));
  const weights = WEIGHTS[familyOf(dataset)];
  const experiments = PENALTY_STRATEGIES.flatMap((strategy) =>
    (weights[strategy] ?? []).map((penaltyWeight) =>
      completeExperiment({
        dataset,
        strategy,
        penaltyWeight,
        ...settings,
        ...(needsWholeRuns(dataset, strategy) && { epochs: undefined }),
      }),
    ),
  ).filter((experiment) => !tried.has(experimentName(experiment)));
  await runAll(experiments, {
    jobs: options.jobs,
    signal: options.signal,
    onEnd: (index, outcome) => {
      const row = outcome instanceof Error ? outcome : rowOf(outcome.result);
      if (!(row instanceof Error)) {
        const rows = [...readTuning(), row].map((one) => JSON.stringify(one));
        writeWhole(tuningFile(), `[\n${rows.join(',\n')}\n]\n`);
      }
      options.onEnd?.(experiments[index], row);
    },
  });
}

function rowOf(result: ExperimentResult): TuningRow {
  const { configuration, validationLoss, sparsity, deadGenes, averageOutDegree } = result;
  const { balancedAccuracy, bestEpoch, stopEpoch, seconds } = result;
  return {
    configuration,
    validationLoss,
    sparsity,
    deadGenes,
    balancedAccuracy,
    averageOutDegree,
    bestEpoch,
    stopEpoch,
    seconds,
  };
}
