import { datasetNamed, DATASETS } from '../datasets/datasets';
import { experimentName } from '../experiments/experiment';
import { tunePenalties } from '../reproduction/grids/tune-penalties';
import { asProgram, runCommand, type Command } from './command';
import { choice, namesOf, number, whole } from './options';

const OPTIONS = {
  dataset: choice(namesOf(DATASETS), '', { default: 'sim350' }),
  epochs: whole(1, 'at most', { default: 60 }),
  timeScale: number('training sees time multiplied by X', { default: 1 }),
  jobs: whole(1, 'runs side by side (default: one a core)'),
};

const TUNE_PENALTIES: Command<typeof OPTIONS> = {
  about: `Trains the penalty strategies on a data set with each weight that is tried, and stores what they come to in
data/results/tuning; what is there is not trained again.

  node lib/dist/commands/tune-penalties.js --dataset sim350`,
  options: OPTIONS,
  stopping: 'stopping after the epochs under way',
  stopped: 'stopped; the same command goes on with what was not finished',
  async run({ dataset, epochs, timeScale, jobs }, signal) {
    let failed = false;
    await tunePenalties(
      datasetNamed(dataset),
      { epochs, timeScale },
      {
        jobs,
        signal,
        onEnd: (experiment, outcome) => {
          failed ||= outcome instanceof Error;
          const words =
            outcome instanceof Error
              ? outcome.message
              : `validation ${outcome.validationLoss.toExponential(3)}`;
          process.stderr.write(
            `${experimentName(experiment)}, weight ${experiment.penaltyWeight}: ${words}\n`,
          );
        },
      },
    );
    return failed ? 1 : 0;
  },
};

/** Runs the command with these arguments; resolves to the exit code. */
export const main = (words: readonly string[]): Promise<number> => runCommand(TUNE_PENALTIES, words);

asProgram(module, main);
