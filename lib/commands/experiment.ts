import type { SparseMatrix } from '../math/sparse-matrix';
import { requireWritable, writeWhole } from '../files/write-file';
import { discardCheckpoint, hasCheckpoint, TrainingAborted } from '../training/train';
import type { EpochReport } from '../training/training-run';
import { checkpointFile } from '../experiments/checkpoint-file';
import { completeExperiment, onOwnData, type Experiment } from '../experiments/experiment';
import { readWords, USAGE, type Asked } from './experiment-words';
import { openOwnData, type OpenedData } from '../datasets/own-data';
import { beforeTraining } from './own-words';
import { planOf } from '../experiments/plan-of';
import { outliveTheLog, print } from './print';
import { runExperiment, type Finished } from '../experiments/run-experiment';
import { lockRun } from '../experiments/run-lock';
import { saveFinished } from '../experiments/save-models';
import { saveNetwork } from '../experiments/save-network';

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
  const { everySeconds } = asked;
  const file = asked.checkpoint ?? checkpointFile(experiment);
  const abort = new AbortController();
  process.on('SIGINT', () => {
    if (abort.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping after this epoch (again to stop at once)\n');
    abort.abort();
  });
  const known: { prior?: SparseMatrix } = {};
  let unlock: (() => void) | undefined;
  try {
    for (const place of [file, asked.out, asked.model, asked.network]) {
      if (place !== undefined) requireWritable(place);
    }
    unlock = lockRun(file);
    if (asked.fresh) discardCheckpoint(file);
    if (hasCheckpoint(file)) process.stderr.write(`resuming from ${file} (--fresh starts anew)\n`);
    const finished = await runExperiment(experiment, {
      signal: abort.signal,
      checkpoint: { file, everySeconds },
      onStudy: (study) => {
        known.prior = study.prior;
        process.stderr.write(`${study.source}\n`);
      },
      onEpoch: progressLine(),
      onWarning: (text) => process.stderr.write(`\n${text}\n`),
    });
    process.stderr.write('\n');
    await handOver(finished, asked, known.prior);
    discardCheckpoint(file);
    return 0;
  } catch (error) {
    if (error instanceof TrainingAborted) {
      const next = hasCheckpoint(file) ? `resumes it (${file})` : 'starts anew';
      process.stderr.write(`\n${error.message}; the same command ${next}\n`);
      return 130;
    }
    process.stderr.write('\n');
    const next = hasCheckpoint(file) ? `its checkpoint is in ${file}\n` : '';
    return failed(error, next);
  } finally {
    unlock?.();
  }
}

/**
 * Writes the files that were asked for and prints the result. One that cannot be written keeps no other from it; stdout then
 * has all of the result.
 * @throws Error that names what could not be written
 */
async function handOver(finished: Finished, asked: Asked, prior: SparseMatrix | undefined): Promise<void> {
  const { out, model, network, epoch, strongest } = asked;
  const { result } = finished;
  const failures: string[] = [];
  const write = (file: string | undefined, how: (file: string) => void): void => {
    try {
      if (file !== undefined) how(file);
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  write(model, (file) => saveFinished(file, finished, epoch));
  write(network, (file) => prior && saveNetwork(file, finished, prior, epoch, strongest));
  write(out, (file) => writeWhole(file, `${JSON.stringify(result)}\n`));
  const summary = { ...result, history: undefined, path: undefined };
  await print(JSON.stringify(failures.length === 0 ? summary : result));
  if (failures.length > 0) throw new Error(`${failures.join('\n')}\nall of the result is on stdout`);
}

/** Wrong words are answered with the right ones. */
function wrongUsage(error: unknown): number {
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  return 2;
}

/** What is wrong with a file or in a training is no matter of words. */
function failed(error: unknown, next = ''): number {
  process.stderr.write(`${(error as Error).message}\n${next}`);
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

if (require.main === module) {
  outliveTheLog();
  void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
}
