import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Fold } from '../studies/fold-study';
import { MIXINGS, type Mixing } from '../pruning/dash-scores';
import { DATASETS, type DatasetName } from '../datasets/datasets';
import type { OwnFiles } from '../datasets/own-data';
import type { ExperimentRequest } from '../experiments/experiment';
import { STRATEGIES, type StrategyName } from '../strategies/strategies';
import { OWN_OPTIONS, OWN_USAGE, ownFilesNamed } from './own-words';
import { requireNetworkFile } from '../experiments/save-network';
import type { KeptEpoch } from '../experiments/save-models';

const namesOf = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(', ');

/** What the command answers to --help, and to wrong words. */
export const USAGE = `Trains one model and prints one JSON object on stdout; progress goes to stderr.

  npm run -s experiment -- --dataset sim350 --strategy dash --noise 0.05 --seed 1

  --dataset NAME       ${namesOf(DATASETS)} (default sim350; own with --expression)
${OWN_USAGE}  --strategy NAME      ${namesOf(STRATEGIES)} (default dash)
  --noise X            simulated data: the paper's noise level as a fraction: 0.05 is its 5 % (default 0.05)
  --prior-corruption X simulated data: share of the prior's edges moved (default: as --noise)
  --seed N             (default 1)
  --lambda1 X --lambda2 X   share of the prior in each layer's score, for dash (default 0.05 and 0.01; brca: 0.9995 both)
  --mixing NAME        ${MIXINGS.join(' or ')}: both terms of a score divided by their mean, for dash
  --penalty-weight X   weight of the penalty, for l0, c-node and path-reg (default: as tuned on validation)
  --tau X              weight of the data in the loss (default 1; 0.99, PHOENIX's prior term, for none and
                       for the model that post-hoc prunes)
  --epochs N           at most (default 500; brca 300, hema 240; own: as many steps as 500 of sim350); post-hoc: of each of
                       its 28 trainings
  --time-scale X       training sees time multiplied by X, and holds the multipliers v above a floor (default 1, no floor; own:
                       the power of ten that brings a typical interval near 1)
  --validation NAME    brca: random pairs (default), or a block of consecutive ones
  --fold K/N           validate on the K-th of N folds of the training set, train on the others (default: no folds)
  --generated          generated data even where the published ones are at hand
  --as-published-code  copy the published code where it departs from the paper
  --out FILE           also write the result there, learning curves included
  --save-model FILE    also write the trained model there, its genes by name
  --save-epoch NAME    which model is saved: of the best validation epoch (default), or of the last one
  --network FILE       also write that model's edges there, by name and strongest first: FILE.csv or FILE.graphml
  --strongest N        at most so many of them (default all)
  --checkpoint FILE    where a stopped run is resumed from (default: data/runs/NAME.checkpoint)
  --checkpoint-seconds N    write one at most that often (default 15)
  --fresh              forget a checkpoint that is there
`;

/** What was asked for. */
export interface Asked {
  readonly request: ExperimentRequest;
  /** Files of the user's own, or null. */
  readonly files: OwnFiles | null;
  /** Whole paths of what is to be written; undefined: not at all. */
  readonly out?: string;
  readonly model?: string;
  readonly network?: string;
  /** Which model is saved, and how many of its edges at most. */
  readonly epoch: KeptEpoch;
  readonly strongest?: number;
  /** Where the checkpoint is kept, by default by the name of the experiment, and how often it is written. */
  readonly checkpoint?: string;
  readonly everySeconds?: number;
  readonly fresh: boolean;
}

/**
 * Reads the words of `npm run experiment`.
 * @returns what they ask for, or null where they ask for help
 * @throws Error or RangeError that names the word and what it may be
 */
export function readWords(words: readonly string[]): Asked | null {
  const { values } = parseArgs({
    args: [...words],
    options: {
      dataset: { type: 'string' },
      ...OWN_OPTIONS,
      strategy: { type: 'string' },
      noise: { type: 'string' },
      'prior-corruption': { type: 'string' },
      seed: { type: 'string' },
      lambda1: { type: 'string' },
      lambda2: { type: 'string' },
      mixing: { type: 'string' },
      'penalty-weight': { type: 'string' },
      tau: { type: 'string' },
      epochs: { type: 'string' },
      'time-scale': { type: 'string' },
      validation: { type: 'string' },
      fold: { type: 'string' },
      generated: { type: 'boolean' },
      'as-published-code': { type: 'boolean' },
      out: { type: 'string' },
      'save-model': { type: 'string' },
      'save-epoch': { type: 'string' },
      network: { type: 'string' },
      strongest: { type: 'string' },
      checkpoint: { type: 'string' },
      'checkpoint-seconds': { type: 'string' },
      fresh: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const request: ExperimentRequest = {
    dataset: values.dataset as DatasetName | undefined,
    strategy: values.strategy as StrategyName | undefined,
    noise: number('noise', values.noise),
    priorCorruption: number('prior-corruption', values['prior-corruption']),
    seed: number('seed', values.seed),
    lambda1: number('lambda1', values.lambda1),
    lambda2: number('lambda2', values.lambda2),
    mixing: values.mixing as Mixing | undefined,
    penaltyWeight: number('penalty-weight', values['penalty-weight']),
    tau: number('tau', values.tau),
    epochs: number('epochs', values.epochs),
    timeScale: number('time-scale', values['time-scale']),
    fold: foldNamed(values.fold),
    validation: values.validation as 'random' | 'block' | undefined,
    generated: values.generated,
    asPublishedCode: values['as-published-code'],
  };
  const [model, network] = [values['save-model'], values.network];
  if (network !== undefined) requireNetworkFile(network);
  return {
    request,
    files: ownFilesNamed(values),
    out: whole(values.out),
    model: whole(model),
    network: whole(network),
    epoch: epochToSave(values['save-epoch'], model ?? network),
    strongest: edgesToWrite(values.strongest, network),
    checkpoint: whole(values.checkpoint),
    everySeconds: number('checkpoint-seconds', values['checkpoint-seconds']),
    fresh: values.fresh ?? false,
  };
}

const whole = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : resolve(path);

function epochToSave(epoch: string | undefined, file: string | undefined): KeptEpoch {
  if (epoch === undefined) return 'best';
  if (epoch !== 'best' && epoch !== 'last')
    throw new RangeError(`--save-epoch is best or last, not "${epoch}"`);
  if (file === undefined) throw new RangeError('--save-epoch goes with --save-model or --network');
  return epoch;
}

function edgesToWrite(text: string | undefined, file: string | undefined): number | undefined {
  const count = number('strongest', text);
  if (count === undefined) return undefined;
  if (file === undefined) throw new RangeError('--strongest goes with --network');
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`--strongest is a number of edges from 1 on, not ${count}`);
  }
  return count;
}

/** "1/3": the first of three folds. Whether the data have so many is for those who load them. */
function foldNamed(text: string | undefined): Fold | undefined {
  if (text === undefined) return undefined;
  const [, k, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (k === undefined || Number(k) < 1 || Number(k) > Number(of)) {
    throw new RangeError(`--fold takes the number of a fold and how many there are, as 1/3, not "${text}"`);
  }
  return { index: Number(k) - 1, of: Number(of) };
}

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new RangeError(`--${name} takes a number, not "${text}"`);
  return value;
}
