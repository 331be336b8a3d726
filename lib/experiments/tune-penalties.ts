import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../data/sources';
import { writeWhole } from '../data/write-file';
import { completeExperiment, experimentName, type Experiment } from './experiment';
import { PENALTY_STRATEGIES, type PenaltyStrategy } from './penalty-strategies';
import type { ExperimentResult } from './result';
import { runAll } from './run-all';

/** What tuning keeps of one run: enough to choose by, and the settings to run it again. */
export interface TuningRow {
  readonly configuration: Experiment;
  readonly validationLoss: number;
  readonly sparsity: number;
  readonly deadGenes: number;
  readonly balancedAccuracy: number | null;
  readonly bestEpoch: number;
  readonly stopEpoch: number;
  readonly seconds: number;
}

/** The weights tried: decades around the published ones. */
const WEIGHTS: Record<PenaltyStrategy, readonly number[]> = {
  l0: [1e-4, 1e-3, 1e-2, 1e-1],
  'c-node': [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10],
  'path-reg': [1e-5, 1e-4, 1e-3],
};

/** The file that holds what was tried. */
export function tuningFile(): string {
  return join(projectFolder(), 'data', 'results', 'tuning', 'penalties.json');
}

/** What was tried so far; empty where nothing was. */
export function readTuning(): readonly TuningRow[] {
  const file = tuningFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TuningRow[]) : [];
}

/**
 * Trains each penalty strategy on SIM350 at 5 % noise with each weight and stores the validation losses, run by run: what is
 * there already is not trained again. The weights chosen from it stand in `penalty-strategies.ts`.
 */
export async function tunePenalties(epochs: number, jobs: number): Promise<void> {
  const tried = new Set(readTuning().map(({ configuration }) => experimentName(configuration)));
  const experiments = PENALTY_STRATEGIES.flatMap((strategy) =>
    WEIGHTS[strategy].map((weight) => completeExperiment({ strategy, penaltyWeight: weight, epochs })),
  ).filter((experiment) => !tried.has(experimentName(experiment)));
  await runAll(experiments, {
    jobs,
    onEnd: (index, outcome) => {
      const name = experimentName(experiments[index]);
      if (outcome instanceof Error) process.stderr.write(`${name}: ${outcome.message}\n`);
      else {
        const row = rowOf(outcome.result);
        writeWhole(
          tuningFile(),
          `[\n${[...readTuning(), row].map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
        );
        process.stderr.write(
          `${name}, weight ${row.configuration.penaltyWeight}: validation ${row.validationLoss.toExponential(3)}\n`,
        );
      }
    },
  });
}

function rowOf(result: ExperimentResult): TuningRow {
  const { configuration, validationLoss, sparsity, deadGenes } = result;
  const { balancedAccuracy, bestEpoch, stopEpoch, seconds } = result;
  return {
    configuration,
    validationLoss,
    sparsity,
    deadGenes,
    balancedAccuracy,
    bestEpoch,
    stopEpoch,
    seconds,
  };
}

if (require.main === module) {
  const { values } = parseArgs({
    options: {
      epochs: { type: 'string', default: '60' },
      jobs: { type: 'string', default: '2' },
    },
  });
  void tunePenalties(Number(values.epochs), Number(values.jobs));
}
