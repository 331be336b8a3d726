import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning } from '../files/is-running';

interface Holder {
  readonly process: number;
  readonly host: string;
}

/**
 * Keeps a second command of this machine from training the same run for nothing. A lock whose holder has ended counts for
 * nothing; nor does one of another machine, where nobody can tell: two that train one run waste time, but harm no file.
 * @param checkpoint the run's checkpoint: the lock lies beside it
 * @returns what gives the lock back
 * @throws Error that names the process which is training the run
 */
export function lockRun(checkpoint: string): () => void {
  const file = `${checkpoint}.lock`;
  const me: Holder = { process: process.pid, host: hostname() };
  const holder = holderOf(file);
  if (holder?.host === me.host && holder.process !== me.process && isRunning(holder.process)) {
    throw new Error(
      `process ${holder.process} is training this run already: wait for it or stop it ` +
        `(if that process is something else, delete ${file})`,
    );
  }
  try {
    writeFileSync(file, JSON.stringify(me));
  } catch {
    // A courtesy, not a condition: where nothing can be written the training itself says so.
  }
  return () => {
    try {
      rmSync(file, { force: true });
    } catch {
      // The folder has gone or become read-only; the lock ends with this process anyway.
    }
  };
}

function holderOf(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    // None there, or one that was cut short with its writer.
    return null;
  }
}
