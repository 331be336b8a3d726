import { CLOCK_CHOICES, tuneClock } from '../reproduction/grids/tune-clock';
import { LINEAGES } from '../studies/published/bone-marrow';
import { asProgram, runCommand, WrongUse, type Command } from './command';
import { choice, list, whole } from './options';

const OPTIONS = {
  dataset: choice(
    LINEAGES.map((lineage) => `hema-${lineage}` as const),
    '',
    { default: 'hema-bcell' },
  ),
  choices: list('K,L', `only these of the ${CLOCK_CHOICES.length} choices of a clock`),
  seeds: whole(1, 'seeds 1 to N', { default: 1 }),
};

const TUNE_CLOCK: Command<typeof OPTIONS> = {
  about: `Trains DASH on a lineage of the bone marrow with each choice of a clock, and stores what they come to in
data/results/tuning; what is there is not trained again.

  node lib/dist/commands/tune-clock.js --dataset hema-bcell`,
  options: OPTIONS,
  stopping: 'stopping after this epoch',
  stopped: 'stopped; the same command goes on with what was not finished',
  async run({ dataset, choices, seeds }, signal) {
    const lineage = LINEAGES.find((name) => dataset === `hema-${name}`) ?? 'bcell';
    const chosen = choices?.map((k) => {
      const clock = CLOCK_CHOICES.at(Number(k) - 1);
      if (clock && Number(k) >= 1) return clock;
      throw new WrongUse(`--choices takes numbers from 1 to ${CLOCK_CHOICES.length}, not "${k}"`);
    });
    await tuneClock(lineage, chosen ?? CLOCK_CHOICES, seeds, {
      signal,
      onTrial: ({ clock, timeScale, batches, seed, best, seconds }) =>
        process.stderr.write(
          `${dataset} ${clock} x ${timeScale}, ${batches}, seed ${seed}: ` +
            `validation ${best.validationLoss.toExponential(3)}, ${seconds} s\n`,
        ),
    });
    return 0;
  },
};

/** Runs the command with these arguments; resolves to the exit code. */
export const main = (words: readonly string[]): Promise<number> => runCommand(TUNE_CLOCK, words);

asProgram(module, main);
