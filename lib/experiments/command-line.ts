import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Fold } from '../data/fold-study';
import { projectFolder } from '../data/sources';
import { writeWhole } from '../data/write-file';
import { MIXINGS, type Mixing } from '../pruning/dash-scores';
import { discardCheckpoint, stageFile, TrainingAborted } from '../training/train';
import type { EpochReport } from '../training/training-run';
import {
  completeExperiment,
  DATASETS,
  experimentName,
  STRATEGIES,
  type Dataset,
  type Experiment,
  type Strategy,
} from './experiment';
import { runExperiment } from './run-experiment';
import { saveFinished } from './save-models';

const USAGE = `Trains one model and prints one JSON object on stdout; progress goes to stderr.

  npm run -s experiment -- --dataset sim350 --strategy dash --noise 0.05 --seed 1

  --dataset NAME       ${DATASETS.join(', ')} (default sim350)
  --strategy NAME      ${STRATEGIES.join(', ')} (default dash)
  --noise X            simulated data: the paper's noise level as a fraction: 0.05 is its 5 % (default 0.05)
  --prior-corruption X simulated data: share of the prior's edges moved (default: as --noise)
  --seed N             (default 1)
  --lambda1 X --lambda2 X   share of the prior in each layer's score, for dash (default 0.05 and 0.01; brca: 0.9995 both)
  --mixing NAME        ${MIXINGS.join(' or ')}: both terms of a score divided by their mean, for dash
  --penalty-weight X   weight of the penalty, for l0, c-node and path-reg (default: as tuned on validation)
  --tau X              weight of the data in the loss (default 1; 0.99 for none, PHOENIX's prior term)
  --epochs N           at most (default 500; brca 300, hema 240); post-hoc: of each of its 28 trainings
  --time-scale X       training sees time multiplied by X, and holds the multipliers v above a floor (default 1, no floor)
  --validation NAME    brca: random pairs (default), or a block of consecutive ones
  --fold K/N           validate on the K-th of N folds of the training set, train on the others (default: no folds)
  --generated          generated data even where the published ones are at hand
  --as-published-code  copy the published code where it departs from the paper
  --out FILE           also write the result there, learning curves included
  --save-model FILE    also write the trained model there, its genes by name
  --save-epoch NAME    which model that is: of the best validation epoch (default), or of the last one
  --checkpoint FILE    where a stopped run is resumed from (default: data/runs/NAME.checkpoint)
  --checkpoint-seconds N    write one at most that often (default 15)
  --fresh              forget a checkpoint that is there
`;

/** Runs the command with these arguments; resolves to the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function main(words: readonly string[]): Promise<number> {
  let experiment: Experiment;
  let out: string | undefined;
  let save: { file: string; epoch: 'best' | 'last' } | null;
  let checkpoint: { file: string; everySeconds?: number };
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        dataset: { type: 'string' },
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
        checkpoint: { type: 'string' },
        'checkpoint-seconds': { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    experiment = completeExperiment({
      dataset: values.dataset as Dataset | undefined,
      strategy: values.strategy as Strategy | undefined,
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
    });
    out = values.out === undefined ? undefined : resolve(values.out);
    save = modelToSave(values['save-model'], values['save-epoch']);
    const runs = join(projectFolder(), 'data', 'runs');
    checkpoint = {
      file: resolve(values.checkpoint ?? join(runs, `${experimentName(experiment)}.checkpoint`)),
      everySeconds: number('checkpoint-seconds', values['checkpoint-seconds']),
    };
    if (values.fresh) discardCheckpoint(checkpoint.file);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }

  const abort = new AbortController();
  process.on('SIGINT', () => {
    if (abort.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping after this epoch (again to stop at once)\n');
    abort.abort();
  });
  if ([checkpoint.file, stageFile(checkpoint.file)].some(existsSync))
    process.stderr.write(`resuming from ${checkpoint.file} (--fresh starts anew)\n`);
  try {
    const finished = await runExperiment(experiment, {
      signal: abort.signal,
      checkpoint,
      onStudy: ({ source }) => process.stderr.write(`${source}\n`),
      onEpoch: progressLine(),
    });
    process.stderr.write('\n');
    const { result } = finished;
    if (save !== null) saveFinished(save.file, finished, save.epoch);
    if (out !== undefined) writeWhole(out, `${JSON.stringify(result)}\n`);
    const summary = { ...result, history: undefined, path: undefined };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    discardCheckpoint(checkpoint.file);
    return 0;
  } catch (error) {
    if (error instanceof TrainingAborted) {
      process.stderr.write(`\n${error.message}; the same command resumes it (${checkpoint.file})\n`);
      return 130;
    }
    process.stderr.write(`\n${(error as Error).message}\n`);
    return 1;
  }
}

/** Rewrites one line of a terminal in place; elsewhere (a log) prints every tenth epoch. */
function progressLine(): (report: EpochReport) => void {
  const inPlace = process.stderr.isTTY;
  return ({ epoch, trainingLoss, validationLoss, sparsity, pruned }) => {
    const event = pruned === null ? '' : `, pruned ${Math.round(100 * pruned)} %`;
    const line =
      `epoch ${epoch}: loss ${trainingLoss.toExponential(3)}, validation ${validationLoss.toExponential(3)}, ` +
      `sparsity ${(100 * sparsity).toFixed(1)} %${event}`;
    if (inPlace) process.stderr.write(`\r${line}\x1b[K`);
    else if (epoch === 1 || epoch % 10 === 0) process.stderr.write(`${line}\n`);
  };
}

function modelToSave(
  file: string | undefined,
  epoch: string | undefined,
): { file: string; epoch: 'best' | 'last' } | null {
  if (epoch !== undefined && epoch !== 'best' && epoch !== 'last')
    throw new RangeError(`--save-epoch is best or last, not "${epoch}"`);
  if (file === undefined && epoch !== undefined) throw new RangeError('--save-epoch goes with --save-model');
  return file === undefined ? null : { file: resolve(file), epoch: epoch ?? 'best' };
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

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
