import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../data/sources';
import type { SparseMatrix } from '../math/sparse-matrix';
import { writeWhole } from '../data/write-file';
import { discardCheckpoint, stageFile, TrainingAborted } from '../training/train';
import type { EpochReport } from '../training/training-run';
import { completeExperiment, experimentName, type Experiment } from './experiment';
import { readWords, USAGE, type Asked } from './experiment-words';
import { onOwnData, openOwnData, type OpenedData } from './own-data';
import { beforeTraining } from './own-words';
import { planOf } from './plan-of';
import { runExperiment } from './run-experiment';
import { saveFinished } from './save-models';
import { saveNetwork } from './save-network';

/** Runs the command with these arguments; resolves to the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function main(words: readonly string[]): Promise<number> {
  let asked: Asked | null;
  try {
    asked = readWords(words);
  } catch (error) {
    return wrongUsage(error);
  }
  if (asked === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  let own: OpenedData | null;
  try {
    own = asked.files && (await openOwnData(asked.files));
  } catch (error) {
    return failed(error);
  }
  let experiment: Experiment;
  try {
    experiment = completeExperiment(own ? onOwnData(asked.request, own) : asked.request);
    if (own) process.stderr.write(`${beforeTraining(own.report, planOf(experiment, own.study))}\n`);
  } catch (error) {
    return wrongUsage(error);
  }
  return run(experiment, asked);
}

async function run(experiment: Experiment, asked: Asked): Promise<number> {
  const { out, model, network, epoch, strongest, everySeconds } = asked;
  const file =
    asked.checkpoint ?? join(projectFolder(), 'data', 'runs', `${experimentName(experiment)}.checkpoint`);
  const abort = new AbortController();
  process.on('SIGINT', () => {
    if (abort.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping after this epoch (again to stop at once)\n');
    abort.abort();
  });
  const known: { prior?: SparseMatrix } = {};
  try {
    if (asked.fresh) discardCheckpoint(file);
    if ([file, stageFile(file)].some(existsSync))
      process.stderr.write(`resuming from ${file} (--fresh starts anew)\n`);
    const finished = await runExperiment(experiment, {
      signal: abort.signal,
      checkpoint: { file, everySeconds },
      onStudy: (study) => {
        known.prior = study.prior;
        process.stderr.write(`${study.source}\n`);
      },
      onEpoch: progressLine(),
    });
    process.stderr.write('\n');
    const { result } = finished;
    if (model !== undefined) saveFinished(model, finished, epoch);
    if (network !== undefined && known.prior) saveNetwork(network, finished, known.prior, epoch, strongest);
    if (out !== undefined) writeWhole(out, `${JSON.stringify(result)}\n`);
    const summary = { ...result, history: undefined, path: undefined };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    discardCheckpoint(file);
    return 0;
  } catch (error) {
    if (error instanceof TrainingAborted) {
      process.stderr.write(`\n${error.message}; the same command resumes it (${file})\n`);
      return 130;
    }
    process.stderr.write('\n');
    return failed(error);
  }
}

/** Wrong words are answered with the right ones. */
function wrongUsage(error: unknown): number {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  return 2;
}

/** What is wrong with a file or in a training is no matter of words. */
function failed(error: unknown): number {
  process.stderr.write(`${(error as Error).message}\n`);
  return 1;
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

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
