import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../downloads/sources';
import { writeWhole } from '../../files/write-file';
import type { DatasetName } from '../../datasets/datasets';
import type { Dataset } from '../../datasets/dataset';
import { completeExperiment, experimentName, type Experiment } from '../../experiments/experiment';
import { AS_STORED } from './grids';
import { STRATEGIES } from '../../strategies/strategies';
import { penaltyWeights } from '../../strategies/strategy';
import type { ExperimentResult } from '../../experiments/result';
import { runAll, type RunAllOptions } from '../../experiments/run-all';

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
 * run by run: what is there already is not trained again. The weights chosen from it stand with the strategies, and with the data
 * sets whose weights are others: seed 1, 60 epochs on sim350 and brca500, 240 on hema-bcell, whole runs for c-node on sim350.
 * @throws TrainingAborted once everything has stopped after an abort
 */
export async function tunePenalties(
  dataset: Dataset<DatasetName>,
  settings: { readonly epochs?: number; readonly timeScale?: number },
  options: Pick<RunAllOptions, 'jobs' | 'signal'> & {
    readonly onEnd?: (experiment: Experiment, outcome: TuningRow | Error) => void;
  },
): Promise<void> {
  const done = new Set(readTuning().map(({ configuration }) => experimentName(configuration)));
  const experiments = STRATEGIES.flatMap((strategy) => {
    const { tried: weights, wholeRuns } = penaltyWeights(strategy, dataset) ?? { tried: [] };
    return weights.map((penaltyWeight) =>
      completeExperiment({
        dataset: dataset.name,
        strategy: strategy.name,
        penaltyWeight,
        ...AS_STORED,
        ...settings,
        ...(wholeRuns && { epochs: undefined }),
      }),
    );
  }).filter((experiment) => !done.has(experimentName(experiment)));
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
