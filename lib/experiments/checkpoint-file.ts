import { join } from 'node:path';
import { projectFolder } from '../downloads/sources';
import { giveLock, takeLock, type Holder } from '../files/lock';
import { experimentName, type Experiment } from './experiment';

/** Where unfinished runs keep their checkpoints: data/runs. */
export function runsFolder(): string {
  return join(projectFolder(), 'data', 'runs');
}

/** The file of an experiment's checkpoint. */
export function checkpointFile(experiment: Experiment, folder = runsFolder()): string {
  return join(folder, `${experimentName(experiment)}.checkpoint`);
}

/**
 * Keeps a second command of this machine from training the same run for nothing. Two machines that train one run waste time,
 * but harm no file.
 * @param checkpoint the run's checkpoint: the lock lies beside it
 * @returns what gives the lock back
 * @throws Error that names the process which is training the run
 */
export function lockRun(checkpoint: string): () => void {
  const file = `${checkpoint}.lock`;
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
