import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../downloads/sources';
import { giveLock, isLocked, takeLock, type Holder } from '../files/lock';
import type { Study } from '../studies/study';
import { checkpointEpoch } from '../training/checkpoint';
import { identityOf } from '../training/train';
import { experimentName, type Experiment } from './experiment';
import { trainingOf } from './training-of';

/** Where unfinished runs keep their checkpoints: data/runs. */
export function runsFolder(): string {
  return join(projectFolder(), 'data', 'runs');
}

/** The file of an experiment's checkpoint. */
export function checkpointFile(experiment: Experiment, folder = runsFolder()): string {
  return join(folder, `${experimentName(experiment)}.checkpoint`);
}

/** Digits of the hash in the name of an experiment. */
const HASH = 8;

/** A stopped run, and how far it came. */
export interface StoppedRun {
  readonly file: string;
  readonly epoch: number;
}

/**
 * The checkpoint of the run that an experiment would be with another number of epochs: the one that came farthest and is not being
 * trained. It may go on to the epochs asked for now, or end where it is.
 */
export function stoppedWithOtherEpochs(
  experiment: Experiment,
  study: Study,
  folder = runsFolder(),
): StoppedRun | null {
  if (!existsSync(folder)) return null;
  const start = experimentName(experiment).slice(0, -HASH);
  const files = readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith('.checkpoint'))
    .map((name) => join(folder, name))
    .filter((file) => !isLocked(lockOf(file)));
  if (files.length === 0) return null;
  const { plan, weighed } = trainingOf(experiment, study);
  const identity = identityOf(study, plan, { seed: experiment.seed, start: weighed?.start });
  const stopped = files
    .map((file) => ({ file, epoch: checkpointEpoch(file, identity) ?? 0 }))
    .filter(({ epoch }) => epoch > 0);
  return stopped.sort((a, b) => b.epoch - a.epoch)[0] ?? null;
}

const lockOf = (checkpoint: string): string => `${checkpoint}.lock`;

/**
 * Keeps a second command of this machine from training the same run for nothing. Two machines that train one run waste time,
 * but harm no file.
 * @param checkpoint the run's checkpoint: the lock lies beside it
 * @returns what gives the lock back
 * @throws Error that names the process which is training the run
 */
export function lockRun(checkpoint: string): () => void {
  const file = lockOf(checkpoint);
  let holder: Holder | null = null;
  try {
    holder = takeLock(file);
  } catch {
    // A courtesy, not a condition: where nothing can be written the training itself says so.
  }
  if (holder !== null) {
    throw new Error(
      `process ${holder.process} is training this run already: wait for it or stop it ` +
        `(if that process is something else, delete ${file})`,
    );
  }
  return () => {
    try {
      giveLock(file);
    } catch {
      // The folder has gone or become read-only; the lock ends with this process anyway.
    }
  };
}
