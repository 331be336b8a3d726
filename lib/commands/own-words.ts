import { MISSING_CHOICES } from '../studies/own/series';
import { NORMALISATIONS } from '../studies/own/split';
import { reportText, type MatchReport } from '../studies/own/report';
import type { TrainingPlan } from '../training/plan';
import type { OwnFiles } from '../datasets/own-data';

/** What the command line says of files of the user's own. */
export const OWN_USAGE = `
  --expression FILE    your own data: a csv, wide (genes x times, one series a file: name several) or long; layouts in data/README.md
  --prior FILE         your own data: regulator,target and perhaps sign or weight; without it none, post-hoc, imp, penalties
  --coregulation FILE  your own data: gene,gene and perhaps score (default: targets shared in the prior)
  --normalise NAME     your own data to [0, 1]: ${NORMALISATIONS.join(', ')} (default none)
  --missing NAME       your own data: ${MISSING_CHOICES.join(' or ')} where a value is missing (default error)
`.slice(1);

/** Its options, for `parseArgs`. */
export const OWN_OPTIONS = {
  expression: { type: 'string', multiple: true },
  prior: { type: 'string' },
  coregulation: { type: 'string' },
  normalise: { type: 'string' },
  missing: { type: 'string' },
} as const;

type OwnWords = { readonly [name in Exclude<keyof typeof OWN_OPTIONS, 'expression'>]?: string } & {
  readonly expression?: string[];
};

/**
 * The files that were named, or null where none were.
 * @throws RangeError for a word that goes with --expression alone, or an unknown choice
 */
export function ownFilesNamed({ expression, ...others }: OwnWords): OwnFiles | null {
  if (expression !== undefined) {
    const { prior, coregulation, normalise, missing } = others;
    return {
      expression,
      prior,
      coregulation,
      normalise: oneOf('normalise', normalise, NORMALISATIONS),
      missing: oneOf('missing', missing, MISSING_CHOICES),
    };
  }
  for (const name of ['prior', 'coregulation', 'normalise', 'missing'] as const) {
    if (others[name] !== undefined) throw new RangeError(`--${name} goes with --expression FILE.csv`);
  }
  return null;
}

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  const choice = allowed.find((one) => one === value);
  if (value !== undefined && choice === undefined) {
    throw new RangeError(`--${name} is one of ${allowed.join(', ')}, not "${value}"`);
  }
  return choice;
}

/** What was read and matched, and how it will be trained: the lines before the first epoch. */
export function beforeTraining(report: MatchReport, plan: TrainingPlan): string {
  const { pruning, epochs, hidden, timeScale = 1 } = plan;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const parts = [
    `at most ${epochs} epochs`,
    `${hidden} hidden neurons a branch`,
    timeScale === 1 ? '' : `time x ${timeScale}`,
    pruning === null
      ? ''
      : `lambda (${pruning.shares.first}, ${pruning.shares.second}); ${percent(pruning.schedule.first.amount)} pruned at ` +
        `epoch ${pruning.schedule.first.epoch}, then ${percent(pruning.schedule.then.amount)} of the rest every ` +
        `${pruning.schedule.then.every}`,
  ].filter((part) => part !== '');
  return `${reportText(report)}\nTraining: ${parts.join('; ')}`;
}
